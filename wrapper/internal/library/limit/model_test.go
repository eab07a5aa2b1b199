package limit_test

import (
	"context"
	"math"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/limit"
)

// telling is what a service says of its bucket.
type telling int

const (
	tellsRate   telling = iota // as Data Center: rate, bucket and what is left, on every response
	tellsLeft                  // as Cloud: bucket and what is left
	tellsNaught                // nothing but a refusal
)

// bucket is a service with a real bucket of tokens, a way to it and back.
type bucket struct {
	size, perSecond float64
	tells           telling
	latency         time.Duration

	busy              atomic.Int64 // time that requests took in all
	mu                sync.Mutex
	tokens            float64
	filled            time.Time
	accepted, refused int
	blind             int       // refused before anything was known: sent before the first response
	first             time.Time // when the first response came back
}

func newBucket(size, perSecond float64, tells telling, latency time.Duration) *bucket {
	return &bucket{size: size, perSecond: perSecond, tells: tells, latency: latency, tokens: size, filled: time.Now()}
}

// do sends a request: half of the time there, half of it back, both uneven.
func (b *bucket) do() limit.Response {
	way := func() {
		took := b.latency/2*9/10 + rand.N(b.latency/10+1)
		b.busy.Add(int64(took))
		time.Sleep(took)
	}
	sent := time.Now()
	way()
	said := b.take()
	way()
	b.mu.Lock()
	defer b.mu.Unlock()
	if said.Refused && (b.first.IsZero() || sent.Before(b.first)) {
		b.blind++
	}
	if b.first.IsZero() {
		b.first = time.Now()
	}
	return said
}

func (b *bucket) take() limit.Response {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	b.tokens = min(b.size, b.tokens+now.Sub(b.filled).Seconds()*b.perSecond)
	b.filled = now
	said := limit.Response{Refused: b.tokens < 1, Guess: time.Second / 2}
	if said.Refused {
		b.refused++
		said.Pause = time.Duration(math.Ceil((1-b.tokens)/b.perSecond)) * time.Second
	} else {
		b.tokens--
		b.accepted++
		said.Accepted = true
	}
	switch b.tells {
	case tellsRate:
		said.Rate = b.perSecond
		fallthrough
	case tellsLeft:
		said.Bucket, said.Left = int(b.size), int(b.tokens)
	case tellsNaught:
	}
	return said
}

func patient() limit.Wait { return limit.Wait{Patience: time.Hour} }

// send sends a request until it is accepted.
func send(ctx context.Context, b *limit.Burst, service *bucket) error {
	var turn limit.Turn
	for {
		if err := b.Enter(ctx, &turn, patient()); err != nil {
			return err
		}
		said := service.do()
		b.Leave(&turn, said)
		if !said.Refused {
			return nil
		}
	}
}

// job has several clients with several workers each send n requests each, and
// returns how long that took.
func job(t *testing.T, service *bucket, clients, workers, n int) time.Duration {
	t.Helper()
	began := time.Now()
	var all sync.WaitGroup
	for range clients {
		b := &limit.Burst{}
		todo := make(chan struct{}, n)
		for range n {
			todo <- struct{}{}
		}
		close(todo)
		for range workers {
			all.Go(func() {
				for range todo {
					if err := send(t.Context(), b, service); err != nil {
						t.Error(err)
					}
				}
			})
		}
	}
	all.Wait()
	return time.Since(began)
}
