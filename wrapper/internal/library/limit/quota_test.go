package limit_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/limit"
)

func quotaPatience() limit.Wait { return limit.Wait{Patience: 1000 * time.Hour} }

// TestAuditOfAMillion: 5,000 pages of 200 members take the 31 hours that 65,000
// points an hour make them take, with one refusal an hour at most.
func TestAuditOfAMillion(t *testing.T) {
	t.Parallel()
	for style := range styles {
		for _, known := range []int{0, 65_000} {
			for _, ahead := range []time.Duration{0, 5 * time.Minute, -5 * time.Minute} {
				t.Run(fmt.Sprintf("style %d, %d known, clock %s", style, known, ahead), func(t *testing.T) {
					t.Parallel()
					synctest.Test(t, func(t *testing.T) {
						time.Sleep(7 * time.Minute)
						m := &meter{points: 65_000, style: style, latency: 300 * time.Millisecond, ahead: ahead}
						q := limit.NewQuota(limit.Options{Limit: known})
						took := audit(t, m, 5000, quotaPatience(), q)
						first := 1
						if known == 0 && (style == retryAfter || style == gateway) {
							first = 8 // those that were under way
						}
						t.Log(took, m.windows, m.requests)
						m.requireRefusals(t, first, 1)
						require.Len(t, m.windows, 32-1, "as many hours as it takes at best")
						require.Less(t, took, 31*time.Hour)
					})
				})
			}
		}
	}
}

// TestAWrongEstimate: a service that charges a quarter, or four times, of what is
// expected makes for neither more hours nor more refusals.
func TestAWrongEstimate(t *testing.T) {
	t.Parallel()
	for style := range styles {
		for factor, hours := range map[float64]int{0.25: 8, 4: 129} {
			synctest.Test(t, func(t *testing.T) {
				m := &meter{points: 65_000, style: style, latency: 300 * time.Millisecond, factor: factor}
				q := limit.NewQuota(limit.Options{Limit: 65_000})
				took := audit(t, m, 5000, quotaPatience(), q)
				t.Log(style, factor, took, m.windows)
				require.LessOrEqual(t, len(m.windows), hours)
				m.requireRefusals(t, 8, 1)
			})
		}
	}
}

// TestAnEstimateThatIsFarTooHigh: where no refusal comes, requests do not go one at
// a time for ever.
func TestAnEstimateThatIsFarTooHigh(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m := &meter{points: 65_000, style: retryAfter, latency: 300 * time.Millisecond, factor: 0.1}
		took := audit(t, m, 1000, quotaPatience(), limit.NewQuota(limit.Options{Limit: 65_000}))
		t.Log(took)
		require.Less(t, took, 150*time.Second, "300 s one at a time, 38 s side by side")
		require.Equal(t, []int{0}, m.windows)
	})
}

// TestALateRefusal: one that was sent before it was known that nothing is left says
// nothing new, whenever it comes.
func TestALateRefusal(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := limit.NewQuota(limit.Options{})
		refused := limit.QuotaResponse{Refused: true, Pause: time.Minute}
		first, late, probe := &limit.Spending{Cost: 1}, &limit.Spending{Cost: 1}, &limit.Spending{Cost: 1}
		require.NoError(t, q.Enter(t.Context(), first, limit.Wait{}))
		require.NoError(t, q.Enter(t.Context(), late, limit.Wait{}))
		q.Leave(t.Context(), first, refused, 0)
		time.Sleep(2 * time.Minute)
		require.NoError(t, q.Enter(t.Context(), probe, limit.Wait{}))
		q.Leave(t.Context(), probe, limit.QuotaResponse{}, 1)
		q.Leave(t.Context(), late, refused, 0)
		require.NoError(t, q.Enter(t.Context(), first, limit.Wait{}))
	})
}

