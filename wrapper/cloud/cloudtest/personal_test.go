package cloudtest_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

// Everybody has a personal space, which is a space like others: it has an id of
// its own, can be found by that and by its key, and can be watched.
func TestPersonalSpaces(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	people(site)
	site.AddPage("~grace", "Welcome", "") // as if it were any space
	seen := map[any]string{}
	for _, account := range []string{ada, "grace", "guest", site.AdminID()} {
		key := "~" + account
		space := get(t, site, v1+"/user?accountId="+account+"&expand=personalSpace")["personalSpace"].(map[string]any)
		require.Equal(t, key, space["key"])
		require.Empty(t, seen[space["id"]], "the id of another")
		seen[space["id"]] = key
		require.Equal(t, space["id"], get(t, site, v1+"/space/"+key)["id"])
		require.Equal(t, http.StatusOK, send(t, site, call{path: v1 + "/space/" + key + "/content"}).status)

		bulk := send(t, site, call{method: "POST", path: v2 + "/users-bulk", body: `{"accountIds":["` + account + `"]}`})
		id := decode(t, bulk)["results"].([]any)[0].(map[string]any)["personalSpaceId"].(string)
		require.Equal(t, key, get(t, site, v2+"/spaces/"+id)["key"])
		require.Equal(t, []any{id}, column(get(t, site, v2+"/spaces?keys="+key), "id"))
		require.Equal(t, []any{key}, column(get(t, site, v1+"/space?type=personal&spaceKey="+key+","+key), "key"))
		require.Empty(t, column(get(t, site, v1+"/space?type=global&spaceKey="+key), "key"))

		watch := call{method: "POST", path: v1 + "/user/watch/space/" + key}
		require.Equal(t, http.StatusNoContent, send(t, site, watch).status)
		require.Equal(t, []any{site.AdminID()}, column(get(t, site, v1+"/space/"+key+"/watch"), "watcher", "accountId"))
	}
	require.Equal(t, []any{"~grace"}, column(get(t, site, v1+"/space"), "key"), "the others are not listed")
	require.Equal(t, http.StatusForbidden, send(t, site, call{method: "POST", path: v1 + "/user/watch/space/~nobody"}).status)

	require.NoError(t, site.LoadSeed(site.Snapshot()))
	require.True(t, site.IsWatchingSpace(site.AdminID(), "~"+ada))
	require.True(t, site.IsWatchingSpace(site.AdminID(), "~grace"))
}
