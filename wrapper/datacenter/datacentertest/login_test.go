package datacentertest_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestLoginAfterCaptcha: whoever is locked out of basic authentication logs in
// where the refusal says.
func TestLoginAfterCaptcha(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	try := func(password_ string) response {
		return ask(t, d, call{path: rest + "/user/current", header: password("jane", password_)})
	}
	logIn := func(page, name, secret string) response {
		form := url.Values{"os_username": {name}, "os_password": {secret}}.Encode()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, page, strings.NewReader(form))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		got, err := d.HTTPClient().Do(r)
		require.NoError(t, err)
		return readAll(t, got)
	}
	for range 3 {
		require.Equal(t, http.StatusUnauthorized, try("wrong").status)
	}
	refused := try("secret")
	require.Equal(t, http.StatusForbidden, refused.status, "even the right one")
	_, page, _ := strings.Cut(refused.header.Get("X-Authentication-Denied-Reason"), "login-url=")
	require.Equal(t, instanceURL+"/login.action", page)

	got, err := d.HTTPClient().Get(page)
	require.NoError(t, err)
	form, err := io.ReadAll(got.Body)
	require.NoError(t, err)
	require.NoError(t, got.Body.Close())
	require.Contains(t, string(form), `action="dologin.action"`)

	to := instanceURL + "/dologin.action"
	for _, wrong := range [][2]string{{"jane", "wrong"}, {"nobody", "secret"}, {"jane", ""}} {
		got := logIn(to, wrong[0], wrong[1])
		require.Equal(t, []string{"AUTHENTICATED_FAILED", "anonymous"}, []string{got.header.Get("X-Seraph-Loginreason"), got.header.Get("X-Ausername")})
		require.Contains(t, got.body, "incorrect")
		require.Equal(t, http.StatusForbidden, try("secret").status)
	}
	require.Equal(t, http.StatusBadRequest, logIn(to, "jane", strings.Repeat("x", 1<<20)).status)
	in := logIn(to, "jane", "secret")
	require.Equal(t, http.StatusOK, in.status)
	require.Equal(t, []string{"OK", "jane"}, []string{in.header.Get("X-Seraph-Loginreason"), in.header.Get("X-Ausername")})
	require.Equal(t, http.StatusOK, try("secret").status)
}
