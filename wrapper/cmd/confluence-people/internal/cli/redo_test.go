package cli_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// TestUndoRedoUndo: what was undone and, with the journal of that, done again is undone
// once more, as often as somebody likes.
func TestUndoRedoUndo(t *testing.T) {
	t.Parallel()
	e := newExample(t)
	e.stdin = "Account id,Group\n" + e.bob + ",writers\n" + e.chen + ",writers\n"
	dir := t.TempDir()
	journal := filepath.Join(dir, "x.journal")
	require.Equal(t, 0, e.run(t.Context(), site.CloudProduct, "members", "-", "-apply", "-journal", journal).status)
	undo := func(name string, members int) {
		t.Helper()
		got := e.run(t.Context(), site.CloudProduct, "undo", filepath.Join(dir, name), "-apply")
		require.Equal(t, 0, got.status, got.err)
		require.Len(t, e.cloud.GroupMembers(e.writers), members, got.out)
	}
	for _, by := range []string{"x.journal.undo", "x.journal-2.undo", "x.journal-3.undo"} {
		undo("x.journal", 1)
		undo("x.journal", 1) // there is nothing to do
		undo(by, 3)
		undo(by, 3)
	}
}
