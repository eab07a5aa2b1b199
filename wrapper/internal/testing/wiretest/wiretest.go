// Package wiretest keeps, for tests, what every operation sends: a golden file
// an operation, so that a change of bytes on the wire shows in review.
package wiretest

import (
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

var update = flag.Bool("update", false, "write the golden files of requests")

// dir holds the golden files, relative to the package under test.
const dir = "testdata/wire"

// Golden compares requests with the file of their operation.
func Golden(t *testing.T, requests ...confluencetest.Exchange) {
	t.Helper()
	path := filepath.Join(dir, requests[0].Operation+".http")
	texts := make([]string, len(requests))
	for i, request := range requests {
		texts[i] = format(request)
	}
	got := strings.Join(texts, "\n###\n\n")
	if *update {
		require.NoError(t, os.MkdirAll(dir, 0o755))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err, "run go test with -update to write it")
	require.Equal(t, string(want), got)
}

// Operations returns the operations that have a golden file.
func Operations(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.http"))
	require.NoError(t, err)
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = strings.TrimSuffix(filepath.Base(file), ".http")
	}
	slices.Sort(names)
	return names
}

// format writes a request as it reached the server, query parameters decoded
// for the reader's sake on lines of their own.
func format(r confluencetest.Exchange) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", r.Method, r.Path)
	if r.Query != "" {
		b.WriteString("?" + r.Query)
	}
	b.WriteString("\n")
	for pair := range strings.SplitSeq(r.Query, "&") {
		if decoded, err := url.QueryUnescape(pair); err == nil && decoded != pair {
			b.WriteString("# " + decoded + "\n")
		}
	}
	names := make([]string, 0, len(r.Header))
	for name := range r.Header {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		value := strings.ReplaceAll(strings.Join(r.Header[name], " | "), confluence.Version, "VERSION")
		fmt.Fprintf(&b, "%s: %s\n", name, value)
	}
	if len(r.Body) > 0 {
		fmt.Fprintf(&b, "\n%s\n", r.Body)
	}
	return b.String()
}
