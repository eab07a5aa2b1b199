package confluence_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// shortestAndLongest are the waits before each attempt, over many calls that meet
// the same. It has to run in virtual time.
func shortestAndLongest(t *testing.T, steps []step, options ...confluence.Option) (shortest, longest []time.Duration) {
	t.Helper()
	for range 200 {
		rt := newScript(t, steps...)
		_, err := do(t.Context(), newConn(t, rt, options...), "GET", paths["GET"], "")
		require.NoError(t, err)
		sent := rt.requests()
		for i := range len(sent) - 1 {
			waited := sent[i+1].at.Sub(sent[i].at)
			if i == len(shortest) {
				shortest, longest = append(shortest, waited), append(longest, waited)
			}
			shortest[i], longest[i] = min(shortest[i], waited), max(longest[i], waited)
		}
	}
	return shortest, longest
}

// TestGuessedWaits: what nobody named is guessed anew each time, below bounds that
// double, of retries as of refusals.
func TestGuessedWaits(t *testing.T) {
	t.Parallel()
	good := reply(200, "{}")
	for name, again := range map[string]step{
		"an error": fails(errReset), "503": reply(503, ""), "503 that says 0": reply(503, "", "Retry-After: 0"), "429": reply(429, ""),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				_, longest := shortestAndLongest(t, []step{again, again, again, good})
				for i, bound := range []time.Duration{500 * time.Millisecond, time.Second, 2 * time.Second} {
					require.Greater(t, longest[i], bound*3/4)
					require.LessOrEqual(t, longest[i], bound*5/4)
				}
			})
		})
	}
}

// TestNothingIsLeftOfTheTime: a call that has used it up to the last is over.
func TestNothingIsLeftOfTheTime(t *testing.T) {
	t.Parallel()
	for _, status := range []int{429, 503} {
		synctest.Test(t, func(t *testing.T) {
			rt := newScript(t, hold(4*time.Second, reply(status, "", "Retry-After: 1")))
			_, err := do(t.Context(), newConn(t, rt, confluence.WithTimeout(8*time.Second)), "GET", paths["GET"], "")
			require.Error(t, err)
			require.Len(t, rt.requests(), 2)
		})
	}
}

// TestDeadlineAtTheEndOfTheWait: there would be no time for another attempt, and
// what the service said comes at once.
func TestDeadlineAtTheEndOfTheWait(t *testing.T) {
	t.Parallel()
	for deadline, waited := range map[time.Duration]time.Duration{30 * time.Second: 0, 31 * time.Second: 30 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), deadline)
			defer cancel()
			rt := newScript(t, reply(503, `{"message":"busy"}`, "Retry-After: 30"))
			began := time.Now()
			_, err := do(ctx, newConn(t, rt), "GET", paths["GET"], "")
			require.ErrorIs(t, err, confluence.ErrUnavailable)
			require.NotErrorIs(t, err, context.DeadlineExceeded)
			require.ErrorContains(t, err, "busy")
			require.Equal(t, waited, time.Since(began))
		})
	}
}

// TestCancelInAPause: the error says why nobody waits, and what came before.
func TestCancelInAPause(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]step{"an error": fails(errReset), "a response": reply(503, `{"message":"busy"}`)} {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			time.AfterFunc(time.Millisecond, cancel)
			_, err := do(ctx, newConn(t, newScript(t, s)), "GET", paths["GET"], "")
			require.ErrorIs(t, err, context.Canceled, name)
			require.ErrorIs(t, err, confluence.ErrUnavailable, name)
			require.Equal(t, name == "an error", errors.Is(err, errReset))
			require.NotContains(t, err.Error(), "%!")
		})
	}
}

// TestRenewalsAreNotRetries: another token costs none of the retries.
func TestRenewalsAreNotRetries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &tokens{most: 1}
		rt := newScript(t, reply(401, `{"code":401,"message":"Unauthorized"}`), reply(503, ""))
		conn, err := confluence.NewConn(site, confluence.RenewableToken(s.get), operations(), confluence.WithTransport(rt),
			confluence.WithRetry(confluence.RetryOptions{MaxRetries: 3}))
		require.NoError(t, err)
		_, err = do(t.Context(), conn, "GET", paths["GET"], "")
		require.ErrorIs(t, err, confluence.ErrUnavailable)
		require.Len(t, rt.requests(), 1+4)
	})
}

