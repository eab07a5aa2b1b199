package cli_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// TestOutputReplacesNothing: -o names no file that the command reads or keeps: an audit
// would remove what it wrote, with its journal.
func TestOutputReplacesNothing(t *testing.T) {
	t.Parallel()
	for command, args := range map[string][]string{
		"audit":         {"audit", "-journal", "FILE"},
		"inactive":      {"inactive", "FILE"},
		"protected":     {"inactive", "export.csv", "-protect-file", "FILE"},
		"journal":       {"compare", "-journal", "FILE"},
		"addresses":     {"compare", "-people", "FILE"},
		"mapping":       {"compare", "-mapping", "FILE"},
		"another name":  {"compare", "-mapping", "LINK"},
		"not there yet": {"audit", "-journal", "NEW"},
	} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			to, link := filepath.Join(dir, "list.csv"), filepath.Join(dir, "link.csv")
			require.NoError(t, os.Symlink(to, link))
			if command != "not there yet" {
				require.NoError(t, os.WriteFile(to, []byte("Account id\n"), 0o600))
			}
			given := []string{"-o", to}
			for _, arg := range args {
				given = append(given, map[string]string{"FILE": to, "NEW": dir + "/./list.csv", "LINK": link}[arg])
				if given[len(given)-1] == "" {
					given[len(given)-1] = arg
				}
			}
			e := newExample(t)
			got := e.run(t.Context(), site.CloudProduct, append(given[2:], given[:2]...)...)
			require.Equal(t, 2, got.status, got.out+got.err)
			require.Contains(t, got.err, "-o "+to+" would replace a file that the command needs")
			if command != "not there yet" {
				require.Equal(t, "Account id\n", read(t, to))
			}
		})
	}
}
