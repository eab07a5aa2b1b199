package confluence_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func TestHeaders(t *testing.T) {
	t.Parallel()
	const agent = "confluence-people-go/" + confluence.Version
	for method, path := range map[string]string{
		"GET": "/rest/api/thing/1", "POST": "/rest/api/thing/1/watch", "PUT": "/rest/api/thing/1", "DELETE": "/rest/api/thing/1",
	} {
		rt := newScript(t, reply(200, "{}"))
		conn := newConn(t, rt).ForOtherOperations()
		_, err := do(t.Context(), conn, method, path, "")
		require.NoError(t, err)
		got := rt.requests()[0].header
		require.Equal(t, []string{"application/json"}, got["Accept"])
		require.Equal(t, []string{agent}, got["User-Agent"])
		require.Equal(t, []string{"Bearer " + secret}, got["Authorization"])
		if method == "GET" {
			require.NotContains(t, got, "X-Atlassian-Token")
			require.NotContains(t, got, "Content-Type")
			continue
		}
		require.Equal(t, []string{"no-check"}, got["X-Atlassian-Token"])
		require.Equal(t, []string{"application/json"}, got["Content-Type"])
	}
}

func TestHeadersOfTheCallerStay(t *testing.T) {
	t.Parallel()
	rt := newScript(t, reply(201, "{}"))
	conn := newConn(t, rt, confluence.WithUserAgent("roster-sync/1.4"))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, site+"/rest/api/thing", strings.NewReader("x"))
	require.NoError(t, err)
	req.Header.Set("Accept", "text/plain")
	req.Header.Set("Content-Type", "application/yaml")
	req.Header.Set("Authorization", "JWT other")
	req.Header.Set("X-Atlassian-Token", "nocheck")
	_, err = send(conn, req)
	require.NoError(t, err)
	got := rt.requests()[0].header
	require.Equal(t, []string{"text/plain"}, got["Accept"])
	require.Equal(t, []string{"application/yaml"}, got["Content-Type"])
	require.Equal(t, []string{"JWT other"}, got["Authorization"])
	require.Equal(t, []string{"no-check"}, got["X-Atlassian-Token"], "the old spelling is deprecated")
	require.Equal(t, []string{"roster-sync/1.4 confluence-people-go/" + confluence.Version}, got["User-Agent"])
}

// A request need not come from http.NewRequest.
func TestBareRequest(t *testing.T) {
	t.Parallel()
	rt := newScript(t, reply(200, "{}"))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, site+"/rest/api/thing/1", http.NoBody)
	require.NoError(t, err)
	_, err = send(newConn(t, rt), &http.Request{URL: req.URL})
	require.NoError(t, err)
	require.Equal(t, "GET", rt.requests()[0].method)
	require.NotContains(t, rt.requests()[0].header, "X-Atlassian-Token")
}