// TestWaitsInALog: a quota holds calls back for long, and that is a warning; a rate
// limit that does is none.
func TestWaitsInALog(t *testing.T) {
	t.Parallel()
	for reason, headers := range map[string][]string{
		"level=WARN msg=\"confluence wait\" reason=quota":          {"RateLimit-Reason", "quota", "Retry-After", "600"},
		"level=INFO msg=\"confluence wait\" reason=\"rate limit\"": {"RateLimit-Reason", "burst", "Retry-After", "20"},
	} {
		synctest.Test(t, func(t *testing.T) {
			var log bytes.Buffer
			logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
				if a.Key == slog.LevelKey || a.Key == slog.MessageKey || a.Key == "reason" {
					return a
				}
				return slog.Attr{}
			}}))
			rt := &answers{answer: func(n int32, _ *http.Request) (*http.Response, error) {
				if n == 1 {
					return withHeader(429, headers...), nil
				}
				return withHeader(200), nil
			}}
			conn := newConn(t, rt, confluence.WithLogger(logger), confluence.WithRetry(confluence.RetryOptions{QuotaPatience: time.Hour}))
			go func() {
				time.Sleep(time.Second)
				_, _ = do(t.Context(), conn, "GET", paths["GET"], "")
			}()
			_, err := do(t.Context(), conn, "GET", paths["GET"], "")
			require.NoError(t, err)
			time.Sleep(time.Minute)
			synctest.Wait()
			require.Contains(t, log.String(), reason)
		})
	}
}

// TestObserverOfAttempts: what it puts into the context goes along with the
// request.
func TestObserverOfAttempts(t *testing.T) {
	t.Parallel()
	type key struct{}
	nothing := confluence.Observer{Attempt: func(context.Context, confluence.Operation, int) (context.Context, func(confluence.AttemptResult)) {
		return nil, nil
	}}
	marked := confluence.Observer{Attempt: func(ctx context.Context, _ confluence.Operation, n int) (context.Context, func(confluence.AttemptResult)) {
		return context.WithValue(ctx, key{}, n), nil
	}}
	var seen any
	rt := newScript(t, func(req *http.Request) (*http.Response, error) {
		seen = req.Context().Value(key{})
		return reply(200, "{}")(req)
	})
	_, err := do(t.Context(), newConn(t, rt, confluence.WithObserver(marked), confluence.WithObserver(nothing)), "GET", paths["GET"], "")
	require.NoError(t, err)
	require.Equal(t, 1, seen)
}

// TestReasonOfAWait: one that the service asked for, or a pause of our own.
func TestReasonOfAWait(t *testing.T) {
	t.Parallel()
	for after, reason := range map[string]confluence.WaitReason{"0": confluence.WaitRetry, "1": confluence.WaitRateLimit, "": confluence.WaitRetry} {
		synctest.Test(t, func(t *testing.T) {
			var reasons []confluence.WaitReason
			observer := confluence.Observer{Wait: func(_ context.Context, _ confluence.Operation, w confluence.Wait) {
				reasons = append(reasons, w.Reason)
			}}
			rt := newScript(t, reply(503, "", "Retry-After: "+after), reply(200, "{}"))
			_, err := do(t.Context(), newConn(t, rt, confluence.WithObserver(observer)), "GET", paths["GET"], "")
			require.NoError(t, err)
			require.Equal(t, []confluence.WaitReason{reason}, reasons)
		})
	}
}

// TestWordsThatAreLate: half a second is waited for those of a refusal that is
// likely repeated, ten for others.
func TestWordsThatAreLate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for status, after := range map[int]time.Duration{503: 400 * time.Millisecond, 404: 9 * time.Second} {
			body := &late{Reader: strings.NewReader(`{"message":"busy"}`), after: after}
			_, err := do(t.Context(), once(t, newScript(t, withBody(status, body))), "GET", paths["GET"], "")
			require.ErrorContains(t, err, "busy")
		}
	})
}

// late is a body that begins after a while, unless it is closed before.
type late struct {
	io.Reader

	after  time.Duration
	closed bool
}

func (l *late) Read(p []byte) (int, error) {
	time.Sleep(l.after)
	l.after = 0
	if l.closed {
		return 0, http.ErrBodyReadAfterClose
	}
	return l.Reader.Read(p)
}

func (l *late) Close() error {
	l.closed = true
	return nil
}
