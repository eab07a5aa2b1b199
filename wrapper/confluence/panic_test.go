package confluence_test

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// TestPanicKeepsNothing: a transport that panics, in a server that recovers from it,
// keeps nobody else waiting. It was the one request that tried whether the quota is
// renewed, and the others wait for how it ends.
func TestPanicKeepsNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := &answers{answer: func(n int32, _ *http.Request) (*http.Response, error) {
			switch n {
			case 1:
				return withHeader(429, "Retry-After", "600", "RateLimit-Reason", "confluence-quota-based"), nil
			case 2:
				panic("transport")
			}
			return withHeader(200), nil
		}}
		conn := newQuotaConn(t, rt)
		require.ErrorIs(t, listPage(t.Context(), conn), confluence.ErrQuota)
		time.Sleep(11 * time.Minute)
		require.PanicsWithValue(t, "transport", func() { _ = listPage(t.Context(), conn) })

		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		require.NoError(t, listPage(ctx, conn))
	})
}

// TestPanicOfAnObserver: neither does an observer that panics when it is told of a
// wait, for the quota or for a burst limit.
func TestPanicOfAnObserver(t *testing.T) {
	t.Parallel()
	for name, headers := range map[string][]string{
		"quota": {"Retry-After", "600", "RateLimit-Reason", "confluence-quota-based"},
		"burst": {"Retry-After", "20", "RateLimit-Reason", "confluence-burst-based"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				rt := &answers{answer: func(n int32, _ *http.Request) (*http.Response, error) {
					if n == 1 {
						return withHeader(429, headers...), nil
					}
					return withHeader(200), nil
				}}
				conn := newQuotaConn(t, rt, confluence.WithRetry(confluence.RetryOptions{QuotaPatience: time.Hour}))
				watched, err := conn.With(confluence.WithObserver(confluence.Observer{
					Wait: func(context.Context, confluence.Operation, confluence.Wait) { panic("observer") },
				}))
				require.NoError(t, err)
				for range 3 { // the first is refused, the others wait from the start
					require.PanicsWithValue(t, "observer", func() { _ = listPage(t.Context(), watched) })
				}
				ctx, cancel := context.WithTimeout(t.Context(), 15*time.Minute)
				defer cancel()
				require.NoError(t, listPage(ctx, conn))
				require.Equal(t, int32(2), rt.all.Load())
			})
		})
	}
}

// TestPanicOfAStore: a budget goes on with its store after a panic of it.
func TestPanicOfAStore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &fragileStore{}
		budget, err := confluence.NewBudget(&confluence.BudgetOptions{Points: 65_000, Store: s})
		require.NoError(t, err)
		rt := &answers{answer: func(int32, *http.Request) (*http.Response, error) { return withHeader(200), nil }}
		conn := newQuotaConn(t, rt, confluence.WithBudget(budget))
		require.PanicsWithValue(t, "store", func() { _ = listPage(t.Context(), conn) })
		require.ErrorContains(t, budget.State().Err, "panicked")
		time.Sleep(2 * time.Second)
		require.NoError(t, listPage(t.Context(), conn))
		require.Equal(t, 2, s.exchanges)
		require.NoError(t, budget.State().Err)
	})
}

// fragileStore panics the first time.
type fragileStore struct{ exchanges int }

func (s *fragileStore) Exchange(_ context.Context, mine confluence.BudgetShare) (confluence.BudgetShare, error) {
	if s.exchanges++; s.exchanges == 1 {
		panic("store")
	}
	return mine, nil
}
