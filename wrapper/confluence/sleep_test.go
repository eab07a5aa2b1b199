package confluence_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// Why a context has ended is told, before the first attempt and in a wait.
func TestCause(t *testing.T) {
	t.Parallel()
	errStop := errors.New("enough for today")
	for when, text := range map[time.Duration]string{
		0:               "context canceled: enough for today",
		3 * time.Second: "429 Too Many Requests: context canceled: enough for today (retry after 20s)",
	} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(when, func() { cancel(errStop) })
			time.Sleep(time.Nanosecond) // for what ends at once
			_, err := do(ctx, newConn(t, newScript(t, reply(429, "", "Retry-After: 20"))), "GET", paths["GET"], "")
			require.ErrorIs(t, err, context.Canceled)
			require.ErrorIs(t, err, errStop)
			require.EqualError(t, err, "confluence: getThing: GET /rest/api/thing/{id}: "+text)
		})
	}
}
