package longtask_test

import (
	"context"
	"crypto/tls"
	"errors"
	"math"
	"net"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/longtask"
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

func TestWaitLooksFirst(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		done := &confluence.Task{ID: "1", Percent: 100, State: confluence.TaskSucceeded}
		l := &looks{states: []*confluence.Task{done}}
		got, err := longtask.Wait(t.Context(), nil, l.get)
		require.NoError(t, err)
		require.Same(t, done, got)
		require.Len(t, l.at, 1)
		require.Equal(t, started, l.at[0])
	})
}

func TestWaitGrowsItsPause(t *testing.T) {
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
			l.states = append(l.states, &confluence.Task{ID: "1", State: confluence.TaskSucceeded})
			_, err := longtask.Wait(t.Context(), c.opts, l.get)
			require.NoError(t, err)
			require.Equal(t, c.want, l.pauses())
		})
	}
}

func TestWaitProgress(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := &looks{states: []*confluence.Task{{Percent: 10}, {Percent: 50}, {Percent: 100, State: confluence.TaskSucceeded}}}
		var seen []int
		_, err := longtask.Wait(t.Context(), &confluence.WaitOptions{OnProgress: func(task confluence.Task) {
			seen = append(seen, task.Percent)
			task.Percent = -1
		}}, l.get)
		require.NoError(t, err)
		require.Equal(t, []int{10, 50, 100}, seen)
		require.Equal(t, 100, l.states[2].Percent)
	})
}

func TestWaitEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		running := &confluence.Task{ID: "42", Percent: 30}
		l := &looks{states: []*confluence.Task{running}}
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		defer cancel()
		started := time.Now()
		got, err := longtask.Wait(ctx, nil, l.get)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.EqualError(t, err, "confluence: waiting for task 42 at 30 %: context deadline exceeded")
		require.Same(t, running, got)
		require.Equal(t, 3*time.Second, time.Since(started))
	})
}

func TestWaitFailed(t *testing.T) {
	t.Parallel()
	for text, task := range map[string]*confluence.Task{
		"confluence: task 7 failed at 60 %":             {ID: "7", Percent: 60, State: confluence.TaskFailed},
		"confluence: task 7 failed at 60 %: half done":  {ID: "7", Percent: 60, State: confluence.TaskFailed, Messages: []string{"half\ndone"}},
		"confluence: task 7 failed at 60 %: first; two": {ID: "7", Percent: 60, State: confluence.TaskFailed, Messages: []string{"x"}, Errors: []string{"first", "two"}},
	} {
		got, err := longtask.Wait(t.Context(), nil, (&looks{states: []*confluence.Task{task}}).get)
		require.EqualError(t, err, text)
		var failed *confluence.TaskError
		require.ErrorAs(t, err, &failed)
		require.Equal(t, *task, failed.Task)
		require.Same(t, task, got)
	}
}

func TestWaitGoesOnThroughWhatPasses(t *testing.T) {
	t.Parallel()
	done := &confluence.Task{ID: "42", State: confluence.TaskSucceeded, Percent: 100}
	unauthorized := &confluence.Error{StatusCode: 401, Kind: confluence.ErrUnauthorized}
	for name, failed := range map[string][]error{
		"500":                      {&confluence.Error{StatusCode: 500}},
		"408":                      {&confluence.Error{StatusCode: 408}},
		"520":                      {&confluence.Error{StatusCode: 520}},
		"a connection that broke":  {errReset, errReset, errReset, errReset},
		"an attempt that was late": {&confluence.Error{Kind: confluence.ErrUnavailable, Err: context.DeadlineExceeded}},
		"a context of its own":     {context.Canceled},
		"an HTML page":             {&confluence.Error{StatusCode: 200, Kind: confluence.ErrUnexpectedContent}},
		"a token not to be had":    {errors.New("no token")},
		"a credential refused":     {unauthorized, unauthorized, errReset},
		"a rate limit":             {&confluence.Error{StatusCode: 429, Kind: confluence.ErrRateLimited}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				looks := 0
				got, err := longtask.Wait(t.Context(), nil, func(context.Context) (*confluence.Task, error) {
					if looks++; looks <= len(failed) {
						return nil, failed[looks-1]
					}
					return done, nil
				})
				require.NoError(t, err)
				require.Same(t, done, got)
			})
		})
	}
}

