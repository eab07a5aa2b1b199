package datacenter_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

func TestWaitAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		var ids []string
		for i := range 20 {
			ids = append(ids, s.server.AddTask(confluencetest.Task{Name: "task", Duration: time.Duration(i) * time.Second}))
		}
		failed := s.server.AddTask(confluencetest.Task{Name: "task", Duration: time.Second, Fail: "it went wrong"})
		ids = append(ids, failed, "unknown", ids[3])
		seen := 0 // calls come one at a time
		began := time.Now()
		tasks, err := s.client.Tasks.WaitAll(t.Context(), ids, &confluence.WaitOptions{
			OnProgress: func(confluence.Task) { seen++ },
		})
		require.Less(t, time.Since(began), time.Minute, "side by side")
		require.Len(t, tasks, len(ids))
		for i, task := range tasks {
			switch ids[i] {
			case failed:
				require.Equal(t, confluence.TaskFailed, task.State)
			case "unknown":
				require.Nil(t, task)
			default:
				require.Equal(t, ids[i], task.ID)
				require.Equal(t, confluence.TaskSucceeded, task.State)
			}
		}
		var failure *confluence.TaskError
		require.True(t, errors.As(err, &failure))
		require.Equal(t, failed, failure.Task.ID)
		require.ErrorIs(t, err, confluence.ErrNotFound)
		require.ErrorContains(t, err, "task unknown: ")
		require.GreaterOrEqual(t, seen, len(ids)-2)

		tasks, err = s.client.Tasks.WaitAll(t.Context(), nil, nil)
		require.NoError(t, err)
		require.Empty(t, tasks)
	})
}

func TestWaitAllEndsWithTheContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		other := s.server.AddTask(confluencetest.Task{Name: "task", Duration: time.Second})
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		tasks, err := s.client.Tasks.WaitAll(ctx, []string{s.task, other}, nil)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, confluence.TaskRunning, tasks[0].State)
		require.Equal(t, confluence.TaskSucceeded, tasks[1].State)
	})
}

// TestTaskStates: done means 100 percent, whatever is said before.
func TestTaskStates(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]confluence.Task{
		`{"id":"1","percentageComplete":50,"successful":true}`:   {State: confluence.TaskRunning, Percent: 50},
		`{"id":"1","percentageComplete":50}`:                     {State: confluence.TaskRunning, Percent: 50},
		`{"id":"1","percentageComplete":50,"successful":false}`:  {State: confluence.TaskRunning, Percent: 50, Unsuccessful: true},
		`{"id":"1","percentageComplete":100,"successful":true}`:  {State: confluence.TaskSucceeded, Percent: 100},
		`{"id":"1","percentageComplete":100,"successful":false}`: {State: confluence.TaskFailed, Percent: 100},
		`{"id":"1","percentageComplete":100}`:                    {State: confluence.TaskFailed, Percent: 100},
	} {
		s := newScene(t)
		s.server.Inject("getTask", 1, confluencetest.Respond(200, "application/json", body))
		got, err := s.client.Tasks.Get(t.Context(), "1", nil)
		require.NoError(t, err)
		want.ID = "1"
		require.Equal(t, &want, got, body)
		s.server.TakeViolations()
	}
}
