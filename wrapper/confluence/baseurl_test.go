package confluence_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func TestBaseURL(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"https://site.example":                         "https://site.example",
		"https://Site.Example:":                        "https://site.example",
		"https://[2001:db8::1]:/":                      "https://[2001:db8::1]",
		"https://site.example/a%2Fb/":                  "https://site.example/a%2Fb",
		"https://site.example/":                        "https://site.example",
		"https://Site.Example/wiki/":                   "https://site.example/wiki",
		"https://site.example:8443/confluence":         "https://site.example:8443/confluence",
		"https://site.example/a%2Fb/(x)":               "https://site.example/a%2Fb/(x)",
		"https://site.example/caf%C3%A9/a%20b/":        "https://site.example/caf%C3%A9/a%20b",
		"http://localhost:8090":                        "http://localhost:8090",
		"http://LOCALHOST:8090":                        "http://localhost:8090",
		"http://127.0.0.1:1/c":                         "http://127.0.0.1:1/c",
		"http://[::1]:8090":                            "http://[::1]:8090",
		"https://api.atlassian.com/ex/confluence/0b5a": "https://api.atlassian.com/ex/confluence/0b5a",
	} {
		conn, err := confluence.NewConn(raw, confluence.Anonymous(), nil)
		require.NoError(t, err, raw)
		require.Equal(t, want, conn.BaseURL())
	}
}

func TestBaseURLRefused(t *testing.T) {
	t.Parallel()
	for raw, fault := range map[string]string{
		"":                                  "is empty",
		"  ":                                "is empty",
		"site.example":                      "must start with https://",
		"ftp://site.example":                "must start with https://",
		"https:site.example":                "has no host",
		"https://":                          "has no host",
		"https:///wiki":                     "has no host",
		"https://:443":                      "has no host",
		"https://us3r:pa55@site.example":    "must not contain credentials",
		"https://us3r:pa55@site.ex ample":   "is not a URL",
		"https://us3r:pa55@site.example:x":  "is not a URL",
		"https://us3r:pa%zz@site.example":   "is not a URL",
		"https://site.example?pa55=1":       "must not have a query",
		"https://site.example?":             "must not have a query",
		"https://site.example#pa55":         "must not have a fragment",
		"https://site.example#":             "must not have a fragment",
		"https://site.example/a//b":         "path segment",
		"https://site.example/a/../b":       "path segment",
		"https://site.example/./b":          "path segment",
		"https://site.example/%2e%2E/b":     "path segment",
		"https://site.example/a%2F..%2Fb":   "path segment",
		"https://site.example/a%00b":        "path segment",
		"http://site.example":               "is plain http",
		"http://localhost.evil.example":     "is plain http",
		"http://127.0.0.1.evil.example":     "is plain http",
		"http://10.0.0.1":                   "is plain http",
		"https://site.example/\npa55: us3r": "is not a URL",
	} {
		_, err := confluence.NewConn(raw, confluence.Anonymous(), nil)
		require.ErrorIs(t, err, confluence.ErrInvalid, raw)
		require.ErrorContains(t, err, fault, raw)
		require.NotContains(t, err.Error(), "us3r")
		require.NotContains(t, err.Error(), "pa55")
	}
	conn, err := confluence.NewConn("http://site.example", confluence.Anonymous(), nil, confluence.WithInsecureHTTP())
	require.NoError(t, err)
	require.Equal(t, "http://site.example", conn.BaseURL())
}
