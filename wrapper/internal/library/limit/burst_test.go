package limit_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/limit"
)

// jobTime is how long the jobs take that the figures are about.
const jobTime = 10 * time.Minute

// TestBelowTheLimit: where nothing would be refused, the limits cost no time.
func TestBelowTheLimit(t *testing.T) {
	t.Parallel()
	for _, tells := range []telling{tellsRate, tellsLeft, tellsNaught} {
		for _, rate := range []float64{10, 30, 100} {
			for _, workers := range []int{1, 8, 64} {
				for _, latency := range []time.Duration{20 * time.Millisecond, 100 * time.Millisecond, 500 * time.Millisecond, 2 * time.Second} {
					demand := float64(workers) / latency.Seconds()
					if demand > 0.9*rate || float64(workers) > rate {
						continue
					}
					t.Run(fmt.Sprintf("tells %d, %.0f/s, %d workers, %s", tells, rate, workers, latency), func(t *testing.T) {
						t.Parallel()
						synctest.Test(t, func(t *testing.T) {
							n := int(demand * 120)
							s := newBucket(rate, rate, tells, latency)
							took := job(t, s, 1, workers, n)
							last := 2 * latency // some workers end before others
							require.Less(t, (took-last).Seconds()*float64(workers)/time.Duration(s.busy.Load()).Seconds(), 1.02)
							require.Zero(t, s.refused)
						})
					})
				}
			}
		}
	}
}

// figures are what is asserted of a job at the limit.
type figures struct {
	clients   int
	ratio     float64 // of the time to the ideal one
	refusals  float64 // per 100 successes, without those sent before anything was known
	tells     telling
	latencies []time.Duration
}

// TestAtTheLimit: a job that could use more than the limit takes hardly longer
// than the limit makes it, with next to no refusals.
func TestAtTheLimit(t *testing.T) {
	t.Parallel()
	usual := []time.Duration{20 * time.Millisecond, 200 * time.Millisecond, 2 * time.Second}
	for name, f := range map[string]figures{
		"alone, rate told":    {clients: 1, ratio: 1.05, refusals: 1, tells: tellsRate, latencies: usual},
		"alone, left told":    {clients: 1, ratio: 1.05, refusals: 1, tells: tellsLeft, latencies: usual},
		"alone, naught told":  {clients: 1, ratio: 1.05, refusals: 1, tells: tellsNaught, latencies: usual[:2]},
		"beside three, rate":  {clients: 4, ratio: 1.15, refusals: 2, tells: tellsRate, latencies: usual},
		"beside three, left":  {clients: 4, ratio: 1.15, refusals: 2, tells: tellsLeft, latencies: usual},
		"far away and silent": {clients: 1, ratio: 1.40, refusals: 3, tells: tellsNaught, latencies: usual[2:]},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, rate := range []float64{10, 30, 100} {
				for _, workers := range []int{8, 64, 256} {
					for _, latency := range f.latencies {
						if float64(workers)/latency.Seconds() < 1.5*rate {
							continue
						}
						synctest.Test(t, func(t *testing.T) {
							s := newBucket(rate, rate, f.tells, latency)
							n := int(rate * jobTime.Seconds() / float64(f.clients))
							took := job(t, s, f.clients, workers, n)
							ideal := float64(n*f.clients)/rate - 1 + latency.Seconds()
							refused := 100 * float64(s.refused-s.blind) / float64(s.accepted)
							t.Logf("%g/s, %d workers, %s: %.3f, %.2f refused", rate, workers, latency, took.Seconds()/ideal, refused)
							require.Less(t, took.Seconds()/ideal, f.ratio)
							require.Less(t, refused, f.refusals)
						})
					}
				}
			}
		})
	}
}

// TestBesideOthersThatDoNotLimitThemselves: it goes on.
func TestBesideOthersThatDoNotLimitThemselves(t *testing.T) {
	t.Parallel()
	for _, tells := range []telling{tellsRate, tellsLeft, tellsNaught} {
		synctest.Test(t, func(t *testing.T) {
			s := newBucket(10, 10, tells, 100*time.Millisecond)
			ctx, cancel := context.WithCancel(t.Context())
			var others sync.WaitGroup
			for range 3 * 8 {
				others.Go(func() {
					for ctx.Err() == nil {
						if said := s.do(); said.Refused {
							time.Sleep(said.Pause)
						}
					}
				})
			}
			b, began := &limit.Burst{}, time.Now()
			var done atomic.Int32
			var all sync.WaitGroup
			for range 8 {
				all.Go(func() {
					for time.Since(began) < jobTime {
						if send(t.Context(), b, s) == nil {
							done.Add(1)
						}
					}
				})
			}
			all.Wait()
			cancel()
			others.Wait()
			t.Logf("tells %d: %d of %d", tells, done.Load(), s.accepted)
			require.Greater(t, done.Load(), int32(60), "six in a minute at least")
		})
	}
}

