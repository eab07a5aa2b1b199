package confluence_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// traced adds what the context carries, as a program's handler may do.
type traced struct{ slog.Handler }

type traceKey struct{}

func (h traced) Handle(ctx context.Context, r slog.Record) error {
	r.AddAttrs(slog.Any("trace", ctx.Value(traceKey{})))
	return h.Handler.Handle(ctx, r)
}

// logged is what a request writes to the log, but for the times.
func logged(t *testing.T, level slog.Level, steps ...step) (records []map[string]any) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		logger := slog.New(traced{slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: level})})
		conn := newConn(t, newScript(t, steps...), confluence.WithLogger(logger))
		ctx := context.WithValue(t.Context(), traceKey{}, "t1")
		_, _ = do(ctx, conn, "GET", "/rest/api/thing/jane?email=jane@example.org", "")
		for _, hidden := range []string{secret, "jane", "example", "Bearer", "https", "set-by-server"} {
			require.NotContains(t, log.String(), hidden)
		}
		for line := range bytes.Lines(log.Bytes()) {
			record := map[string]any{}
			require.NoError(t, json.Unmarshal(line, &record))
			delete(record, "time")
			delete(record, "until")
			records = append(records, record)
		}
	})
	return records
}

func TestLog(t *testing.T) {
	t.Parallel()
	slow := func(s step) step { return hold(3*time.Second, s) }
	limited := reply(503, `{"message":"jane@example.org"}`, "Retry-After: 30", "Set-Cookie: set-by-server=1")

	require.Equal(t, []map[string]any{
		{
			"level": "WARN", "msg": "confluence retry", "operation": "getThing", "method": "GET", "path": "/rest/api/thing/{id}",
			"attempt": 1.0, "wait": 30e9, "reason": "rate limit",
			"status": 503.0, "error": "503 Service Unavailable: unavailable", "trace": "t1",
		},
		{
			"level": "DEBUG", "msg": "confluence request", "operation": "getThing", "method": "GET", "path": "/rest/api/thing/{id}",
			"attempts": 2.0, "took": 36e9, "status": 200.0, "trace": "t1",
		},
	}, logged(t, slog.LevelDebug, slow(limited), slow(reply(200, `{"email":"jane@example.org"}`))))

	failed := logged(t, slog.LevelDebug, fails(errReset))
	require.Len(t, failed, 5)
	require.NotContains(t, failed[0], "status")
	require.Equal(t, "unavailable: connection reset by peer", failed[4]["error"])
	require.InDelta(t, 5, failed[4]["attempts"], 0)
	require.NotContains(t, failed[4], "status")

	require.Len(t, logged(t, slog.LevelInfo, limited, reply(200, "{}")), 1)
	require.Empty(t, logged(t, slog.LevelError, limited, reply(200, "{}")))
}
