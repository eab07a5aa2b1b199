package control

import (
	"slices"
	"time"

	gen "github.com/confluence-people/go-sdk/gen/control"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// Date writes a point in time, and nothing for none.
func Date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// Role is something that sets a person apart, and whether it does.
type Role struct {
	Name    string
	Applies bool
}

// Roles returns the names of those that apply.
func Roles(roles ...Role) []string {
	names := []string{}
	for _, role := range roles {
		if role.Applies {
			names = append(names, role.Name)
		}
	}
	return names
}

// Newest returns a list the other way round.
func Newest[T any](rows []T) []T {
	rows = slices.Clone(rows)
	slices.Reverse(rows)
	return rows
}

// ShowTask says how far a task is.
func ShowTask(t *state.Task, now time.Time) gen.Task {
	percent, elapsed := t.Progress(now)
	shown := gen.Task{
		ID: t.ID, Name: t.Name, Percent: percent, Elapsed: elapsed.Round(time.Millisecond).String(),
		Duration: t.Duration.String(), State: gen.TaskStateRunning, Error: t.Fail,
	}
	switch {
	case percent == 100 && t.Fail != "":
		shown.State = gen.TaskStateFailed
	case percent == 100:
		shown.State = gen.TaskStateDone
	}
	return shown
}