// TestASalvo: many requests at once are not refused once a limit is named.
func TestASalvo(t *testing.T) {
	t.Parallel()
	for _, tells := range []telling{tellsRate, tellsLeft} {
		synctest.Test(t, func(t *testing.T) {
			s := newBucket(10, 10, tells, 100*time.Millisecond)
			b := &limit.Burst{}
			require.NoError(t, send(t.Context(), b, s))
			began := time.Now()
			var all sync.WaitGroup
			for range 200 {
				all.Go(func() { _ = send(t.Context(), b, s) })
			}
			all.Wait()
			t.Logf("tells %d: %s, %d refused", tells, time.Since(began), s.refused)
			require.Less(t, time.Since(began).Seconds(), 1.1*20)
			require.LessOrEqual(t, s.refused, 2)
		})
	}
}

// TestABucketThatFillsFaster: where only the size of a bucket is told, that it fills
// faster shows soon.
func TestABucketThatFillsFaster(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newBucket(10, 100, tellsLeft, 100*time.Millisecond)
		took := job(t, s, 1, 8, 400)
		t.Log(took, s.refused)
		require.Less(t, took, 6400*time.Millisecond, "5 s without a limit")
	})
}

// TestSmallBuckets: limits of a few requests a minute.
func TestSmallBuckets(t *testing.T) {
	t.Parallel()
	for _, tells := range []telling{tellsRate, tellsLeft, tellsNaught} {
		synctest.Test(t, func(t *testing.T) {
			s := newBucket(5, 5.0/60, tells, 100*time.Millisecond)
			took := job(t, s, 1, 8, 60)
			ideal := 55 * 12.0
			t.Logf("tells %d: %.3f, %d refused", tells, took.Seconds()/ideal, s.refused)
			require.Less(t, took.Seconds()/ideal, 1.3)
			require.LessOrEqual(t, s.refused, 60)
		})
	}
}

// TestOrder: first come, first served, and what was refused first of all.
func TestOrder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := &limit.Burst{}
		limited := limit.Response{Accepted: true, Rate: 10, Bucket: 10, Left: 0}
		var first limit.Turn
		require.NoError(t, b.Enter(t.Context(), &first, patient()))
		var mu sync.Mutex
		var order []int
		var all sync.WaitGroup
		enter := func(n int, turn *limit.Turn) {
			all.Go(func() {
				if b.Enter(t.Context(), turn, patient()) != nil {
					return
				}
				mu.Lock()
				order = append(order, n)
				mu.Unlock()
				b.Leave(turn, limited)
			})
			synctest.Wait()
		}
		refused := limited
		refused.Refused, refused.Pause = true, time.Second
		b.Leave(&first, refused)
		for n := range 50 {
			enter(n+1, &limit.Turn{})
		}
		enter(0, &first)
		all.Wait()
		require.Len(t, order, 51)
		for n, got := range order {
			require.Equal(t, n, got)
		}
	})
}

// TestCancelled: the context ends a wait at once, and frees the place.
func TestCancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := &limit.Burst{}
		var turn limit.Turn
		require.NoError(t, b.Enter(t.Context(), &turn, patient()))
		b.Leave(&turn, limit.Response{Accepted: true, Rate: 1, Bucket: 10, Left: 0})
		ctx, cancel := context.WithCancel(t.Context())
		var given atomic.Int32
		var all sync.WaitGroup
		for range 1000 {
			all.Go(func() {
				if b.Enter(ctx, &limit.Turn{}, patient()) != nil {
					given.Add(1)
				}
			})
		}
		synctest.Wait()
		began := time.Now()
		last := &limit.Turn{}
		all.Go(func() { _ = b.Enter(t.Context(), last, patient()) })
		synctest.Wait()
		cancel()
		synctest.Wait()
		require.GreaterOrEqual(t, given.Load(), int32(998))
		require.Zero(t, time.Since(began))
		all.Wait()
		require.LessOrEqual(t, time.Since(began), 2*time.Second, "those who left are not waited for")
	})
}

