package main

import (
	"bytes"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
)

// TestRun runs the demo against the in-memory servers, in virtual time.
func TestRun(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		require.NoError(t, run(t.Context(), &out, func(string) string { return "" }))
		for _, line := range []string{
			`name +Site Administrator`,
			`after POST user/watch/space +true`,
			`after DELETE user/watch/space +false`,
			`quickstart +\{Theme:dark Digest:true\}`,
			`members of quickstart-group +\[Grace Example\]`,
			`members of quickstart-group +\[\]`,
			`\[#{30}\] 100 %`,
			`PUT admin/user/jane/disable +disabled`,
			`DELETE admin/user/jane`,
		} {
			require.Regexp(t, line, out.String())
		}
	})
}

func TestBadSite(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	err := run(t.Context(), &out, func(name string) string {
		return map[string]string{"CONFLUENCE_URL": "http://example.com", "CONFLUENCE_USER": "ada", "CONFLUENCE_TOKEN": "t"}[name]
	})
	require.ErrorContains(t, err, "plain http")
}
