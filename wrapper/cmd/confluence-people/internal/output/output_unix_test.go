//go:build unix

package output_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/output"
)

func row(to output.Writer) error {
	if err := to.Table(output.Members, "writers", []string{"name"}); err != nil {
		return err
	}
	return to.Row([]string{"Ada"})
}

// What is there and is no file is written to, never replaced: it may be /dev/null.
func TestToAPipe(t *testing.T) {
	t.Parallel()
	pipe := filepath.Join(t.TempDir(), "out.csv")
	require.NoError(t, syscall.Mkfifo(pipe, 0o600))
	read := make(chan string, 1)
	go func() {
		text, _ := os.ReadFile(pipe)
		read <- string(text)
	}()
	require.NoError(t, output.ToFile(pipe, row))
	at, err := os.Stat(pipe)
	require.NoError(t, err)
	require.Equal(t, os.ModeNamedPipe, at.Mode().Type())
	require.Contains(t, <-read, "Ada")
}

// A link stays one, and the file that it leads to is replaced.
func TestThroughALink(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file, link := filepath.Join(dir, "file.csv"), filepath.Join(dir, "link.csv")
	require.NoError(t, os.WriteFile(file, []byte("old"), 0o600))
	require.NoError(t, os.Symlink(file, link))
	require.NoError(t, output.ToFile(link, row))
	at, err := os.Lstat(link)
	require.NoError(t, err)
	require.Equal(t, os.ModeSymlink, at.Mode().Type())
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Contains(t, string(text), "Ada")
}