// TestClosed: a pause that is too long is an error at once, a wait that does not
// end is no queue, and one request a minute finds out whether it has ended.
func TestClosed(t *testing.T) {
	t.Parallel()
	for name, said := range map[string]limit.Response{
		"blocked":       {Refused: true, Blocked: true, Pause: limit.Never},
		"blocked, mute": {Blocked: true},
		"for ever":      {Refused: true, Pause: limit.Never},
		"for a day":     {Refused: true, Pause: 24 * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				b := &limit.Burst{}
				how := limit.Wait{Patience: time.Minute}
				var all sync.WaitGroup
				ctx := t.Context()
				b.Leave(entered(t, b), limit.Response{Accepted: true, Rate: 1, Bucket: 1, Left: 0})
				for range 100 { // they queue, and then nothing goes any more
					all.Go(func() {
						if turn := (&limit.Turn{}); b.Enter(ctx, turn, how) == nil {
							b.Leave(turn, said)
						}
					})
				}
				all.Wait()
				began := time.Now()
				sent := 0
				for time.Since(began) < time.Hour {
					turn := &limit.Turn{}
					if err := b.Enter(ctx, turn, how); err == nil {
						sent++
						b.Leave(turn, said)
					} else {
						require.ErrorAs(t, err, new(*limit.ClosedError))
					}
					time.Sleep(time.Second)
				}
				require.LessOrEqual(t, sent, 60)
				require.Greater(t, sent, 50)
				// Accepted once, it is open again.
				time.Sleep(time.Minute)
				b.Leave(entered(t, b), limit.Response{Accepted: true, Rate: 100, Bucket: 100, Left: 99})
				b.Leave(entered(t, b), limit.Response{Accepted: true, Rate: 100, Bucket: 100, Left: 99})
			})
		})
	}
}

func entered(t *testing.T, b *limit.Burst) *limit.Turn {
	t.Helper()
	turn := &limit.Turn{}
	require.NoError(t, b.Enter(t.Context(), turn, limit.Wait{Patience: time.Minute}))
	return turn
}

// TestNobodyWaitsForWhatWasNotNamed: neither before a limit is named nor with
// waits off.
func TestNobodyWaitsForWhatWasNotNamed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := &limit.Burst{}
		began := time.Now()
		for range 1000 {
			b.Leave(entered(t, b), limit.Response{Accepted: true})
			entered(t, b) // and never comes back
		}
		b.Leave(entered(t, b), limit.Response{Accepted: true, Bucket: 1000, Left: 999})
		for range 100 {
			b.Leave(entered(t, b), limit.Response{Accepted: true, Bucket: 1000, Left: 900})
		}
		b.Leave(entered(t, b), limit.Response{Refused: true, Pause: 25 * time.Second})
		require.NoError(t, b.Enter(t.Context(), &limit.Turn{}, limit.Wait{Off: true}))
		require.Zero(t, time.Since(began))
		entered(t, b)
		require.GreaterOrEqual(t, time.Since(began), 25*time.Second)
	})
}

// TestLongWaitsAreTold: with the end that is known when they begin.
func TestLongWaitsAreTold(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := &limit.Burst{}
		b.Leave(entered(t, b), limit.Response{Refused: true, Pause: 20 * time.Second})
		var told time.Time
		began := time.Now()
		require.NoError(t, b.Enter(t.Context(), &limit.Turn{}, limit.Wait{
			Patience: time.Minute, Tell: func(end time.Time) { told = end },
		}))
		require.Equal(t, time.Since(began), told.Sub(began))
		require.GreaterOrEqual(t, told.Sub(began), 20*time.Second)
	})
}

// TestDeadlines: a pause that ends after the context's deadline is not begun.
func TestDeadlines(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := &limit.Burst{}
		b.Leave(entered(t, b), limit.Response{Refused: true, Pause: 20 * time.Second})
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		began := time.Now()
		require.ErrorAs(t, b.Enter(ctx, &limit.Turn{}, patient()), new(*limit.ClosedError))
		require.Zero(t, time.Since(began))
	})
}