// TestNotAllAtOnce: processes that were told the same time come back a second after
// it and more, each at its own.
func TestNotAllAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		times := map[time.Time]bool{}
		for range 20 {
			q := limit.NewQuota(limit.Options{})
			s := &limit.Spending{Cost: 1}
			require.NoError(t, q.Enter(t.Context(), s, limit.Wait{}))
			q.Leave(t.Context(), s, limit.QuotaResponse{Refused: true, Pause: time.Minute}, 0)
			reset := q.State().Reset
			require.GreaterOrEqual(t, time.Until(reset), 61*time.Second)
			require.LessOrEqual(t, time.Until(reset), 66*time.Second)
			times[reset] = true
		}
		require.Greater(t, len(times), 15)
	})
}

// TestRenewedEarly: a service that says that much is left again is believed.
func TestRenewedEarly(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := limit.NewQuota(limit.Options{})
		for _, left := range []int{40, 60_000} {
			s := &limit.Spending{Cost: 3}
			require.NoError(t, q.Enter(t.Context(), s, limit.Wait{}))
			q.Leave(t.Context(), s, limit.QuotaResponse{Told: true, Left: left, Limit: 65_000}, 3)
			require.Equal(t, left, q.State().Left)
		}
	})
}

// TestFourProcesses: those that exchange what they know are refused a few times
// each hour, not once for each worker.
func TestFourProcesses(t *testing.T) {
	t.Parallel()
	for style := range styles {
		synctest.Test(t, func(t *testing.T) {
			m := &meter{points: 65_000, style: style, latency: 300 * time.Millisecond}
			var mu sync.Mutex
			var all limit.Share
			share := func(_ context.Context, mine limit.Share) (limit.Share, error) {
				time.Sleep(time.Millisecond)
				mu.Lock()
				defer mu.Unlock()
				if mine.End.After(all.End) {
					all.End, all.Spent = mine.End, 0
				}
				if mine.End.Equal(all.End) {
					all.Spent += mine.Spent
				}
				if mine.Closed.After(all.Closed) {
					all.Closed = mine.Closed
				}
				return all, nil
			}
			var processes []*limit.Quota
			for range 4 {
				processes = append(processes, limit.NewQuota(limit.Options{Limit: 65_000, Share: share}))
			}
			took := audit(t, m, 1000, quotaPatience(), processes...)
			t.Log(style, took, m.windows)
			require.LessOrEqual(t, len(m.windows), 7)
			m.requireRefusals(t, 12, 12)
		})
	}
}

// TestNoPatience: the first refusal is an error, and those after it are not sent
// until the quota is renewed.
func TestNoPatience(t *testing.T) {
	t.Parallel()
	for style := range styles {
		synctest.Test(t, func(t *testing.T) {
			m := &meter{points: 65_000, style: style, latency: 300 * time.Millisecond}
			q := limit.NewQuota(limit.Options{})
			var closed *limit.ClosedError
			for {
				if err := spend(t, q, m, page, limit.Wait{}); err != nil {
					require.ErrorAs(t, err, &closed)
					break
				}
			}
			sent := m.requests
			for time.Until(closed.Until) > 10*time.Second {
				require.Error(t, spend(t, q, m, page, limit.Wait{Off: true}))
				time.Sleep(time.Second)
			}
			if style == gateway { // nobody named the end
				require.LessOrEqual(t, m.requests-sent, 60)
			} else {
				require.Zero(t, m.requests-sent)
			}
			time.Sleep(20 * time.Second)
			require.NoError(t, spend(t, q, m, page, limit.Wait{}))
		})
	}
}

// TestReserve: background work leaves to others what is reserved for them.
func TestReserve(t *testing.T) {
	t.Parallel()
	for style := range styles {
		synctest.Test(t, func(t *testing.T) {
			m := &meter{points: 10_000, style: style, latency: 100 * time.Millisecond}
			q := limit.NewQuota(limit.Options{Limit: 10_000, Reserve: 2_000})
			for spend(t, q, m, page, limit.Wait{}) == nil { //nolint:revive // until it stops
			}
			m.mu.Lock()
			require.GreaterOrEqual(t, m.left, 2000)
			require.Zero(t, m.windows[0])
			m.mu.Unlock()
			state := q.State()
			require.Equal(t, 10_000, state.Limit)
			require.False(t, state.Closed)
			s := &limit.Spending{Cost: page, Interactive: true}
			require.NoError(t, q.Enter(t.Context(), s, limit.Wait{}))
			said := m.do(page)
			require.False(t, said.Refused)
			q.Leave(t.Context(), s, said, page)
			began := time.Now()
			require.NoError(t, spend(t, q, m, page, quotaPatience()))
			require.Greater(t, time.Since(began), 50*time.Minute)
		})
	}
}

