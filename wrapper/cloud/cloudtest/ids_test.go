package cloudtest_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

// seedOf writes what somebody writes who takes ids from elsewhere.
func seedOf(t *testing.T, value map[string]any) []byte {
	t.Helper()
	text, err := json.Marshal(value)
	require.NoError(t, err)
	return text
}

// An account id in a seed can be one that another site gave out; what is added
// later gets another.
func TestNewAccountsDoNotReplaceThoseOfASeed(t *testing.T) {
	t.Parallel()
	ada := cloudtest.Start(t).AddUser(cloudtest.User{Name: "Ada"}) // as that of any site
	site := cloudtest.Start(t)
	require.NoError(t, site.LoadSeed(seedOf(t, map[string]any{"users": []any{
		map[string]any{"accountId": ada, "name": "Ada", "email": "ada@example.com"},
	}})))
	bob := site.AddUser(cloudtest.User{Name: "Bob"})
	require.NotEqual(t, ada, bob)
	require.Equal(t, "Ada", get(t, site, v1+"/user?accountId="+ada)["displayName"])
}

// The same goes for groups, and for those of the seed that have no id, before or
// behind the one that has.
func TestNewGroupsDoNotReplaceThoseOfASeed(t *testing.T) {
	t.Parallel()
	first := cloudtest.Start(t).AddGroup("any")
	for name, groups := range map[string][]any{
		"behind": {map[string]any{"name": "given", "id": first}, map[string]any{"name": "made"}},
		"before": {map[string]any{"name": "made"}, map[string]any{"name": "given", "id": first}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := cloudtest.Start(t)
			require.NoError(t, site.LoadSeed(seedOf(t, map[string]any{"groups": groups})))
			later := site.AddGroup("later")
			require.NotEqual(t, first, later)
			require.Equal(t, "given", get(t, site, v1+"/group/by-id?id="+first)["name"])
			require.Equal(t, http.StatusNoContent, send(t, site, call{method: "DELETE", path: v1 + "/group/by-id?id=" + later}).status)
			require.Equal(t, []string{"given", "made"}, site.Groups())
		})
	}
}

// A token that is set is its owner's, whoever would have had it otherwise.
func TestNewAccountsDoNotTakeTheTokensOfASeed(t *testing.T) {
	t.Parallel()
	other := cloudtest.Start(t)
	_, token := other.Credential(other.AddUser(cloudtest.User{AccountID: "712020:ada"}))
	site := cloudtest.Start(t)
	require.NoError(t, site.LoadSeed(seedOf(t, map[string]any{"users": []any{
		map[string]any{"accountId": "712020:bob", "token": token}, map[string]any{"accountId": "712020:ada"},
	}})))
	for _, account := range []string{"712020:ada", "712020:bob"} {
		me, err := site.ClientAs(account).Users.Current(t.Context(), nil)
		require.NoError(t, err)
		require.Equal(t, account, me.AccountID)
	}
}

// Properties of a seed come before those that are stored later, whatever numbers
// are given out: also on 32-bit systems.
func TestPropertiesAfterLargeIDs(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	require.NoError(t, site.LoadSeed([]byte(`{"lastId": 3000000000, "users": [{"accountId": "712020:ada"}], "properties": [
		{"account": "712020:ada", "key": "first", "value": {}, "id": "4711"}
	]}`)))
	require.NoError(t, site.SetProperty("712020:ada", "second", map[string]int{"n": 1}))
	require.Equal(t, []any{"first", "second"}, column(get(t, site, v1+"/user/712020:ada/property"), "key"))
}
