package confluence_test

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
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

// TestGateIsOpen: a service that names no limit is not slowed down for, once it
// has answered.
func TestGateIsOpen(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := &answers{answer: func(int32, *http.Request) (*http.Response, error) {
			time.Sleep(50 * time.Millisecond)
			return withHeader(200), nil
		}}
		conn := newConn(t, rt)
		require.Equal(t, 100*time.Millisecond, together(t, conn, 1000), "one, then all others")
		require.Equal(t, 50*time.Millisecond, together(t, conn, 1000))
		require.Equal(t, int32(1000), rt.most.Load())
	})
}

// TestGateKeepsToTheTokens: no more are under way than the service has tokens
// for.
func TestGateKeepsToTheTokens(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := &answers{answer: func(int32, *http.Request) (*http.Response, error) {
			time.Sleep(50 * time.Millisecond)
			return withHeader(200, "X-RateLimit-Remaining", "5"), nil
		}}
		require.Less(t, together(t, newConn(t, rt), 100), 3*time.Second)
		require.LessOrEqual(t, rt.most.Load(), int32(5))
	})
}

// TestGateDoesNotHang: an answer that does not come does not hold up others.
func TestGateDoesNotHang(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		remaining string
		stuck     int32 // the request that is not answered
	}{"nothing known": {"", 1}, "no token left": {"0", 2}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				rt := &answers{answer: func(n int32, r *http.Request) (*http.Response, error) {
					if n == c.stuck {
						<-r.Context().Done()
						return nil, r.Context().Err()
					}
					return withHeader(200, "X-RateLimit-Remaining", c.remaining), nil
				}}
				conn := newConn(t, rt)
				ctx, cancel := context.WithCancel(t.Context())
				var all sync.WaitGroup
				if c.stuck > 1 {
					_, err := do(ctx, conn, "GET", paths["GET"], "")
					require.NoError(t, err)
				}
				all.Go(func() {
					_, err := do(ctx, conn, "GET", paths["GET"], "")
					if !errors.Is(err, context.Canceled) {
						t.Error(err)
					}
				})
				synctest.Wait()
				require.LessOrEqual(t, together(t, conn, 1), time.Second)
				cancel()
				all.Wait()
			})
		})
	}
}

// TestGateEndsWithTheContext: the context ends a wait at the gate.
func TestGateEndsWithTheContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := &answers{answer: func(int32, *http.Request) (*http.Response, error) {
			return withHeader(200, "X-RateLimit-Remaining", "0", "Retry-After", "20"), nil
		}}
		conn := newConn(t, rt)
		_, err := do(t.Context(), conn, "GET", paths["GET"], "")
		require.NoError(t, err)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		time.AfterFunc(5*time.Second, cancel)
		began := time.Now()
		_, err = do(ctx, conn, "GET", paths["GET"], "")
		require.ErrorIs(t, err, context.Canceled)
		require.Equal(t, 5*time.Second, time.Since(began))
		require.Equal(t, int32(1), rt.all.Load())
		require.NoError(t, func() error { _, err := do(t.Context(), conn, "GET", paths["GET"], ""); return err }())
		require.Equal(t, 20*time.Second, time.Since(began))
	})
}

// TestGateLeavesLongWaitsToTheService: what is further away than MaxWait is
// refused by the service, at once.
func TestGateLeavesLongWaitsToTheService(t *testing.T) {
	t.Parallel()
	for _, seconds := range []int{31, 3600, 1 << 40} {
		synctest.Test(t, func(t *testing.T) {
			rt := &answers{answer: func(int32, *http.Request) (*http.Response, error) {
				return withHeader(429, "X-RateLimit-Remaining", "0", "Retry-After", strconv.Itoa(seconds)), nil
			}}
			conn := newConn(t, rt)
			began := time.Now()
			for range 3 {
				_, err := do(t.Context(), conn, "GET", paths["GET"], "")
				require.ErrorIs(t, err, confluence.ErrRateLimited)
			}
			require.Zero(t, time.Since(began))
		})
	}
}

// TestGateCountsFailures: attempts that fail are not taken to be under way for
// ever.
func TestGateCountsFailures(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := &answers{answer: func(n int32, _ *http.Request) (*http.Response, error) {
			if n%2 == 1 {
				return nil, errReset
			}
			return withHeader(200, "X-RateLimit-Remaining", "1"), nil
		}}
		conn := once(t, rt)
		began := time.Now()
		for i := range 20 {
			_, err := do(t.Context(), conn, "GET", paths["GET"], "")
			if i%2 == 0 {
				require.ErrorIs(t, err, errReset)
			} else {
				require.NoError(t, err)
			}
		}
		require.Zero(t, time.Since(began))
	})
}

// TestGateAndOneSlowAnswer: an answer that takes long does not slow the others
// down while there are tokens.
func TestGateAndOneSlowAnswer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := &answers{answer: func(n int32, _ *http.Request) (*http.Response, error) {
			took := 50 * time.Millisecond
			if n == 2 {
				took = 55 * time.Second
			}
			time.Sleep(took)
			return withHeader(200, "X-RateLimit-Remaining", "90", "X-RateLimit-Interval-Seconds", "1", "X-RateLimit-FillRate", "100"), nil
		}}
		conn := newConn(t, rt)
		together(t, conn, 1)
		var slow sync.WaitGroup
		slow.Go(func() { together(t, conn, 1) })
		synctest.Wait()
		began := time.Now()
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				for range 50 {
					together(t, conn, 1)
				}
			})
		}
		all.Wait()
		require.Less(t, time.Since(began), 10*time.Second)
		slow.Wait()
	})
}

// TestGateForgetsAWait: what one refusal asked for is not waited for again.
func TestGateForgetsAWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := &answers{answer: func(n int32, _ *http.Request) (*http.Response, error) {
			if n == 1 {
				return withHeader(429, "Retry-After", "29"), nil
			}
			return withHeader(200, "X-RateLimit-Remaining", "0"), nil
		}}
		conn := newConn(t, rt)
		require.GreaterOrEqual(t, together(t, conn, 1), 29*time.Second)
		for range 5 {
			require.Zero(t, together(t, conn, 1))
		}
	})
}

// TestGateKeepsTheDeadline: a wait that would outlast the context's deadline is
// not begun.
func TestGateKeepsTheDeadline(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := &answers{answer: func(n int32, _ *http.Request) (*http.Response, error) {
			if n == 1 {
				return withHeader(200, "X-RateLimit-Remaining", "0", "Retry-After", "20"), nil
			}
			return withHeader(429, "X-RateLimit-Remaining", "0", "Retry-After", "20"), nil
		}}
		conn := newConn(t, rt)
		together(t, conn, 1)
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		began := time.Now()
		_, err := do(ctx, conn, "GET", paths["GET"], "")
		require.ErrorIs(t, err, confluence.ErrRateLimited, "the service's own words are worth more")
		require.Zero(t, time.Since(began))
	})
}
