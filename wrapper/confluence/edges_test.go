package confluence_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// TestStatusAtTheEdge: where one kind of status ends and the next begins.
func TestStatusAtTheEdge(t *testing.T) {
	t.Parallel()
	for status, c := range map[int]struct {
		kind      error
		uncertain bool
	}{
		299: {confluence.ErrUnexpectedContent, true}, 300: {confluence.ErrRedirect, false}, 399: {confluence.ErrRedirect, false},
		400: {confluence.ErrBadRequest, false}, 499: {nil, false}, 500: {nil, true}, 501: {confluence.ErrNotImplemented, false}, 599: {nil, true},
	} {
		_, err := do(t.Context(), once(t, newScript(t, reply(status, ""))), "POST", paths["POST"], "")
		failure, ok := errors.AsType[*confluence.Error](err)
		require.True(t, ok)
		require.Equal(t, status, failure.StatusCode)
		require.Equal(t, c.kind, failure.Kind)
		require.Equal(t, c.uncertain, failure.Uncertain, status)
	}
}

// TestHeadersOfEarlierAttempts: a transport may still read those of an attempt when
// the next one begins.
func TestHeadersOfEarlierAttempts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var sent []*http.Request
		keep := func(s step) step {
			return func(req *http.Request) (*http.Response, error) {
				sent = append(sent, req)
				return s(req)
			}
		}
		tokens := 0
		conn, err := confluence.NewConn(site, confluence.TokenFunc(func(context.Context) (string, error) {
			tokens++
			return strings.Repeat("t", tokens), nil
		}), operations(), confluence.WithTransport(newScript(t, keep(reply(503, "")), keep(reply(503, "")), keep(reply(200, "{}")))))
		require.NoError(t, err)
		_, err = do(t.Context(), conn, "GET", paths["GET"], "")
		require.NoError(t, err)
		for i, req := range sent {
			require.Equal(t, "Bearer "+strings.Repeat("t", i+1), req.Header.Get("Authorization"))
		}
		require.Len(t, sent, 3)
	})
}

// TestObserverIsToldHowACallEnded: nil, and no more than nil, where it succeeded.
func TestObserverIsToldHowACallEnded(t *testing.T) {
	t.Parallel()
	var calls []confluence.CallResult
	var attempts []confluence.AttemptResult
	observer := confluence.Observer{
		Call: func(ctx context.Context, _ confluence.Operation) (context.Context, func(confluence.CallResult)) {
			return ctx, func(end confluence.CallResult) { calls = append(calls, end) }
		},
		Attempt: func(ctx context.Context, _ confluence.Operation, _ int) (context.Context, func(confluence.AttemptResult)) {
			return ctx, func(end confluence.AttemptResult) { attempts = append(attempts, end) }
		},
	}
	conn := once(t, newScript(t, reply(200, "{}"), reply(404, "")), confluence.WithObserver(observer))
	_, err := do(t.Context(), conn, "GET", paths["GET"], "")
	require.NoError(t, err)
	_, err = do(t.Context(), conn, "GET", paths["GET"], "")
	require.ErrorIs(t, err, confluence.ErrNotFound)
	require.NoError(t, calls[0].Err)
	require.NoError(t, attempts[0].Err)
	require.ErrorIs(t, calls[1].Err, confluence.ErrNotFound)
	require.ErrorIs(t, attempts[1].Err, confluence.ErrNotFound)
}

// TestErrorInALog: the fields that say something, and no others.
func TestErrorInALog(t *testing.T) {
	t.Parallel()
	bare := &confluence.Error{Operation: "getThing", Method: "GET", Path: "/rest/api/thing/{id}", Attempts: 1}
	require.Equal(t, "[operation=getThing method=GET path=/rest/api/thing/{id} attempts=1]", bare.LogValue().String())
	reset := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	full := *bare
	full.StatusCode, full.Message, full.Uncertain, full.Err = 429, "slow down", true, errReset
	full.RequestID, full.RetryAfter, full.Reset = "r1", time.Second, reset
	names := map[string]any{}
	for _, attr := range full.LogValue().Group() {
		names[attr.Key] = attr.Value.Any()
	}
	require.Equal(t, map[string]any{
		"operation": "getThing", "method": "GET", "path": "/rest/api/thing/{id}", "status": int64(429), "attempts": int64(1),
		"message": "slow down", "uncertain": true, "cause": errReset.Error(), "request_id": "r1", "retry_after": time.Second, "reset": reset,
	}, names)
	require.Equal(t, slog.KindGroup, full.LogValue().Kind())
}

// TestNoContract: a connection without operations lets everything through.
func TestNoContract(t *testing.T) {
	t.Parallel()
	conn, err := confluence.NewConn(site, confluence.BearerToken(secret), nil, confluence.WithTransport(newScript(t, reply(200, "{}"))))
	require.NoError(t, err)
	_, err = do(t.Context(), conn, "GET", "/rest/api/anything", "")
	require.NoError(t, err)
}
