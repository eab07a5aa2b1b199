package cloud_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

func TestWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		id := s.server.AddTask(confluencetest.Task{Name: "copy", Duration: time.Minute, Messages: []string{"Copying"}})
		began := time.Now()
		var seen []int
		task, err := s.client.Tasks.Wait(t.Context(), id, &confluence.WaitOptions{
			OnProgress: func(task confluence.Task) { seen = append(seen, task.Percent) },
		})
		require.NoError(t, err)
		require.True(t, task.State != confluence.TaskRunning)
		require.True(t, task.State == confluence.TaskSucceeded)
		require.Equal(t, []string{"Copying"}, task.Messages)
		require.Equal(t, 0, seen[0], "it looks before it waits")
		require.Equal(t, 100, seen[len(seen)-1])
		require.IsNonDecreasing(t, seen)
		require.Greater(t, len(seen), 5)
		require.InDelta(t, time.Minute, time.Since(began), float64(10*time.Second))
	})
}

func TestWaitForAFailure(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		id := s.server.AddTask(confluencetest.Task{Name: "copy", Duration: time.Minute, Fail: "disk full"})
		task, err := s.client.Tasks.Wait(t.Context(), id, nil)
		var failed *confluence.TaskError
		require.ErrorAs(t, err, &failed)
		require.ErrorContains(t, err, "disk full")
		require.Equal(t, *task, failed.Task)
	})
}

func TestWaitIsCancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
		defer cancel()
		task, err := s.client.Tasks.Wait(ctx, s.task, nil)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.InDelta(t, 16, task.Percent, 1, "the last state comes with the error")
	})
}

func TestWaitForNoTask(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	task, err := s.client.Tasks.Wait(t.Context(), "123", nil)
	require.ErrorIs(t, err, confluence.ErrNotFound)
	require.Nil(t, task)
}
