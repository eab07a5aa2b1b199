package journal_test

import (
	"os"
	"os/signal"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/journal"
)

// TestFullDisk: what a full disk leaves of a line does not spoil the next, which may be
// written once there is room.
//
//nolint:paralleltest // it bounds the files of the process
func TestFullDisk(t *testing.T) {
	j := create(t)
	require.NoError(t, j.Begin(0))
	at, err := os.Stat(j.Path)
	require.NoError(t, err)
	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	var was syscall.Rlimit
	require.NoError(t, syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was))
	for room := range 20 {
		bound := syscall.Rlimit{Cur: uint64(at.Size()) + uint64(room), Max: was.Max}
		require.NoError(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &bound))
		err := j.Done(0)
		require.NoError(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was))
		require.ErrorIs(t, err, syscall.EFBIG)
	}
	require.NoError(t, j.Begin(1))
	require.NoError(t, j.Close())
	require.Equal(t, []journal.State{journal.Begun, journal.Begun, journal.Waiting}, states(reopen(t, j.Path)))
}
