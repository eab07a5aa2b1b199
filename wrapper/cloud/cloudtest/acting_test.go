package cloudtest_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// An access token has nothing to do with the API token of the account, which can
// have expired, nor with what basic authentication can carry.
func TestSignInWithoutTheAccountsOwnToken(t *testing.T) {
	t.Parallel()
	const account, current = "712020:ada", "/wiki/rest/api/user/current"
	f := newFront(t)
	for name, seed := range map[string]string{
		"expired": `{"users": [{"accountId": "712020:ada", "tokenExpires": "1m"}]}`,
		"address": `{"users": [{"accountId": "712020:ada", "email": "a:da@example.com"}]}`,
	} {
		require.NoError(t, f.site.LoadSeed([]byte(seed)))
		f.site.Advance(2 * time.Minute)
		gateway := "/ex/confluence/" + f.CloudID() + current
		to, err := f.Consent(f.address(), account)
		require.NoError(t, err)
		_, said := f.token("grant_type", "authorization_code", "code", to.Query().Get("code"), "redirect_uri", back)
		for kind, token := range map[string]string{"access": said.Access, "scoped": f.AddScopedToken(account, "read:confluence-user")} {
			status, body := f.ask("GET", gateway, "Bearer "+token, "", "")
			require.Equal(t, 200, status, "%s, %s: %s", name, kind, body)
			require.Contains(t, body, account)
		}
	}
	last := f.site.Exchanges()[len(f.site.Exchanges())-1]
	require.Equal(t, "Bearer …", last.Header.Get("Authorization"), "the record has the request as it came")
}

// A token of an account that is gone is refused.
func TestSignInOfAnAccountThatIsGone(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	ada := f.site.AddUser(cloudtest.User{Name: "Ada"})
	token := f.AddScopedToken(ada, "read:confluence-user")
	require.NoError(t, f.site.LoadSeed([]byte(`{}`)))
	status, body := f.ask("GET", "/ex/confluence/"+f.CloudID()+"/wiki/rest/api/user/current", "Bearer "+token, "", "")
	require.Equal(t, 403, status, body)
}

// What the gateway or the address of the site refuses is in the record, and meets
// faults, as all requests do.
func TestSignInRefusalsAreRecorded(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	email, _ := f.site.Credential(f.site.AdminID())
	users := f.AddScopedToken(f.site.AdminID(), "read:confluence-user")
	basic := &http.Request{Header: http.Header{}}
	basic.SetBasicAuth(email, users)
	gateway := "/ex/confluence/" + f.CloudID()
	const group = "/wiki/rest/api/group"
	for _, test := range []struct {
		path, credential, recorded, operation string
		status                                int
	}{
		{gateway + group, "Bearer " + users, group, "getGroups", 401},
		{gateway + group, "Bearer eyJ", group, "getGroups", 401},
		{group + "?limit=1", "Bearer " + users, group, "getGroups", 403},
		{group, basic.Header.Get("Authorization"), group, "getGroups", 401},
		{"/ex/confluence/other/wiki", "Bearer " + users, "/ex/confluence/other/wiki", "", 404},
	} {
		f.site.ForgetExchanges()
		status, body := f.ask("GET", test.path, test.credential, "", "")
		require.Equal(t, test.status, status, body)
		seen := f.site.Exchanges()
		require.Len(t, seen, 1, test.path)
		require.Equal(t, test.status, seen[0].Status)
		require.Equal(t, test.recorded, seen[0].Path)
		require.Equal(t, test.operation, seen[0].Operation)
	}
	f.site.Inject("getGroups", 1, confluencetest.RetryLater(503, "1"))
	status, _ := f.ask("GET", gateway+group, "Bearer "+users, "", "")
	require.Equal(t, 503, status)
	require.Empty(t, f.site.TakeViolations())
}

// The container says where it is, also to a scoped token at the site.
func TestSignInRealm(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, f.MemoryURL()+"/wiki/rest/api/user/current", http.NoBody)
	require.NoError(t, err)
	r.SetBasicAuth("admin@example.com", f.AddScopedToken(f.site.AdminID(), "read:confluence-user"))
	got, err := f.HTTPClient().Do(r)
	require.NoError(t, err)
	require.Equal(t, 401, readAll(t, got).status)
	require.Equal(t, `OAuth realm="http%3A%2F%2Flocalhost%2Fwiki"`, got.Header.Get("WWW-Authenticate"))
}

// A client that has lost the path of the site finds nothing, and is in the record.
func TestSignInElsewhere(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	status, body := f.ask("GET", "/rest/api/user/current?x=1", "Bearer x", "", "")
	require.Equal(t, 404, status, body)
	require.Len(t, f.site.Exchanges(), 1)
	seen := f.site.Exchanges()[0]
	require.Equal(t, []any{"/rest/api/user/current", "x=1", 404}, []any{seen.Path, seen.Query, seen.Status})
	f.site.ForgetExchanges()
	status, _ = f.ask("GET", "/favicon.ico", "", "", "")
	require.Equal(t, 404, status)
	require.Empty(t, f.site.Exchanges(), "what a browser asks for by itself")
}
