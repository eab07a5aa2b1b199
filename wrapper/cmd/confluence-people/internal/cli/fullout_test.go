package cli_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/cli"
)

// full is a disk with no room left.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// TestReportOnAFullDisk: a report that could not be written is no success, though the
// work goes on.
func TestReportOnAFullDisk(t *testing.T) {
	t.Parallel()
	e := newExample(t)
	file := write(t, "people.csv", "Account id,Group\n"+e.bob+",writers\n")
	for name, args := range map[string][]string{
		"plan":      {"members", file},
		"JSON":      {"members", file, "-json"},
		"estimate":  {"audit", "-estimate"},
		"scopes":    {"login", "-scopes"},
		"help":      {"-help"},
		"audit":     {"audit", "-journal", filepath.Join(t.TempDir(), "journal")},
		"completed": {"completion", "bash"},
	} {
		var errs bytes.Buffer
		status := cli.Main(t.Context(), args, cli.Env{
			Stdin: strings.NewReader(""), Stdout: full{}, Stderr: &errs, Connect: e.connect,
			Getenv: func(name string) string {
				return map[string]string{"CONFLUENCE_URL": "https://x.atlassian.net", "CONFLUENCE_TOKEN": "t", "CONFLUENCE_PROFILES": os.DevNull}[name]
			},
		})
		require.Equal(t, 1, status, "%s: %s", name, errs.String())
		require.Equal(t, 1, strings.Count(errs.String(), "no space left on device"), "%s: %s", name, errs.String())
	}
}
