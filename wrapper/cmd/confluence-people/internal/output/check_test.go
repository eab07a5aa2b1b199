package output_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/output"
)

// TestCheck: a file that cannot be written is told before there is anything to write,
// and looking leaves nothing.
func TestCheck(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	there := filepath.Join(dir, "there.csv")
	require.NoError(t, os.WriteFile(there, []byte("old"), 0o600))
	for _, name := range []string{"", there, filepath.Join(dir, "new.xlsx")} {
		require.NoError(t, output.Check(name), name)
	}
	text, err := os.ReadFile(there)
	require.NoError(t, err)
	require.Equal(t, "old", string(text))
	require.ErrorContains(t, output.Check(filepath.Join(dir, "x.pdf")), "has to end with")
	require.ErrorIs(t, output.Check(filepath.Join(dir, "missing", "x.csv")), os.ErrNotExist)
	require.Error(t, output.Check(filepath.Join(there, "x.csv")))
	require.NoError(t, os.Mkdir(filepath.Join(dir, "dir.csv"), 0o700))
	require.ErrorContains(t, output.Check(filepath.Join(dir, "dir.csv")), "is a directory")
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, left, 2)
}
