package cli_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// TestUndoCommand: what a run says undoes it can be given as it is: it is about the
// same site, and shows its plan first.
func TestUndoCommand(t *testing.T) {
	t.Parallel()
	d, on, around := cloudDesk(t)
	on.AddGroup("writers")
	ann := on.AddUser(cloudtest.User{Name: "Ann"})
	d.clicks(around, on.AdminID())
	require.Equal(t, 0, d.login("-url", around.URL(), "-product", "cloud", "-profile", "work").status)
	file := write(t, "people.csv", "Account id,Group\n"+ann+",writers\n")
	journal := filepath.Join(t.TempDir(), "a journal")
	got := d.run("members", file, "-apply", "-profile", "work", "-journal", journal)
	require.Equal(t, 0, got.status, got.err)
	require.Contains(t, got.out, "To undo it: confluence-people undo -profile work '"+journal+"' (add -apply to do it).")
	got = d.run("undo", "-profile", "work", journal)
	require.Equal(t, 0, got.status, got.err)
	require.Contains(t, got.out, "- group writers: Ann ("+ann+")\n")

	e := newExample(t)
	journal = filepath.Join(t.TempDir(), "journal")
	file = write(t, "people.csv", "Account id,Group\n"+e.bob+",writers\n")
	got = e.run(t.Context(), site.CloudProduct, "members", file, "-apply", "-url", "https://other.example", "-product", "cloud", "-journal", journal)
	require.Contains(t, got.out, "confluence-people undo -url https://other.example -product cloud "+journal+" (add")

	m := newMove(t)
	got = m.run(t.Context(), "", append(m.args(t), "-apply")...)
	require.Contains(t, got.out, "confluence-people undo -url https://x.atlassian.net ")
}

// TestUndoAnotherFile: a file that is no journal is told, and stays.
func TestUndoAnotherFile(t *testing.T) {
	t.Parallel()
	file := write(t, "m.csv", "Email,Group")
	got := newExample(t).run(t.Context(), site.CloudProduct, "undo", file)
	require.Equal(t, 2, got.status)
	require.Equal(t, "confluence-people: usage: "+file+" is not a journal of confluence-people\n", got.err)
	require.FileExists(t, file)
}