func TestWaitEndsWithWhatCannotPass(t *testing.T) {
	t.Parallel()
	running := &confluence.Task{ID: "42", State: confluence.TaskRunning}
	missing := &confluence.Error{StatusCode: 404, Kind: confluence.ErrNotFound}
	noRoute := &confluence.Error{StatusCode: 404, Kind: confluence.ErrNoRoute}
	certificate := &confluence.Error{Kind: confluence.ErrUnavailable, Err: &tls.CertificateVerificationError{Err: errors.New("unknown")}}
	noHost := &confluence.Error{Kind: confluence.ErrUnavailable, Err: &net.DNSError{Err: "no such host", IsNotFound: true}}
	for name, c := range map[string]struct {
		seen  bool
		err   error
		looks int // where the wait goes on: 0
	}{
		"no such task":              {false, missing, 1},
		"a task that is gone":       {true, missing, 2},
		"a credential":              {true, &confluence.Error{Kind: confluence.ErrUnauthorized}, 4},
		"a scope":                   {false, &confluence.Error{Kind: confluence.ErrScope}, 3},
		"no such host":              {false, noHost, 1},
		"no such host for a moment": {true, noHost, 0},
		"a bad argument":            {false, confluence.ErrInvalid, 1},
		"no such address":           {false, noRoute, 1},
		"a proxy's page":            {true, noRoute, 0},
		"a certificate":             {false, certificate, 1},
		"a certificate by then":     {true, certificate, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
				defer cancel()
				l := &looks{err: c.err}
				if c.seen {
					l.states = []*confluence.Task{running}
				}
				got, err := longtask.Wait(ctx, nil, l.get)
				require.ErrorIs(t, err, c.err)
				if c.seen {
					require.Same(t, running, got)
				} else {
					require.Nil(t, got)
				}
				if c.looks == 0 {
					require.ErrorIs(t, err, context.DeadlineExceeded)
					return
				}
				require.NotErrorIs(t, err, context.DeadlineExceeded)
				require.Len(t, l.at, c.looks)
			})
		})
	}
}

func TestWaitForWhatSeemsToHaveFailed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		stuck := &confluence.Task{ID: "42", State: confluence.TaskRunning, Percent: 45, Unsuccessful: true}
		started := time.Now()
		got, err := longtask.Wait(t.Context(), nil, (&looks{states: []*confluence.Task{stuck}}).get)
		require.EqualError(t, err, "confluence: no progress: task 42 says that it is not successful and has stood at 45 % for 2m0s")
		require.Same(t, stuck, got)
		require.Less(t, time.Since(started), 3*time.Minute)
	})
}

// TestTwoMinutes is what a task may stand still that is not successful, and what
// looks may fail before anything is sent.
func TestTwoMinutes(t *testing.T) {
	t.Parallel()
	sealed := &confluence.Error{Err: errors.New("the vault is sealed")}
	for _, c := range []struct {
		looks looks
		want  error
		most  int
	}{
		{looks{states: []*confluence.Task{{Unsuccessful: true}}}, confluence.ErrStalled, 5},
		{looks{err: sealed}, sealed, 5},
		{looks{states: []*confluence.Task{{Percent: 5}}, err: sealed}, sealed, 6},
	} {
		synctest.Test(t, func(t *testing.T) {
			const pause = 30 * time.Second
			_, err := longtask.Wait(t.Context(), &confluence.WaitOptions{Interval: pause, MaxInterval: pause}, c.looks.get)
			require.ErrorIs(t, err, c.want)
			require.Len(t, c.looks.at, c.most)
		})
	}
	synctest.Test(t, func(t *testing.T) { // what is said in between begins them anew
		looks := 0
		_, err := longtask.Wait(t.Context(), &confluence.WaitOptions{Interval: time.Minute}, func(context.Context) (*confluence.Task, error) {
			switch looks++; {
			case looks == 10:
				return &confluence.Task{State: confluence.TaskSucceeded}, nil
			case looks%3 == 0:
				return nil, &confluence.Error{StatusCode: 500}
			case looks%3 == 1 && looks > 1:
				return &confluence.Task{Percent: 10 * looks, Unsuccessful: true}, nil
			}
			return nil, sealed
		})
		require.NoError(t, err)
	})
}

