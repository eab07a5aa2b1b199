package address_test

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/address"
)

func TestOf(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		header map[string]string
		host   string
		secure bool
		want   string
	}{
		"as asked":                {host: "127.0.0.1:8085", want: "http://127.0.0.1:8085"},
		"encrypted":               {host: "wiki.example.org", secure: true, want: "https://wiki.example.org"},
		"without a host":          {want: "http://localhost"},
		"behind a proxy":          {host: "10.0.0.7:8085", header: map[string]string{"X-Forwarded-Proto": "https", "X-Forwarded-Host": "wiki.example.org"}, want: "https://wiki.example.org"},
		"behind two":              {host: "10.0.0.7", header: map[string]string{"X-Forwarded-Host": "wiki.example.org, inner.example.org"}, want: "http://wiki.example.org"},
		"on another port":         {host: "10.0.0.7", header: map[string]string{"X-Forwarded-Host": "wiki.example.org", "X-Forwarded-Port": "8443", "X-Forwarded-Proto": "https"}, want: "https://wiki.example.org:8443"},
		"on the usual port":       {host: "10.0.0.7", header: map[string]string{"X-Forwarded-Port": "443", "X-Forwarded-Proto": "https"}, want: "https://10.0.0.7"},
		"a port that is there":    {host: "10.0.0.7:1", header: map[string]string{"X-Forwarded-Port": "2"}, want: "http://10.0.0.7:1"},
		"below a prefix":          {host: "10.0.0.7", header: map[string]string{"X-Forwarded-Prefix": "/mock/"}, want: "http://10.0.0.7/mock"},
		"a prefix that is a host": {host: "10.0.0.7", header: map[string]string{"X-Forwarded-Prefix": "//evil.example.org"}, want: "http://10.0.0.7"},
		"a prefix with a query":   {host: "10.0.0.7", header: map[string]string{"X-Forwarded-Prefix": "/a?b=c"}, want: "http://10.0.0.7"},
		"no host":                 {host: "10.0.0.7", header: map[string]string{"X-Forwarded-Host": "a/b"}, want: "http://10.0.0.7"},
		"a user":                  {host: "10.0.0.7", header: map[string]string{"X-Forwarded-Host": "me@a"}, want: "http://10.0.0.7"},
		"no scheme":               {host: "10.0.0.7", header: map[string]string{"X-Forwarded-Proto": "javascript"}, want: "http://10.0.0.7"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/wiki/rest/api/group", http.NoBody)
			r.Host = test.host
			if test.secure {
				r.TLS = &tls.ConnectionState{}
			}
			for name, value := range test.header {
				r.Header.Set(name, value)
			}
			require.Equal(t, test.want, address.Of(r))
		})
	}
}

func TestRead(t *testing.T) {
	t.Parallel()
	u, err := address.Read("https://wiki.example.org/confluence/")
	require.NoError(t, err)
	require.Equal(t, "https://wiki.example.org/confluence", u.String())
	for _, text := range []string{"", "wiki.example.org", "/wiki", "ftp://a", "https:///wiki", "https://a?b=c", "https://a#b", "https://me:secret@a", "https://a b"} {
		_, err := address.Read(text)
		require.Error(t, err, text)
		require.NotContains(t, err.Error(), "secret")
	}
}

func TestBase(t *testing.T) {
	t.Parallel()
	require.Empty(t, address.Base(t.Context()))
	ctx := address.With(t.Context(), "https://wiki.example.org/a/confluence")
	require.Equal(t, "https://wiki.example.org/a/confluence", address.Base(ctx))
	require.Equal(t, "/a/confluence", address.ContextPath(ctx))
	require.Empty(t, address.ContextPath(address.With(t.Context(), "https://wiki.example.org")))
}
