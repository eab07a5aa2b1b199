package cloudtest_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// A service account cannot ask for more than it was given.
func TestSignInServiceScopes(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	f.id, f.secret = f.AddService(f.site.AdminID(), "read:confluence-user")
	for asked, given := range map[string]string{
		"": "read:confluence-user", "read:confluence-user read:confluence-groups": "read:confluence-user", "write:confluence-groups": "",
	} {
		status, said := f.token("grant_type", "client_credentials", "scope", asked)
		require.Equal(t, 200, status)
		require.Equal(t, given, said.Scope, asked)
		status, body := f.ask("GET", "/ex/confluence/"+f.CloudID()+"/wiki/rest/api/group", "Bearer "+said.Access, "", "")
		require.Equal(t, 401, status, body)
	}
	_, said := f.token("grant_type", "client_credentials", "scope", "write:confluence-groups")
	status, body := f.ask("GET", "/oauth/token/accessible-resources", "Bearer "+said.Access, "", "")
	require.Equal(t, 200, status)
	require.Equal(t, "[]", body, "no site is a list of none")
}

// HEAD is GET without a body, for the scopes as well.
func TestSignInScopeOfHead(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	bearer := "Bearer " + f.grant().Access // to read users
	gateway := "/ex/confluence/" + f.CloudID() + "/wiki/rest/api"
	for path, want := range map[string]int{"/user/current": 200, "/group": 401} {
		for _, method := range []string{"GET", "HEAD"} {
			status, _ := f.ask(method, gateway+path, bearer, "", "")
			require.Equal(t, want, status, method+" "+path)
		}
	}
}
