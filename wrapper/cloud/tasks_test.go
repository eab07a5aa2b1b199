package cloud_test

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
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

func TestWaitAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		var ids []string
		for i := range 20 {
			ids = append(ids, s.server.AddTask(confluencetest.Task{Name: "copy", Duration: time.Duration(i+1) * time.Second}))
		}
		failing := s.server.AddTask(confluencetest.Task{Name: "copy", Duration: time.Second, Fail: "disk full"})
		ids = append(ids, failing, "123", ids[0])
		began := time.Now()
		seen := map[string]int{}
		states, err := s.client.Tasks.WaitAll(t.Context(), ids, &confluence.WaitOptions{
			OnProgress: func(task confluence.Task) { seen[task.ID]++ }, // one at a time, so without a lock
		})
		require.InDelta(t, 20*time.Second, time.Since(began), float64(10*time.Second), "side by side")
		require.ErrorContains(t, err, "disk full")
		require.ErrorIs(t, err, confluence.ErrNotFound)
		require.ErrorContains(t, err, "task 123: ")
		failure, ok := errors.AsType[*confluence.TaskError](err)
		require.True(t, ok)
		require.Equal(t, failing, failure.Task.ID)
		require.Len(t, states, len(ids))
		for i := range 20 {
			require.Equal(t, ids[i], states[i].ID)
			require.Equal(t, confluence.TaskSucceeded, states[i].State)
		}
		require.Equal(t, confluence.TaskFailed, states[20].State)
		require.Nil(t, states[21])
		require.Same(t, states[0], states[22], "waited for once")
		require.Len(t, seen, 21)
	})
}

// TestWaitAllLooks at no more than 8 tasks at once.
func TestWaitAllLooks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		var ids []string
		for range 50 {
			ids = append(ids, s.server.AddTask(confluencetest.Task{Name: "copy"}))
		}
		var now, peak atomic.Int32
		next := s.server.HTTPClient().Transport
		client, err := s.client.With(confluence.WithTransport(roundTrip(func(r *http.Request) (*http.Response, error) {
			peak.Store(max(peak.Load(), now.Add(1)))
			defer now.Add(-1)
			time.Sleep(time.Second)
			return next.RoundTrip(r)
		})))
		require.NoError(t, err)
		_, err = client.Tasks.WaitAll(t.Context(), ids, nil)
		require.NoError(t, err)
		require.EqualValues(t, 8, peak.Load())
	})
}

func TestWaitAllIsCancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
		defer cancel()
		states, err := s.client.Tasks.WaitAll(ctx, []string{s.task, s.task}, nil)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.InDelta(t, 16, states[1].Percent, 1, "the last state comes with the error")
	})
}

func TestWaitAllChecksItsInput(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	_, err := s.client.Tasks.WaitAll(t.Context(), []string{s.task, ""}, nil)
	require.ErrorIs(t, err, confluence.ErrInvalid)
	_, err = s.client.Tasks.WaitAll(t.Context(), []string{s.task}, &confluence.WaitOptions{Interval: -1})
	require.ErrorIs(t, err, confluence.ErrInvalid)
	require.Empty(t, s.server.Exchanges())
	states, err := s.client.Tasks.WaitAll(t.Context(), nil, nil)
	require.NoError(t, err)
	require.Empty(t, states)
}
