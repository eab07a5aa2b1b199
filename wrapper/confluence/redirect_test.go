package confluence_test

import (
	"errors"
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func TestRedirectOfAWrite(t *testing.T) {
	t.Parallel()
	for _, status := range []int{301, 302, 303, 307, 308} {
		for _, location := range []string{"/base/rest/api/thing/2", "https://evil.example/", "", "::", "https://[jane"} {
			for _, method := range []string{"POST", "PUT", "DELETE"} {
				rt := newScript(t, reply(status, "", "Location: "+location), reply(200, "{}"))
				_, err := do(t.Context(), newConn(t, rt), method, paths[method], "{}")
				require.ErrorIs(t, err, confluence.ErrRedirect)
				var failure *confluence.Error
				require.ErrorAs(t, err, &failure)
				require.Equal(t, status, failure.StatusCode)
				require.Len(t, rt.requests(), 1, "%s %d %s", method, status, location)
			}
		}
	}
}

func TestRedirectOfARead(t *testing.T) {
	t.Parallel()
	for location, follow := range map[string]string{
		"/base/rest/api/thing/2":                         "https://confluence.example/base/rest/api/thing/2",
		"2?x=y":                                          "https://confluence.example/base/rest/api/thing/2?x=y",
		"https://confluence.example/base/login":          "https://confluence.example/base/login",
		"https://CONFLUENCE.example/base/login":          "https://confluence.example/base/login",
		"https://confluence.example:443/base/login":      "https://confluence.example/base/login",
		"//confluence.example/base/login":                "https://confluence.example/base/login",
		"https://confluence.example/login":               "",
		"https://confluence.example/based/login":         "",
		"https://confluence.example/base/../other":       "",
		"https://confluence.example/base/%2e%2e/other":   "",
		"https://confluence.example/base":                "",
		"http://confluence.example/base":                 "",
		"https://evil.example/base":                      "",
		"https://x.confluence.example/base":              "",
		"https://confluence.example.evil.example/":       "",
		"https://confluence.example:8443/":               "",
		"https://other:password@confluence.example/base": "",
		"//evil.example/base":                            "",
		"::jane@example.org":                             "",
		"https://[jane@example.org":                      "",
		"/%zz?jane@example.org":                          "",
	} {
		t.Run(location, func(t *testing.T) {
			t.Parallel()
			rt := newScript(t, reply(302, "", "Location: "+location), reply(200, "{}"))
			_, err := do(t.Context(), newConn(t, rt), "GET", "/rest/api/thing/1?email=jane@example.org", "")
			if follow != "" {
				require.NoError(t, err)
				require.Len(t, rt.requests(), 2)
				require.Equal(t, follow, rt.requests()[1].url)
				require.Equal(t, []string{"Bearer " + secret}, rt.requests()[1].header["Authorization"])
				return
			}
			require.ErrorIs(t, err, confluence.ErrRedirect)
			require.NotContains(t, err.Error(), "jane")
			require.Len(t, rt.requests(), 1, "the credential must not leave the site")
		})
	}
}

func TestRedirectLoop(t *testing.T) {
	t.Parallel()
	rt := newScript(t, reply(302, "", "Location: /base/rest/api/thing/1"))
	_, err := do(t.Context(), newConn(t, rt), "GET", paths["GET"], "")
	require.ErrorIs(t, err, confluence.ErrRedirect)
	require.Len(t, rt.requests(), 10)
}

func TestRedirectWithoutLocation(t *testing.T) {
	t.Parallel()
	rt := newScript(t, reply(302, ""), reply(200, "{}"))
	_, err := do(t.Context(), newConn(t, rt), "GET", paths["GET"], "")
	require.ErrorIs(t, err, confluence.ErrRedirect)
}

// The caller's own rule comes on top of ours, and its error is final.
func TestCheckRedirectOfTheCaller(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		errMine := errors.New("not there")
		asked := 0
		rt := newScript(t, reply(302, "", "Location: /base/jane@example.org"), reply(200, "{}"))
		client := &http.Client{Transport: rt, CheckRedirect: func(*http.Request, []*http.Request) error {
			asked++
			return errMine
		}}
		conn, err := confluence.NewConn(site, confluence.BearerToken(secret), operations(), confluence.WithHTTPClient(client))
		require.NoError(t, err)
		_, err = do(t.Context(), conn, "GET", paths["GET"], "")
		require.ErrorIs(t, err, errMine)
		require.EqualError(t, err, "confluence: getThing: GET /rest/api/thing/{id}: not there")
		require.Equal(t, 1, asked)
		require.Len(t, rt.requests(), 1)

		rt.seen, rt.steps = nil, []step{reply(302, "", "Location: https://evil.example/")}
		_, err = do(t.Context(), conn, "GET", paths["GET"], "")
		require.ErrorIs(t, err, confluence.ErrRedirect)
		require.Equal(t, 1, asked)
	})
}
