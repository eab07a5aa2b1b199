package main

import (
	"io"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLinks(t *testing.T) {
	t.Parallel()
	r := start(t)
	u, err := url.Parse(r.url)
	require.NoError(t, err)
	got := r.get("/wiki/rest/api/group")
	require.Contains(t, got.body, `"base":"http://`+u.Host+`/wiki"`)
	r.url, r.user = "http://"+u.Host, "admin@example.com"
	require.Equal(t, got.body, r.get("/wiki/rest/api/group").body, "at the root of the site")

	r = start(t, "-product", "datacenter", "-base", "https://wiki.example.org/confluence/")
	require.Contains(t, r.get("/rest/api/group").body, `"base":"https://wiki.example.org/confluence"`)

	var stderr safeBuffer
	require.Equal(t, exitUsage, run(t.Context(), []string{"-base", "wiki.example.org"}, io.Discard, &stderr))
	require.Contains(t, stderr.String(), "-base: cloudtest: links: ")
}

func TestStrict(t *testing.T) {
	t.Parallel()
	const ignored = "/wiki/rest/api/group?unknown=1"
	require.Equal(t, http.StatusOK, start(t).get(ignored).status)
	r := start(t, "-strict")
	require.Equal(t, http.StatusBadRequest, r.get(ignored).status)
	require.Contains(t, r.stderr.String(), `query parameter "unknown" is not in the contract`)
}
