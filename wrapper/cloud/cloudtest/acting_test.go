package cloudtest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
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
