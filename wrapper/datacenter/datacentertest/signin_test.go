package datacentertest_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// serviceToken returns an access token of a service account; the scopes are those
// to ask for.
func serviceToken(t *testing.T, front *datacentertest.SignIn, id, secret string, scopes ...string) string {
	t.Helper()
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {id}, "client_secret": {secret}}
	if len(scopes) > 0 {
		form.Set("scope", strings.Join(scopes, " "))
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, front.MemoryURL()+"/rest/oauth2/latest/token", strings.NewReader(form.Encode()))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	got, err := front.HTTPClient().Do(r)
	require.NoError(t, err)
	said := readAll(t, got)
	require.Equal(t, http.StatusOK, said.status, said.body)
	var token struct {
		Access string `json:"access_token"`
	}
	require.NoError(t, json.Unmarshal([]byte(said.body), &token))
	return token.Access
}

// askFront sends a request with an access token.
func askFront(t *testing.T, front *datacentertest.SignIn, method, path, token string) response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, front.MemoryURL()+path, http.NoBody)
	require.NoError(t, err)
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Accept", "application/json")
	r.Header.Set("X-Atlassian-Token", "no-check")
	got, err := front.HTTPClient().Do(r)
	require.NoError(t, err)
	return readAll(t, got)
}

// A service account cannot ask for more than it was given, and may for less.
func TestSignInServiceScopes(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		given, asked          []string
		read, write, administ int
	}{
		"as given":    {[]string{"WRITE"}, nil, 200, 204, 403},
		"more":        {[]string{"WRITE"}, []string{"SYSTEM_ADMIN"}, 403, 403, 403},
		"less":        {[]string{"ADMIN"}, []string{"READ"}, 200, 403, 403},
		"all":         {[]string{"ADMIN"}, []string{"ADMIN"}, 200, 204, 204},
		"never given": {nil, []string{"WRITE"}, 200, 204, 403},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newInstance(t)
			d.AddSpace("DOCS", "Documentation")
			front := datacentertest.StartSignIn(t, d)
			id, secret := front.AddService(d.AdminName(), test.given...)
			token := serviceToken(t, front, id, secret, test.asked...)
			status := func(method, path string) int { return askFront(t, front, method, rest+path, token).status }
			require.Equal(t, test.read, status(http.MethodGet, "/user/current"))
			require.Equal(t, test.read, status(http.MethodHead, "/user/current"))
			require.Equal(t, test.write, status(http.MethodDelete, "/user/watch/space/DOCS"))
			require.Equal(t, test.administ, status(http.MethodPut, "/admin/user/jane/disable"))
		})
	}
}

// What is refused for want of a scope is in the record, as all requests are.
func TestSignInRefusalsAreRecorded(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	front := datacentertest.StartSignIn(t, d)
	id, secret := front.AddService(d.AdminName(), "READ")
	token := serviceToken(t, front, id, secret)
	require.Equal(t, 403, askFront(t, front, http.MethodPut, rest+"/admin/user/jane/disable", token).status)
	require.Len(t, d.Exchanges(), 1)
	require.Equal(t, 403, d.Exchanges()[0].Status)
	require.Equal(t, "disableUser", d.Exchanges()[0].Operation)
}
