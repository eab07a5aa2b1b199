package confluence_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

type depthKey struct{}

// recorder notes what an observer is told.
type recorder struct{ seen []string }

func (r *recorder) note(format string, args ...any) {
	r.seen = append(r.seen, fmt.Sprintf(format, args...))
}

func (r *recorder) observer(name string) confluence.Observer {
	return confluence.Observer{
		Call: func(ctx context.Context, op confluence.Operation) (context.Context, func(confluence.CallResult)) {
			r.note("%s call %s %s %s", name, op.ID, op.Method, op.Path)
			return context.WithValue(ctx, depthKey{}, name), func(end confluence.CallResult) {
				r.note("%s call ended %d after %d in %s: %v", name, end.StatusCode, end.Attempts, end.Duration, end.Err)
			}
		},
		Attempt: func(ctx context.Context, _ confluence.Operation, number int) (context.Context, func(confluence.AttemptResult)) {
			r.note("%s attempt %d in %v", name, number, ctx.Value(depthKey{}))
			return ctx, func(end confluence.AttemptResult) {
				r.note("%s attempt ended %d in %s: %v", name, end.StatusCode, end.Duration, end.Err)
			}
		},
		Wait: func(_ context.Context, _ confluence.Operation, wait confluence.Wait) {
			r.note("%s waits %s for attempt %d: %s", name, wait.Duration.Round(time.Second), wait.Attempt, wait.Reason)
		},
	}
}

func TestObserver(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var seen recorder
		rt := newScript(t, hold(time.Second, reply(429, "", "Retry-After: 2")), hold(time.Second, fails(errReset)), reply(404, `{"message":"jane"}`))
		conn := newConn(t, rt, confluence.WithObserver(seen.observer("a")),
			confluence.WithRetry(confluence.RetryOptions{MinWait: 1}))
		_, err := do(t.Context(), conn, "GET", "/rest/api/thing/jane", "")
		require.ErrorIs(t, err, confluence.ErrNotFound)
		require.Len(t, seen.seen, 10)
		require.Equal(t, "a call getThing GET /rest/api/thing/{id}", seen.seen[0])
		require.Equal(t, "a attempt 1 in a", seen.seen[1])
		require.Contains(t, seen.seen[2], "a attempt ended 429 in 1s: confluence: getThing: GET")
		require.Equal(t, "a waits 2s for attempt 2: rate limit", seen.seen[3])
		require.Equal(t, "a attempt 2 in a", seen.seen[4])
		require.Contains(t, seen.seen[5], "a attempt ended 0 in 1s: ")
		require.Equal(t, "a waits 0s for attempt 3: retry", seen.seen[6])
		require.Equal(t, "a attempt 3 in a", seen.seen[7])
		require.Contains(t, seen.seen[8], "a attempt ended 404 in 0s")
		require.Contains(t, seen.seen[9], "a call ended 404 after 3 in 4")
	})
}

func TestObserversNest(t *testing.T) {
	t.Parallel()
	var seen recorder
	conn := newConn(t, newScript(t, reply(200, "{}")), confluence.WithObserver(seen.observer("outer")),
		confluence.WithObserver(confluence.Observer{}), confluence.WithObserver(seen.observer("inner")))
	_, err := do(t.Context(), conn, "GET", paths["GET"], "")
	require.NoError(t, err)
	var order []string
	for _, line := range seen.seen {
		var name, what, more string
		_, _ = fmt.Sscan(line, &name, &what, &more)
		order = append(order, name+" "+what+" "+more)
	}
	require.Equal(t, []string{
		"outer call getThing", "inner call getThing", "outer attempt 1", "inner attempt 1",
		"inner attempt ended", "outer attempt ended", "inner call ended", "outer call ended",
	}, order)
}

func TestOperationFrom(t *testing.T) {
	t.Parallel()
	var found []confluence.Operation
	rt := newScript(t, func(req *http.Request) (*http.Response, error) {
		op, ok := confluence.OperationFrom(req.Context())
		require.True(t, ok)
		found = append(found, op)
		return reply(200, "{}")(req)
	})
	conn := newConn(t, rt)
	_, err := do(t.Context(), conn, "GET", "/rest/api/thing/jane", "")
	require.NoError(t, err)
	_, err = do(t.Context(), conn.ForOtherOperations(), "GET", "/rest/api/thing/jane", "")
	require.NoError(t, err)
	require.Equal(t, []confluence.Operation{
		{ID: "getThing", Method: "GET", Path: "/rest/api/thing/{id}"}, {Method: "GET"},
	}, found)
	_, ok := confluence.OperationFrom(t.Context())
	require.False(t, ok)
}

// TestObserverKeepsErrors: an observer may hand on what it is told, to somebody who
// reads it meanwhile. The race detector tells.
func TestObserverKeepsErrors(t *testing.T) {
	t.Parallel()
	for name, steps := range map[string][]step{
		"retried":      {reply(502, ""), reply(404, "{}")},
		"rate limited": {reply(429, "", "Retry-After: 50")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				told, end := make(chan error, 9), make(chan struct{})
				go func() {
					defer close(end)
					for err := range told {
						if failure, ok := errors.AsType[*confluence.Error](err); ok { // without t, whose lock would hide a race
							_ = fmt.Sprintf("%#v", *failure)
						}
					}
				}()
				retry := confluence.WithRetry(confluence.RetryOptions{BurstPatience: 10 * time.Second})
				conn := newConn(t, newScript(t, steps...), retry, confluence.WithObserver(confluence.Observer{
					Attempt: func(ctx context.Context, _ confluence.Operation, _ int) (context.Context, func(confluence.AttemptResult)) {
						return ctx, func(result confluence.AttemptResult) { told <- result.Err }
					},
					Wait: func(_ context.Context, _ confluence.Operation, wait confluence.Wait) { told <- wait.Err },
				}))
				_, err := do(t.Context(), conn, "GET", paths["GET"], "")
				require.Error(t, err)
				close(told)
				<-end
			})
		})
	}
}
