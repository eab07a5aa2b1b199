package faulttest

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// Bounded is a server, and calls of a client with options, inside a synctest
// bubble.
type Bounded struct {
	// Server is what is called.
	Server interface {
		Inject(operation string, times int, fault confluencetest.Fault)
		Exchanges() []confluencetest.Exchange
	}
	// Read is a call that reads, Write a POST.
	Read, Write func(ctx context.Context, opts ...confluence.Option) error
}

// RequireBounds holds that a call takes as long as is documented, by the clock of
// the service where the service names a time.
func RequireBounds(t *testing.T, open func(t *testing.T) Bounded) {
	t.Helper()
	for name, check := range map[string]func(*testing.T, Bounded){
		"a service that stays silent": requireSilenceEnds, "a body that stalls": requireStallIsRepeated,
		"waits that were asked for": requireAskedWaits, "a Retry-After that is a date": requireServiceClock,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { check(t, open(t)) })
		})
	}
}

// requireSilenceEnds: a call without a deadline ends after two minutes, and after
// what is set in their place.
func requireSilenceEnds(t *testing.T, b Bounded) {
	t.Helper()
	b.Server.Inject("", 0, confluencetest.Hang())
	for name, call := range map[string]func(context.Context, ...confluence.Option) error{"read": b.Read, "write": b.Write} {
		for timeout, options := range map[time.Duration][]confluence.Option{
			2 * time.Minute: nil, 10 * time.Second: {confluence.WithTimeout(10 * time.Second)},
		} {
			began := time.Now()
			err := call(t.Context(), options...)
			require.ErrorIs(t, err, context.DeadlineExceeded, name)
			require.ErrorIs(t, err, confluence.ErrUnavailable, name)
			require.LessOrEqual(t, time.Since(began), timeout, name)
			failure, ok := errors.AsType[*confluence.Error](err)
			require.True(t, ok)
			require.Equal(t, name == "write", failure.Uncertain, name)
		}
	}
}

// requireStallIsRepeated: a read whose response stops in its body is sent again.
func requireStallIsRepeated(t *testing.T, b Bounded) {
	t.Helper()
	for _, fault := range []confluencetest.Fault{confluencetest.Trickle(time.Hour), confluencetest.CutBody()} {
		b.Server.Inject("", 1, fault)
		began := time.Now()
		require.NoError(t, b.Read(t.Context()))
		require.LessOrEqual(t, time.Since(began), 2*time.Minute)
	}
	require.Len(t, b.Server.Exchanges(), 4)
}

// requireAskedWaits: waits that the service asked for may exceed the bound, and
// are told.
func requireAskedWaits(t *testing.T, b Bounded) {
	t.Helper()
	var turn sync.Mutex
	var waited time.Duration
	observer := confluence.WithObserver(confluence.Observer{
		Wait: func(_ context.Context, _ confluence.Operation, w confluence.Wait) {
			turn.Lock()
			defer turn.Unlock()
			require.Equal(t, confluence.WaitRateLimit, w.Reason)
			waited += w.Duration
		},
	})
	b.Server.Inject("", 4, confluencetest.RetryLater(http.StatusTooManyRequests, "55"))
	began := time.Now()
	require.NoError(t, b.Write(t.Context(), observer, confluence.WithRetry(confluence.RetryOptions{BurstPatience: 5 * time.Minute})))
	require.Greater(t, time.Since(began), 2*time.Minute)
	require.GreaterOrEqual(t, waited, 4*55*time.Second)
}

// requireServiceClock: the clock of the service is an hour behind or ahead. A 503
// that names a time to come says that nothing was applied, so that a POST is sent
// again, too.
func requireServiceClock(t *testing.T, b Bounded) {
	t.Helper()
	for _, status := range []int{http.StatusServiceUnavailable, http.StatusTooManyRequests} {
		for _, skew := range []time.Duration{-time.Hour, 0, time.Hour} {
			theirs := time.Now().Add(skew).UTC()
			b.Server.Inject("", 1, confluencetest.Respond(status, "application/json", `{"message":"later"}`,
				"Date", theirs.Format(http.TimeFormat), "Retry-After", theirs.Add(20*time.Second).Format(http.TimeFormat)))
			began := time.Now()
			require.NoError(t, b.Write(t.Context()), "%d, %v", status, skew)
			waited := time.Since(began).Seconds()
			if status == http.StatusServiceUnavailable {
				require.InDelta(t, 21.5, waited, 2, "%d, %v", status, skew) // a tenth of jitter
				continue
			}
			// A second for the rounding of each date, a fifth of jitter, and the pace
			// after refusals on top. By another clock it would be nothing or an hour.
			require.GreaterOrEqual(t, waited, 19.0, "%d, %v", status, skew)
			require.LessOrEqual(t, waited, 30.0, "%d, %v", status, skew)
		}
	}
}
