package confluence_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/operation"
)

// answers is a transport that notes how many requests are under way.
type answers struct {
	under, most, all atomic.Int32
	answer           func(n int32, r *http.Request) (*http.Response, error)
}

func (a *answers) RoundTrip(r *http.Request) (*http.Response, error) {
	now := a.under.Add(1)
	defer a.under.Add(-1)
	for {
		most := a.most.Load()
		if now <= most || a.most.CompareAndSwap(most, now) {
			break
		}
	}
	return a.answer(a.all.Add(1), r)
}

func withHeader(status int, header ...string) *http.Response {
	h := http.Header{"Content-Type": {"application/json"}}
	for i := 0; i+1 < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return &http.Response{StatusCode: status, Header: h, Body: http.NoBody}
}

// oneBucket is a connection as to Data Center, where one limit holds for all
// requests.
func oneBucket(tb testing.TB, rt http.RoundTripper, options ...confluence.Option) *confluence.Conn {
	tb.Helper()
	ops := operationList()
	for i := range ops {
		ops[i].OneBucket = true
	}
	options = append([]confluence.Option{confluence.WithTransport(rt)}, options...)
	conn, err := confluence.NewConn(site, confluence.BearerToken(secret), operation.NewTable(ops), options...)
	require.NoError(tb, err)
	return conn
}

// together sends n requests side by side and returns how long all of them took.
func together(t *testing.T, conn *confluence.Conn, n int) time.Duration {
	t.Helper()
	began := time.Now()
	var all sync.WaitGroup
	for range n {
		all.Go(func() {
			if _, err := do(t.Context(), conn, "GET", paths["GET"], ""); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	return time.Since(began)
}

// TestNoLimitNoWait: a service that names no limit is not waited for, not even by
// those who come before its first response.
func TestNoLimitNoWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := &answers{answer: func(int32, *http.Request) (*http.Response, error) {
			time.Sleep(50 * time.Millisecond)
			return withHeader(200), nil
		}}
		conn := newConn(t, rt)
		require.Equal(t, 50*time.Millisecond, together(t, conn, 1000))
		require.Equal(t, 50*time.Millisecond, together(t, conn, 1000))
		require.Equal(t, int32(1000), rt.most.Load())
	})
}

// TestLimitsOfTheirOwn: on Cloud a refusal of one operation holds up no other; on
// Data Center it does.
func TestLimitsOfTheirOwn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		refuse := func(_ int32, r *http.Request) (*http.Response, error) {
			if r.Method == http.MethodPut && time.Now().Second() < 20 {
				return withHeader(429, "Retry-After", "20"), nil
			}
			return withHeader(200), nil
		}
		for want, conn := range map[time.Duration]*confluence.Conn{
			0:                newConn(t, &answers{answer: refuse}),
			20 * time.Second: oneBucket(t, &answers{answer: refuse}),
		} {
			time.Sleep(time.Until(time.Now().Truncate(time.Minute).Add(time.Minute))) // second 0
			var all sync.WaitGroup
			all.Go(func() {
				_, err := do(t.Context(), conn, "PUT", paths["PUT"], "{}")
				if err != nil {
					t.Error(err)
				}
			})
			synctest.Wait()
			took := together(t, conn, 1)
			require.GreaterOrEqual(t, took, want)
			require.LessOrEqual(t, took, want*5/4)
			all.Wait()
		}
	})
}

// TestRetriesOffWaitForNothing: with retries off a refusal holds up neither its own
// call nor the next, and no token is fetched before a wait.
func TestRetriesOffWaitForNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, connect := range []func(testing.TB, http.RoundTripper, ...confluence.Option) *confluence.Conn{newConn, oneBucket} {
			rt := newScript(t, reply(429, "", "Retry-After: 25"), reply(200, "{}"))
			conn := connect(t, rt, confluence.WithRetry(confluence.RetryOptions{MaxRetries: -1}))
			began := time.Now()
			_, err := do(t.Context(), conn, "GET", paths["GET"], "")
			require.ErrorIs(t, err, confluence.ErrRateLimited)
			_, err = do(t.Context(), conn, "GET", paths["GET"], "")
			require.NoError(t, err)
			require.Zero(t, time.Since(began))
		}
	})
}

// TestCredentialsAfterTheWait: the credential is as fresh as the request.
func TestCredentialsAfterTheWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var asked []time.Time
		auth := confluence.TokenFunc(func(context.Context) (string, error) {
			asked = append(asked, time.Now())
			return secret, nil
		})
		rt := newScript(t, reply(429, "", "Retry-After: 25"), reply(200, "{}"))
		conn, err := confluence.NewConn(site, auth, operations(), confluence.WithTransport(rt))
		require.NoError(t, err)
		_, err = do(t.Context(), conn, "GET", paths["GET"], "")
		require.NoError(t, err)
		require.Len(t, asked, 2)
		require.Equal(t, rt.requests()[1].at, asked[1])
	})
}

// TestPatienceIsTime: refusals are waited for as long as there is patience, however
// many there are, and then the last one comes back.
func TestPatienceIsTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, connect := range []func(testing.TB, http.RoundTripper, ...confluence.Option) *confluence.Conn{newConn, oneBucket} {
			rt := newScript(t, reply(429, `{"message":"Rate limit exceeded."}`, "Retry-After: 1"))
			began := time.Now()
			_, err := do(t.Context(), connect(t, rt, confluence.WithRetry(confluence.RetryOptions{BurstPatience: 30 * time.Second})),
				"POST", paths["POST"], "")
			require.ErrorIs(t, err, confluence.ErrRateLimited)
			require.NotErrorIs(t, err, confluence.ErrQuota)
			require.Greater(t, len(rt.requests()), 20)
			require.InDelta(t, 30, time.Since(began).Seconds(), 2)

			rt = newScript(t, reply(429, "", "Retry-After: 31"))
			began = time.Now()
			_, err = do(t.Context(), connect(t, rt, confluence.WithRetry(confluence.RetryOptions{BurstPatience: 30 * time.Second})),
				"GET", paths["GET"], "")
			require.ErrorIs(t, err, confluence.ErrRateLimited)
			require.Zero(t, time.Since(began))
			require.Len(t, rt.requests(), 1)
		}
	})
}

