package confluence

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// patience bounds how long a request waits for another one's answer to learn
// what the service allows. A slow answer must not hold up the rest.
const patience = time.Second

// gate is where all requests of a connection pass before each attempt. While
// the service names no rate limit it is open. When it does, requests that run
// side by side slow down together instead of being refused one by one: no more
// are under way than there are tokens left, and an empty bucket is given the
// time to fill that the service last asked for.
type gate struct {
	mu   sync.Mutex
	news chan struct{} // closed when an answer has arrived; nil while nobody waits

	under    int       // attempts under way
	moved    time.Time // when an attempt last began or ended
	answered bool      // there has been an answer
	limited  bool      // the last answer named a limit
	credit   int       // attempts that may begin before there is news
	alone    bool      // the next answer is to an attempt that began with none beside it
	empty    time.Time // when the bucket was last seen empty
	refill   time.Duration
	until    time.Time // nothing is allowed before, says the service
}

// pass waits until an attempt may begin. It does not wait longer than most at a
// time, nor for what lies beyond the context's deadline: that is the service's to
// refuse.
func (g *gate) pass(ctx context.Context, most time.Duration) error {
	began := time.Now()
	if deadline, set := ctx.Deadline(); set {
		most = min(most, time.Until(deadline))
	}
	for {
		wait, news := g.admit(time.Now(), began, most)
		if wait <= 0 {
			return nil
		}
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-news:
			timer.Stop()
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
	}
}

// admit lets an attempt begin, or returns how long to wait unless there is news.
func (g *gate) admit(now, began time.Time, most time.Duration) (time.Duration, <-chan struct{}) {
	g.mu.Lock()
	defer g.mu.Unlock()
	var wait time.Duration
	switch {
	case !g.answered && g.under > 0:
		// Nothing is known of the service, and an answer is on its way.
		wait = began.Add(patience).Sub(now)
	case g.limited && g.credit <= 0 && g.under > 0:
		// No token is left that is known of, and an answer is on its way.
		wait = g.moved.Add(patience).Sub(now)
	case g.limited && g.credit <= 0:
		wait = max(g.empty.Add(g.refill).Sub(now), g.until.Sub(now))
	}
	if wait > 0 && wait <= most {
		if g.news == nil {
			g.news = make(chan struct{})
		}
		return wait, g.news
	}
	// One that is let through for want of news finds out, as one alone does.
	g.alone = g.alone || g.under == 0 || g.limited && g.credit <= 0
	g.under++
	g.credit--
	g.moved = now
	return 0, nil
}

// leave notes that an attempt has ended, and what its answer says of limits. A
// failed attempt has none.
func (g *gate) leave(resp *http.Response, most time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.under--
	g.moved = time.Now()
	if resp != nil {
		g.learn(resp, g.moved, most)
	}
	if g.news != nil {
		close(g.news)
		g.news = nil
	}
}

func (g *gate) learn(resp *http.Response, now time.Time, most time.Duration) {
	g.answered = true
	left, named := tokensLeft(resp)
	if g.limited = named; !named {
		return
	}
	// The service may not have counted yet what is under way, and answers arrive
	// in any order: they can lower the credit, and only one to an attempt that
	// began alone can raise it.
	if credit := left - g.under; g.alone || credit < g.credit {
		g.credit = credit
	}
	g.alone = false
	if left == 0 {
		g.empty = now
	}
	if asked, told := retryAfter(resp, now); told && asked <= most {
		g.until = now.Add(asked)
	}
	if refill := refillTime(resp, now); refill > 0 {
		g.refill = refill
	}
}

// tokensLeft returns how many requests an answer says are still allowed, if it
// says so.
func tokensLeft(resp *http.Response) (int, bool) {
	if resp.StatusCode == http.StatusTooManyRequests {
		return 0, true
	}
	remaining := resp.Header.Get("X-Ratelimit-Remaining")
	if remaining == "" {
		return 0, false
	}
	left, err := strconv.Atoi(remaining)
	return left, err == nil && left >= 0
}

// longestRefill is the most that is taken for the time a bucket needs to fill.
// What takes longer is the end of some period, which comes once.
const longestRefill = 5 * time.Second

// refillTime returns how long an empty bucket takes to fill again, where an
// answer tells: Data Center always does, Cloud with a refusal.
func refillTime(resp *http.Response, now time.Time) time.Duration {
	refill, _ := retryAfter(resp, now)
	if rate, err := strconv.Atoi(resp.Header.Get("X-Ratelimit-Fillrate")); err == nil && rate > 0 {
		if seconds, err := strconv.Atoi(resp.Header.Get("X-Ratelimit-Interval-Seconds")); err == nil && seconds > 0 && seconds < 60 {
			refill = time.Duration(seconds) * time.Second
		}
	}
	if refill > longestRefill {
		return 0
	}
	return refill
}
