package datacentertest_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

const (
	current     = rest + "/user/current"
	wrongLogin  = "Basic Authentication Failure - Reason : AUTHENTICATED_FAILED"
	deniedLogin = "Basic Authentication Failure - Reason : AUTHENTICATION_DENIED"
)

func TestAuthentication(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		authorization string
		status        int
		says          string
		reason        string
	}{
		"none":                 {"", 401, "Unauthorized (401)", ""},
		"another scheme":       {"Digest x", 401, "Unauthorized (401)", ""},
		"a wrong token":        {"Bearer wrong", 401, "Unauthorized (401)", ""},
		"an empty token":       {"Bearer ", 401, "Unauthorized (401)", ""},
		"the right token":      {"Bearer TOKEN", 200, `"username":"jane"`, "OK"},
		"the scheme in small":  {"bearer TOKEN", 200, `"username":"jane"`, "OK"},
		"a disabled user":      {"Bearer DISABLED", 401, "Unauthorized (401)", ""},
		"the right password":   {password("jane", "secret")["Authorization"], 200, `"username":"jane"`, "OK"},
		"a wrong password":     {password("jane", "wrong")["Authorization"], 401, wrongLogin, "AUTHENTICATED_FAILED"},
		"an unknown name":      {password("nobody", "secret")["Authorization"], 401, wrongLogin, "AUTHENTICATED_FAILED"},
		"no base64":            {"Basic ???", 401, wrongLogin, "AUTHENTICATED_FAILED"},
		"no colon":             {"Basic YQ==", 401, wrongLogin, "AUTHENTICATED_FAILED"},
		"nobody has no secret": {password("admin", "")["Authorization"], 401, wrongLogin, "AUTHENTICATED_FAILED"},
		"disabled, by name":    {password("gone", "secret")["Authorization"], 401, wrongLogin, "AUTHENTICATED_FAILED"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newInstance(t)
			d.AddUser(datacentertest.User{Username: "gone", Password: "secret", Disabled: true})
			switch test.authorization {
			case "Bearer TOKEN", "bearer TOKEN":
				test.authorization = test.authorization[:7] + d.Token("jane")
			case "Bearer DISABLED":
				test.authorization = "Bearer " + d.Token("gone")
			}
			got := ask(t, d, call{path: current, header: map[string]string{"Authorization": test.authorization}})
			require.Equal(t, test.status, got.status, got.body)
			require.Contains(t, got.body, test.says)
			require.Equal(t, test.reason, got.header.Get("X-Seraph-Loginreason"))
			if test.status == 200 {
				require.Equal(t, "jane", got.header.Get("X-Ausername"))
				return
			}
			require.Equal(t, "anonymous", got.header.Get("X-Ausername"))
			require.Equal(t, "text/html;charset=UTF-8", got.header.Get("Content-Type"))
			require.Equal(t, `OAuth realm="http%3A%2F%2Flocalhost%2Fconfluence"`, got.header.Get("WWW-Authenticate"))
			require.Empty(t, got.header.Get("X-Ratelimit-Limit"))
		})
	}
	t.Run("before the request is looked at", func(t *testing.T) {
		t.Parallel()
		d := newInstance(t)
		require.Equal(t, 401, ask(t, d, call{path: rest + "/group?nonsense=1", bare: true}).status)
	})
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	for path, status := range map[string]int{"/user/current": 200, "/user?username=nobody": 404, "/group?start=x": 400} {
		got := ask(t, d, call{path: rest + path, as: "jane"})
		require.Equal(t, status, got.status)
		for name, value := range map[string]string{
			"X-AUSERNAME": "jane", "X-Seraph-LoginReason": "OK", "X-RateLimit-Limit": "100000", "X-RateLimit-Remaining": "99999",
			"X-RateLimit-Interval-Seconds": "1", "X-RateLimit-FillRate": "100000", "Retry-After": "0",
		} {
			require.Equal(t, value, got.header.Get(name), "%s of %s", name, path)
		}
		require.NotEmpty(t, got.header.Get("X-Asen"))
		_, err := strconv.ParseInt(got.header.Get("X-Confluence-Request-Time"), 10, 64)
		require.NoError(t, err)
		require.Equal(t, "application/json", got.header.Get("Content-Type"))
	}
	require.Len(t, d.TakeViolations(), 1, "nonsense")
}