// TestBlocked: what is refused for ever is remembered: one request a minute finds
// out whether it still is.
func TestBlocked(t *testing.T) {
	t.Parallel()
	for name, headers := range map[string][]string{
		"as Data Center says it": {
			"X-RateLimit-Limit", "0", "X-RateLimit-Remaining", "0", "X-RateLimit-FillRate", "0",
			"X-RateLimit-Interval-Seconds", "1", "Retry-After", "9223372036854775807",
		},
		"in a word":     {"Retry-After", "9223372036854775807"},
		"no fill":       {"X-RateLimit-Limit", "5", "X-RateLimit-Remaining", "0", "X-RateLimit-FillRate", "0"},
		"for two hours": {"Retry-After", "7200"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				blocked := true
				rt := &answers{answer: func(int32, *http.Request) (*http.Response, error) {
					if blocked {
						return withHeader(429, headers...), nil
					}
					return withHeader(200), nil
				}}
				conn := oneBucket(t, rt)
				began := time.Now()
				for range 3000 {
					call := time.Now()
					_, err := do(t.Context(), conn, "GET", paths["GET"], "")
					require.ErrorIs(t, err, confluence.ErrRateLimited)
					require.Zero(t, time.Since(call))
					time.Sleep(time.Second)
				}
				require.LessOrEqual(t, rt.all.Load(), int32(time.Since(began).Minutes()+1))
				blocked = false
				time.Sleep(time.Minute)
				together(t, conn, 1) // it finds out
				together(t, conn, 2)
			})
		})
	}
}

// TestWaitsAreTold: a wait longer than a second is told to the observer and the log,
// with its reason and its end.
func TestWaitsAreTold(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		var mu sync.Mutex
		var waits []confluence.Wait
		conn := oneBucket(t, newScript(t, reply(429, "", "Retry-After: 20"), reply(200, "{}")),
			confluence.WithLogger(slog.New(slog.NewTextHandler(&log, nil))),
			confluence.WithObserver(confluence.Observer{Wait: func(_ context.Context, _ confluence.Operation, w confluence.Wait) {
				mu.Lock()
				defer mu.Unlock()
				waits = append(waits, w)
			}}))
		began := time.Now()
		var all sync.WaitGroup
		all.Go(func() { together(t, conn, 1) })
		synctest.Wait()
		together(t, conn, 1)
		all.Wait()
		require.Len(t, waits, 2)
		require.Equal(t, confluence.WaitRateLimit, waits[0].Reason)
		require.ErrorIs(t, waits[0].Err, confluence.ErrRateLimited)
		require.Equal(t, 2, waits[0].Attempt)
		require.Equal(t, confluence.WaitRateLimit, waits[1].Reason)
		require.NoError(t, waits[1].Err)
		require.Equal(t, 1, waits[1].Attempt)
		for _, w := range waits {
			require.GreaterOrEqual(t, w.Duration, 20*time.Second)
			require.Equal(t, began.Add(w.Duration), w.End)
		}
		require.Contains(t, log.String(), `msg="confluence retry"`)
		require.Contains(t, log.String(), `msg="confluence wait"`)
		require.Contains(t, log.String(), `reason="rate limit"`)
		require.Contains(t, log.String(), "until=")
	})
}

// TestTheWaitEndsWithTheContext: and a wait that would outlast the deadline is not
// begun.
func TestTheWaitEndsWithTheContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := &answers{answer: func(n int32, _ *http.Request) (*http.Response, error) {
			if n == 1 {
				return withHeader(200, "X-RateLimit-Remaining", "0", "Retry-After", "20"), nil
			}
			return withHeader(200), nil
		}}
		conn := newConn(t, rt)
		together(t, conn, 1)
		began := time.Now()
		short, stop := context.WithTimeout(t.Context(), 5*time.Second)
		defer stop()
		_, err := do(short, conn, "GET", paths["GET"], "")
		require.ErrorIs(t, err, confluence.ErrRateLimited)
		require.Zero(t, time.Since(began))

		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(5*time.Second, cancel)
		_, err = do(ctx, conn, "GET", paths["GET"], "")
		require.ErrorIs(t, err, context.Canceled)
		require.Equal(t, 5*time.Second, time.Since(began))
		require.Equal(t, int32(1), rt.all.Load())
		together(t, conn, 1)
		require.Equal(t, 20*time.Second, time.Since(began))
	})
}

// TestRetryAfterZero: Data Center puts it on every response while there are tokens.
func TestRetryAfterZero(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := &answers{answer: func(n int32, _ *http.Request) (*http.Response, error) {
			return withHeader(200, "X-RateLimit-Limit", "100", "X-RateLimit-Remaining", strconv.Itoa(100-int(n)),
				"X-RateLimit-Interval-Seconds", "1", "X-RateLimit-FillRate", "100", "Retry-After", "0"), nil
		}}
		conn := oneBucket(t, rt)
		began := time.Now()
		for range 20 {
			together(t, conn, 1)
		}
		require.Zero(t, time.Since(began))
	})
}
