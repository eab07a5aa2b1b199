package state

import (
	"slices"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// Task is a task that was begun.
type Task struct {
	confluencetest.Task

	ID    string
	Begun time.Time
}

// Begin begins a task now.
func (s *Store) Begin(t confluencetest.Task) Task {
	t.Messages, t.Duration = slices.Clone(t.Messages), max(t.Duration, 0)
	return Task{Task: t, ID: s.NumberText(), Begun: s.Clock.Now()}
}

// Progress returns how far a task is, and for how long it has been going on. One
// that begins later, which it can when the clock was brought back, is at zero.
func (t *Task) Progress(now time.Time) (percent int, elapsed time.Duration) {
	elapsed = max(now.Sub(t.Begun), 0)
	if elapsed >= t.Duration {
		return 100, t.Duration
	}
	// In floating point, since a long task would overflow; never 100 before
	// the end.
	return min(int(100*elapsed.Seconds()/t.Duration.Seconds()), 99), elapsed
}

// Reported returns the messages that are reported at some progress.
func (t *Task) Reported(percent int) []string {
	return t.Messages[:len(t.Messages)*percent/100]
}