func TestMessages(t *testing.T) {
	t.Parallel()
	require.Equal(t, 1500*time.Millisecond, longtask.Elapsed(1500))
	require.Equal(t, time.Duration(0), longtask.Elapsed(-1))
	const most = int64(math.MaxInt64 / time.Millisecond)
	require.Equal(t, time.Duration(most)*time.Millisecond, longtask.Elapsed(most))
	require.Equal(t, time.Duration(math.MaxInt64), longtask.Elapsed(most+1))
	require.Equal(t, "Copying", longtask.Said("Copying", "copy.key", []any{1}))
	require.Equal(t, "copy.key", longtask.Said("", "copy.key", nil))
	require.Equal(t, "copy.key: 1 2", longtask.Said("", "copy.key", []any{1, 2}))
	require.Equal(t, "1 2", longtask.Said("", "", []any{1, 2}))
	require.Equal(t, []string{"a", "b"}, longtask.Words([]string{"a", "", "b"}, func(s string) string { return s }))
}

// TestWaitAll: each id once, side by side, the states in the order of the ids.
func TestWaitAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		looked := map[string]int{}
		var turn sync.Mutex
		get := func(_ context.Context, id string) (*confluence.Task, error) {
			turn.Lock()
			defer turn.Unlock()
			if looked[id]++; id == "none" {
				return nil, &confluence.Error{StatusCode: 404, Kind: confluence.ErrNotFound}
			} else if id == "bad" {
				return &confluence.Task{ID: id, State: confluence.TaskFailed}, nil
			}
			return &confluence.Task{ID: id, State: confluence.TaskSucceeded}, nil
		}
		seen := 0
		states, err := longtask.WaitAll(t.Context(), []string{"a", "none", "a", "bad"},
			&confluence.WaitOptions{OnProgress: func(confluence.Task) { seen++ }}, get)
		require.Equal(t, map[string]int{"a": 1, "none": 1, "bad": 1}, looked)
		require.Equal(t, 2, seen)
		require.Nil(t, states[1])
		require.Equal(t, "a", states[0].ID)
		require.Same(t, states[0], states[2])
		require.Equal(t, "bad", states[3].ID)
		require.ErrorContains(t, err, "task none: ")
		require.ErrorContains(t, err, "confluence: task bad failed")
		require.NotContains(t, err.Error(), "task bad: ", "the error names it itself")
		_, err = longtask.WaitAll(nil, nil, nil, get) //nolint:staticcheck // what is tested
		require.ErrorIs(t, err, confluence.ErrInvalid)
		_, err = longtask.WaitAll(t.Context(), []string{"a"}, &confluence.WaitOptions{Interval: -1}, get)
		require.ErrorIs(t, err, confluence.ErrInvalid)
		_, err = longtask.WaitAll(t.Context(), []string{"a", ".."}, nil, get)
		require.ErrorIs(t, err, confluence.ErrInvalid)
		require.Equal(t, 1, looked["a"])
		states, err = longtask.WaitAll(t.Context(), []string{"b"}, &confluence.WaitOptions{Interval: time.Second}, get)
		require.NoError(t, err)
		require.Equal(t, "b", states[0].ID)
		states, err = longtask.WaitAll(t.Context(), nil, nil, get)
		require.NoError(t, err)
		require.Empty(t, states)
	})
}

func TestWaitThatGetsNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		running := &confluence.Task{ID: "42", State: confluence.TaskRunning}
		got, err := longtask.Wait(t.Context(), nil, (&looks{states: []*confluence.Task{running, nil}}).get)
		require.ErrorIs(t, err, confluence.ErrUnexpectedContent)
		require.Same(t, running, got)
		_, err = longtask.Wait(nil, nil, nil) //nolint:staticcheck // what is tested
		require.ErrorIs(t, err, confluence.ErrInvalid)
	})
}

func TestWaitOptions(t *testing.T) {
	t.Parallel()
	for _, bad := range []confluence.WaitOptions{{Interval: -1}, {MaxInterval: -1}} {
		l := &looks{}
		_, err := longtask.Wait(t.Context(), &bad, l.get)
		require.ErrorIs(t, err, confluence.ErrInvalid)
		require.Empty(t, l.at)
	}
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		l := &looks{states: []*confluence.Task{{ID: "1"}}}
		_, err := longtask.Wait(ctx, &confluence.WaitOptions{Interval: math.MaxInt64}, l.get)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Len(t, l.at, 1)
	})
}
