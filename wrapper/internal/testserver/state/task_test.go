package state_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// A reset takes the clock back while tasks are looked at that were begun later.
func TestTaskBeforeItsBeginning(t *testing.T) {
	t.Parallel()
	begun := time.Now()
	task := state.Task{Task: confluencetest.Task{Duration: time.Minute, Messages: []string{"one", "two"}}, Begun: begun}
	percent, elapsed := task.Progress(begun.Add(-time.Hour))
	require.Zero(t, percent)
	require.Zero(t, elapsed)
	require.Empty(t, task.Reported(percent))
}
