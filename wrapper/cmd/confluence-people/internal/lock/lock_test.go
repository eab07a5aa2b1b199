package lock_test

import (
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/lock"
)

// TestTake: one at a time has the lock, under whichever name, and nothing of it stays.
func TestTake(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "journal")
	l, err := lock.Take(path)
	require.NoError(t, err)
	_, err = lock.Take(path)
	require.ErrorIs(t, err, lock.ErrTaken)
	require.EqualError(t, err, "another run is under way with "+path)
	require.NoError(t, os.WriteFile(path, nil, 0o600), "the file itself can be written")
	if runtime.GOOS != "windows" {
		require.NoError(t, os.Symlink(path, filepath.Join(dir, "link")))
		_, err = lock.Take(filepath.Join(dir, "link"))
		require.ErrorIs(t, err, lock.ErrTaken)
		require.NoError(t, os.Remove(filepath.Join(dir, "link")))
	}
	require.NoError(t, l.Free())
	next, err := lock.Take(path)
	require.NoError(t, err)
	require.NoError(t, l.Free(), "which does nothing now")
	_, err = lock.Take(path)
	require.ErrorIs(t, err, lock.ErrTaken)
	require.NoError(t, next.Free())
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 1)

	require.NoError(t, os.WriteFile(path+".lock", nil, 0o600)) // of one that was killed
	l, err = lock.Take(path)
	require.NoError(t, err)
	require.NoError(t, l.Free())
	require.NoFileExists(t, path+".lock")
	_, err = lock.Take(filepath.Join(dir, "missing", "journal"))
	require.ErrorIs(t, err, os.ErrNotExist)
}

// TestOneAtATime: however many try, and though the file of the lock comes and goes.
func TestOneAtATime(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "journal")
	var inside, most, times atomic.Int32
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 500 {
				l, err := lock.Take(path)
				if err != nil {
					continue
				}
				most.Store(max(most.Load(), inside.Add(1)))
				times.Add(1)
				runtime.Gosched()
				inside.Add(-1)
				if l.Free() != nil {
					most.Store(100)
				}
			}
		})
	}
	group.Wait()
	require.EqualValues(t, 1, most.Load())
	require.Positive(t, times.Load())
}