// TestCorrected: what a request is known to have cost replaces the estimate.
func TestCorrected(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := limit.NewQuota(limit.Options{Limit: 1000})
		s := &limit.Spending{Cost: page}
		require.NoError(t, q.Enter(t.Context(), s, limit.Wait{}))
		require.Equal(t, page, q.State().Reserved)
		q.Leave(t.Context(), s, limit.QuotaResponse{}, page)
		require.Equal(t, page, q.State().Spent)
		q.Correct(s, 7)
		require.Equal(t, 7, q.State().Spent)
		require.Equal(t, 993, q.State().Left)
		time.Sleep(time.Hour)
		q.Correct(s, 9)
		require.Zero(t, q.State().Spent, "another hour")
	})
}

// TestQuotaIsOpen: nobody waits for a quota that was not named.
func TestQuotaIsOpen(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := limit.NewQuota(limit.Options{})
		began := time.Now()
		for range 1000 {
			s := &limit.Spending{Cost: 501}
			require.NoError(t, q.Enter(t.Context(), s, limit.Wait{}))
			require.NoError(t, q.Enter(t.Context(), &limit.Spending{Cost: 501}, limit.Wait{})) // and never comes back
			q.Leave(t.Context(), s, limit.QuotaResponse{}, 501)
		}
		require.Zero(t, time.Since(began))
	})
}

// TestQuotaWaitEndsWithTheContext: at once, and without holding up others.
func TestQuotaWaitEndsWithTheContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := limit.NewQuota(limit.Options{})
		s := &limit.Spending{Cost: 1}
		require.NoError(t, q.Enter(t.Context(), s, limit.Wait{}))
		q.Leave(t.Context(), s, limit.QuotaResponse{Refused: true, Pause: 30 * time.Minute}, 0)
		ctx, cancel := context.WithCancel(t.Context())
		var all sync.WaitGroup
		for range 100 {
			all.Go(func() {
				if err := q.Enter(ctx, &limit.Spending{Cost: 1}, quotaPatience()); err == nil {
					t.Error("let through")
				}
			})
		}
		time.Sleep(time.Minute)
		cancel()
		all.Wait()
		require.Zero(t, q.State().Waiting)
		short, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		require.ErrorAs(t, q.Enter(short, s, quotaPatience()), new(*limit.ClosedError))
		require.NoError(t, q.Enter(t.Context(), s, quotaPatience()))
	})
}

// TestAProbeThatGoesAstray: one that tries and gets no response is followed by
// another.
func TestAProbeThatGoesAstray(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := limit.NewQuota(limit.Options{})
		s := &limit.Spending{Cost: 1}
		require.NoError(t, q.Enter(t.Context(), s, limit.Wait{}))
		q.Leave(t.Context(), s, limit.QuotaResponse{Refused: true, Pause: time.Minute}, 0)
		time.Sleep(2 * time.Minute)
		require.NoError(t, q.Enter(t.Context(), s, limit.Wait{}))
		done := make(chan error, 1)
		other := &limit.Spending{Cost: 1}
		go func() { done <- q.Enter(t.Context(), other, quotaPatience()) }()
		synctest.Wait()
		require.Empty(t, done, "the first goes alone")
		q.Leave(t.Context(), s, limit.QuotaResponse{Lost: true}, 0)
		require.NoError(t, <-done)
		q.Leave(t.Context(), other, limit.QuotaResponse{}, 1)
		require.NoError(t, q.Enter(t.Context(), s, limit.Wait{}))
		require.NoError(t, q.Enter(t.Context(), other, limit.Wait{}))
	})
}
