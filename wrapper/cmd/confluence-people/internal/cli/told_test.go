package cli_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// TestToldApart: commands that differ only in where a word ends, or in what a file is
// for, have different journals.
func TestToldApart(t *testing.T) {
	t.Parallel()
	e := newExample(t)
	e.cloud.AddGroup("editors")
	e.cloud.AddGroup("writers editors")
	rows := write(t, "people.csv", "Account id\n"+e.bob+"\n")
	who := write(t, "who.csv", "Account id,Email\n"+e.bob+",bob@example.com\n")
	for name, of := range map[string][2][]string{
		"groups": {
			{"members", rows, "-group", "writers editors"},
			{"members", rows, "-group", "writers", "-group", "editors"},
		},
		"a file of people, and one of whom they are": {{"offboard", e.ada, "-people", who}, {"offboard", e.ada, "-file", who}},
		"a file of people, and one of the protected": {
			{"members", rows, "-group", "writers", "-people", who},
			{"members", rows, "-group", "writers", "-protect-file", who},
		},
	} {
		journal := []string{"-apply", "-journal", filepath.Join(t.TempDir(), "journal")}
		got := e.run(t.Context(), site.CloudProduct, append(of[0], journal...)...)
		require.Equal(t, 0, got.status, "%s: %s", name, got.err)
		require.FileExists(t, journal[2], name)
		got = e.run(t.Context(), site.CloudProduct, append(of[1], journal...)...)
		require.Equal(t, 2, got.status, "%s: %s", name, got.out)
		require.Contains(t, got.err, "the journal is of another run", name)
		require.NoError(t, e.cloud.Client().Groups.AddMember(t.Context(), e.writers, e.ada))
		_ = e.cloud.Client().Groups.RemoveMember(t.Context(), e.writers, e.bob)
	}
}
