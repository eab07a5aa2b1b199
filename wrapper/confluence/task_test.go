package confluence_test

import (
	"context"
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// looks gets states one after another, the last again and again, and notes when.
type looks struct {
	states []*confluence.Task
	err    error
	at     []time.Time
}

func (l *looks) get(context.Context) (*confluence.Task, error) {
	l.at = append(l.at, time.Now())
	if i := len(l.at) - 1; i < len(l.states) {
		return l.states[i], nil
	}
	if l.err != nil {
		return nil, l.err
	}
	return l.states[len(l.states)-1], nil
}

func (l *looks) pauses() []time.Duration {
	var all []time.Duration
	for i := range len(l.at) - 1 {
		all = append(all, l.at[i+1].Sub(l.at[i]))
	}
	return all
}

func TestWaitTaskLooksFirst(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		done := &confluence.Task{ID: "1", Percent: 100, Finished: true, Successful: true}
		l := &looks{states: []*confluence.Task{done}}
		got, err := confluence.WaitTask(t.Context(), nil, l.get)
		require.NoError(t, err)
		require.Same(t, done, got)
		require.Len(t, l.at, 1)
		require.Equal(t, started, l.at[0])
	})
}

func TestWaitTaskGrowsItsPause(t *testing.T) {
	t.Parallel()
	const ms = time.Millisecond
	for _, c := range []struct {
		opts *confluence.WaitOptions
		want []time.Duration
	}{
		{nil, []time.Duration{500 * ms, 750 * ms, 1125 * ms, 1687500 * time.Microsecond}},
		{&confluence.WaitOptions{Interval: 4 * time.Second}, []time.Duration{4 * time.Second, 6 * time.Second, 9 * time.Second, 10 * time.Second, 10 * time.Second}},
		{&confluence.WaitOptions{Interval: 8 * ms, MaxInterval: 10 * ms}, []time.Duration{8 * ms, 10 * ms, 10 * ms}},
		{&confluence.WaitOptions{Interval: 8 * ms, MaxInterval: 1 * ms}, []time.Duration{8 * ms, 8 * ms}},
		{&confluence.WaitOptions{Interval: time.Minute}, []time.Duration{time.Minute, time.Minute}},
	} {
		synctest.Test(t, func(t *testing.T) {
			l := &looks{}
			for range c.want {
				l.states = append(l.states, &confluence.Task{ID: "1"})
			}
			l.states = append(l.states, &confluence.Task{ID: "1", Finished: true, Successful: true})
			_, err := confluence.WaitTask(t.Context(), c.opts, l.get)
			require.NoError(t, err)
			require.Equal(t, c.want, l.pauses())
		})
	}
}

func TestWaitTaskProgress(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := &looks{states: []*confluence.Task{{Percent: 10}, {Percent: 50}, {Percent: 100, Finished: true, Successful: true}}}
		var seen []int
		_, err := confluence.WaitTask(t.Context(), &confluence.WaitOptions{OnProgress: func(task confluence.Task) {
			seen = append(seen, task.Percent)
			task.Percent = -1
		}}, l.get)
		require.NoError(t, err)
		require.Equal(t, []int{10, 50, 100}, seen)
		require.Equal(t, 100, l.states[2].Percent)
	})
}

func TestWaitTaskEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		running := &confluence.Task{ID: "42", Percent: 30}
		l := &looks{states: []*confluence.Task{running}}
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		started := time.Now()
		got, err := confluence.WaitTask(ctx, nil, l.get)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.EqualError(t, err, "confluence: waiting for task 42 at 30 %: context deadline exceeded")
		require.Same(t, running, got)
		require.Equal(t, 3*time.Second, time.Since(started))
	})
}

func TestWaitTaskFailed(t *testing.T) {
	t.Parallel()
	for text, task := range map[string]*confluence.Task{
		"confluence: task 7 failed at 60 %":             {ID: "7", Percent: 60, Finished: true},
		"confluence: task 7 failed at 60 %: half done":  {ID: "7", Percent: 60, Finished: true, Messages: []string{"half\ndone"}},
		"confluence: task 7 failed at 60 %: first; two": {ID: "7", Percent: 60, Finished: true, Messages: []string{"x"}, Errors: []string{"first", "two"}},
	} {
		got, err := confluence.WaitTask(t.Context(), nil, (&looks{states: []*confluence.Task{task}}).get)
		require.EqualError(t, err, text)
		var failed *confluence.TaskError
		require.ErrorAs(t, err, &failed)
		require.Equal(t, *task, failed.Task)
		require.Same(t, task, got)
	}
}

func TestWaitTaskThatCannotBeSeen(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		got, err := confluence.WaitTask(t.Context(), nil, (&looks{err: errReset}).get)
		require.ErrorIs(t, err, errReset)
		require.Nil(t, got)

		running := &confluence.Task{ID: "42"}
		got, err = confluence.WaitTask(t.Context(), nil, (&looks{states: []*confluence.Task{running}, err: errReset}).get)
		require.ErrorIs(t, err, errReset)
		require.Same(t, running, got)

		got, err = confluence.WaitTask(t.Context(), nil, (&looks{states: []*confluence.Task{running, nil}}).get)
		require.ErrorIs(t, err, confluence.ErrUnexpectedContent)
		require.Same(t, running, got)
	})
}

func TestWaitOptions(t *testing.T) {
	t.Parallel()
	for _, bad := range []confluence.WaitOptions{{Interval: -1}, {MaxInterval: -1}} {
		l := &looks{}
		_, err := confluence.WaitTask(t.Context(), &bad, l.get)
		require.ErrorIs(t, err, confluence.ErrInvalid)
		require.Empty(t, l.at)
	}
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		l := &looks{states: []*confluence.Task{{ID: "1"}}}
		_, err := confluence.WaitTask(ctx, &confluence.WaitOptions{Interval: math.MaxInt64}, l.get)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Len(t, l.at, 1)
	})
}