func TestCaptcha(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	login := func(secret string) response {
		return ask(t, d, call{path: current, header: password("jane", secret)})
	}
	for range 2 {
		require.Equal(t, 401, login("wrong").status)
	}
	require.Equal(t, 200, login("secret").status, "which forgets the wrong ones")
	for range 3 {
		require.Equal(t, 401, login("wrong").status)
	}
	for _, secret := range []string{"wrong", "secret"} {
		got := login(secret)
		require.Equal(t, 403, got.status, "even the right one")
		require.Contains(t, got.body, deniedLogin)
		require.Equal(t, "AUTHENTICATION_DENIED", got.header.Get("X-Seraph-Loginreason"))
		require.Equal(t, "CAPTCHA_CHALLENGE; login-url="+instanceURL+"/login.action", got.header.Get("X-Authentication-Denied-Reason"))
	}
	require.Equal(t, 200, ask(t, d, call{path: current, as: "jane"}).status, "tokens are immune")
	require.Equal(t, 401, ask(t, d, call{path: current, header: password("admin", "wrong")}).status, "others are not meant")

	client, err := d.NewClient(confluence.BasicAuth("jane", "secret"))
	require.NoError(t, err)
	_, err = client.Users.Current(t.Context(), nil)
	require.ErrorIs(t, err, confluence.ErrUnauthorized)
	d.AddUser(datacentertest.User{Username: "jane", Password: "other"})
	require.Equal(t, 200, login("other").status, "a user who is replaced begins anew")
}

func TestBasicDisabled(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	d.DisableBasicAuth(true)
	for _, secret := range []string{"secret", "wrong"} {
		got := ask(t, d, call{path: current, header: password("jane", secret)})
		require.Equal(t, 403, got.status)
		require.Equal(t, `{"message":"Basic Authentication has been disabled on this instance."}`, got.body)
	}
	require.Equal(t, 200, ask(t, d, call{path: current, as: "jane"}).status)
	d.DisableBasicAuth(false)
	require.Equal(t, 200, ask(t, d, call{path: current, header: password("jane", "secret")}).status)
}

func TestVisitors(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	d.AddSpace("DEMO", "Demo")
	d.AllowAnonymous(true)
	for name, authorization := range map[string]string{"none": "", "a wrong token": "Bearer wrong", "a scheme": "Digest x"} {
		got := ask(t, d, call{path: current, header: map[string]string{"Authorization": authorization}})
		require.Equal(t, 200, got.status, name)
		me := decode(t, got)
		require.Equal(t, "anonymous", me["type"])
		require.Equal(t, "Anonymous", me["displayName"])
		require.NotContains(t, me, "username")
		require.NotContains(t, me, "userKey")
		require.Equal(t, "anonymous", got.header.Get("X-Ausername"))
		require.Empty(t, got.header.Get("X-Seraph-Loginreason"))
		require.Empty(t, got.header.Get("X-Ratelimit-Limit"))
	}
	visit := func(method, path, body string) response {
		return ask(t, d, call{method: method, path: rest + path, body: body, header: map[string]string{"Authorization": ""}})
	}
	require.Equal(t, 200, visit("GET", "/user/anonymous", "").status)
	for _, path := range []string{"/user?username=jane", "/user/list", "/group", "/user/watch/space/DEMO"} {
		got := visit("GET", path, "")
		require.Equal(t, 403, got.status, path)
		require.Equal(t, refused("403", "false", "true", "User not permitted to view user profiles", "Forbidden"), got.body)
	}
	got := visit("PUT", "/user/current", `{}`)
	require.Equal(t, 401, got.status, "where the contract knows it")
	require.Equal(t, refused("401", "false", "true", "Authentication is required", "Unauthorized"), got.body)
	require.Equal(t, 401, ask(t, d, call{path: current, header: password("jane", "wrong")}).status, "a wrong password is no visitor's")
	d.AllowAnonymous(false)
	require.Equal(t, 401, visit("GET", "/user/current", "").status)
}
