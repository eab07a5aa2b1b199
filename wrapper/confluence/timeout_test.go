package confluence_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// A service that accepts and stays silent does not hold a call for ever.
func TestSilentService(t *testing.T) {
	t.Parallel()
	for method, attempts := range map[string]int{"GET": 2, "POST": 1} {
		synctest.Test(t, func(t *testing.T) {
			rt := newScript(t, hangs)
			started := time.Now()
			_, err := do(t.Context(), newConn(t, rt), method, paths[method], "")
			require.ErrorIs(t, err, confluence.ErrUnavailable)
			require.ErrorIs(t, err, context.DeadlineExceeded)
			failure, ok := errors.AsType[*confluence.Error](err)
			require.True(t, ok)
			require.Equal(t, method == "POST", failure.Uncertain)
			require.LessOrEqual(t, time.Since(started), 2*time.Minute)
			require.Len(t, rt.requests(), attempts)
		})
	}
}

// Waiting that the service asked for is not counted, other pauses are.
func TestTimeoutCountsOwnTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		slow := hold(4*time.Second, reply(429, "", "Retry-After: 20"))
		rt := newScript(t, slow, slow, reply(200, "{}"))
		_, err := do(t.Context(), newConn(t, rt, confluence.WithTimeout(10*time.Second)), "GET", paths["GET"], "")
		require.NoError(t, err)

		rt = newScript(t, slow)
		started := time.Now()
		_, err = do(t.Context(), newConn(t, rt, confluence.WithTimeout(10*time.Second)), "GET", paths["GET"], "")
		require.ErrorIs(t, err, confluence.ErrRateLimited)
		require.Len(t, rt.requests(), 3, "four seconds each")
		require.Less(t, time.Since(started), 60*time.Second)

		rt = newScript(t, reply(503, ""))
		_, err = do(t.Context(), newConn(t, rt, confluence.WithTimeout(time.Second),
			confluence.WithRetry(confluence.RetryOptions{MinWait: time.Hour, MaxWait: time.Hour})), "GET", paths["GET"], "")
		require.ErrorIs(t, err, confluence.ErrUnavailable)
		require.Len(t, rt.requests(), 1)
	})
}

func TestTimeoutOptions(t *testing.T) {
	t.Parallel()
	for _, bad := range []confluence.Option{
		confluence.WithTimeout(0), confluence.WithAttemptTimeout(0), confluence.WithAttemptTimeout(-1),
	} {
		_, err := newConn(t, newScript(t, reply(200, "{}"))).With(bad)
		require.ErrorIs(t, err, confluence.ErrInvalid)
	}
	synctest.Test(t, func(t *testing.T) {
		rt := newScript(t, hangs)
		conn := newConn(t, rt, confluence.WithTimeout(-1), confluence.WithAttemptTimeout(time.Hour),
			confluence.WithRetry(confluence.RetryOptions{MaxRetries: 1}))
		started := time.Now()
		_, err := do(t.Context(), conn, "GET", paths["GET"], "")
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Greater(t, time.Since(started), 2*time.Hour)
	})
}
