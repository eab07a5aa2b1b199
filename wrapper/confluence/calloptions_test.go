package confluence_test

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func TestWithCallTellsWhatTheResponseSaid(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := newScript(t, reply(503, "", "X-Request-Id: one"),
			reply(200, "{}", "X-Request-Id: two", "X-RateLimit-Limit: 40", "X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 2000-01-01T00:00Z"))
		var said confluence.ResponseInfo
		ctx := confluence.WithCall(t.Context(), confluence.CallOptions{Response: &said})
		_, err := do(ctx, newConn(t, rt), "GET", paths["GET"], "")
		require.NoError(t, err)
		require.Equal(t, confluence.ResponseInfo{
			StatusCode: 200, RequestID: "two", Attempts: 2,
			RateLimit: confluence.RateLimit{Named: true, Limit: 40, Reset: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)},
		}, said)

		rt = newScript(t, fails(errReset))
		_, err = do(ctx, once(t, rt), "GET", paths["GET"], "")
		require.ErrorIs(t, err, errReset)
		require.Equal(t, confluence.ResponseInfo{Attempts: 1}, said, "nothing of the call before is left")
	})
}

func TestWithCallReplacesRetries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := newScript(t, reply(503, ""))
		ctx := confluence.WithCall(t.Context(), confluence.CallOptions{Retry: &confluence.RetryOptions{MaxRetries: 1}})
		_, err := do(ctx, newConn(t, rt), "GET", paths["GET"], "")
		require.ErrorIs(t, err, confluence.ErrUnavailable)
		require.Len(t, rt.requests(), 2)

		ctx = confluence.WithCall(ctx, confluence.CallOptions{})
		_, err = do(ctx, newConn(t, rt), "GET", paths["GET"], "")
		require.ErrorIs(t, err, confluence.ErrUnavailable)
		require.Len(t, rt.requests(), 2+5, "the later options replace the earlier ones")
	})
}

func TestWithCallAttemptTimeout(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := newScript(t, hangs, reply(200, "{}"))
		ctx := confluence.WithCall(t.Context(), confluence.CallOptions{
			AttemptTimeout: time.Second, Retry: &confluence.RetryOptions{MinWait: 1, MaxWait: 1},
		})
		started := time.Now()
		_, err := do(ctx, newConn(t, rt), "GET", paths["GET"], "")
		require.NoError(t, err)
		require.InDelta(t, time.Second, time.Since(started), float64(time.Millisecond))
	})
}

func TestWithCallHeaders(t *testing.T) {
	t.Parallel()
	rt := newScript(t, reply(200, "{}"))
	header := http.Header{"X-Trace": {"7"}}
	ctx := confluence.WithCall(t.Context(), confluence.CallOptions{Header: header})
	header.Set("X-Trace", "8")
	_, err := do(ctx, newConn(t, rt), "GET", paths["GET"], "")
	require.NoError(t, err)
	require.Equal(t, "7", rt.requests()[0].header.Get("X-Trace"))
	require.Equal(t, "Bearer "+secret, rt.requests()[0].header.Get("Authorization"))
}

// What a program changes later holds for later calls: those under way may read it.
func TestWithCallCopiesRetry(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := newScript(t, reply(502, ""), reply(200, "{}"))
		retry := confluence.RetryOptions{MaxRetries: 1}
		ctx := confluence.WithCall(t.Context(), confluence.CallOptions{Retry: &retry})
		var calls sync.WaitGroup
		calls.Go(func() {
			_, err := do(ctx, newConn(t, rt), "GET", paths["GET"], "")
			require.NoError(t, err)
		})
		retry.MaxRetries = -1
		calls.Wait()
	})
}

// Without a context there is no call, and no panic.
func TestWithCallWithoutContext(t *testing.T) {
	t.Parallel()
	var none context.Context
	ctx := confluence.WithCall(none, confluence.CallOptions{})
	rt := newScript(t, reply(200, "{}"))
	_, err := do(ctx, newConn(t, rt), "GET", paths["GET"], "")
	require.ErrorIs(t, err, confluence.ErrInvalid)
	require.Empty(t, rt.requests())
}

func TestWithCallRefusesBeforeAnyIO(t *testing.T) {
	t.Parallel()
	rt := newScript(t, reply(200, "{}"))
	for _, bad := range []confluence.CallOptions{
		{Header: http.Header{"authorization": {secret}}},
		{Header: http.Header{"Cookie": {secret}}},
		{Header: http.Header{"Host": {"elsewhere.example"}}},
		{AttemptTimeout: -1},
		{Retry: &confluence.RetryOptions{MinWait: -1}},
		{Retry: &confluence.RetryOptions{MinWait: 2, MaxWait: 1}},
	} {
		_, err := do(confluence.WithCall(t.Context(), bad), newConn(t, rt), "GET", paths["GET"], "")
		require.ErrorIs(t, err, confluence.ErrInvalid)
		require.NotContains(t, err.Error(), secret)
	}
	require.Empty(t, rt.requests())
}
