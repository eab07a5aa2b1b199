package confluence

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// patience bounds how long a request waits for another one's response to learn
// what the service allows. A slow response must not hold up the rest.
const patience = time.Second

// limits is where all requests of a connection pass before each attempt. While
// the service names no rate limit it is open. When it does, requests that run
// side by side slow down together instead of being refused one by one: no more
// are under way than there are tokens left, and an empty bucket is given the
// time to fill that the service last asked for.
type limits struct {
	mu   sync.Mutex
	news chan struct{} // closed when an response has arrived; nil while nobody waits

	under     int       // attempts under way
	moved     time.Time // when an attempt last began or ended
	responded bool      // there has been an response
	limited   bool      // the last response named a limit
	credit    int       // attempts that may begin before there is news
	alone     bool      // the next response is to an attempt that began with none beside it
	empty     time.Time // when the bucket was last seen empty
	refill    time.Duration
	until     time.Time // nothing is allowed before, says the service
}

// pass waits until an attempt may begin. It does not wait longer than most at a
// time, nor for what lies beyond the context's deadline: that is the service's to
// refuse.
func (l *limits) pass(ctx context.Context, most time.Duration) error {
	began := time.Now()
	if deadline, set := ctx.Deadline(); set {
		most = min(most, time.Until(deadline))
	}
	for {
		wait, news := l.admit(time.Now(), began, most)
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
			return whyEnded(ctx)
		}
	}
}

// admit lets an attempt begin, or returns how long to wait unless there is news.
func (l *limits) admit(now, began time.Time, most time.Duration) (time.Duration, <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var wait time.Duration
	switch {
	case !l.responded && l.under > 0:
		// Nothing is known of the service, and a response is on its way.
		wait = began.Add(patience).Sub(now)
	case l.limited && l.credit <= 0 && l.under > 0:
		// No token is left that is known of, and a response is on its way.
		wait = l.moved.Add(patience).Sub(now)
	case l.limited && l.credit <= 0:
		wait = max(l.empty.Add(l.refill).Sub(now), l.until.Sub(now))
	}
	if wait > 0 && wait <= most {
		if l.news == nil {
			l.news = make(chan struct{})
		}
		return wait, l.news
	}
	// One that is let through for want of news finds out, as one alone does.
	l.alone = l.alone || l.under == 0 || l.limited && l.credit <= 0
	l.under++
	l.credit--
	l.moved = now
	return 0, nil
}

// leave notes that an attempt has ended, and what its response says of limits. A
// failed attempt has none.
func (l *limits) leave(resp *http.Response, most time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.under--
	l.moved = time.Now()
	if resp != nil {
		l.learn(resp, l.moved, most)
	}
	if l.news != nil {
		close(l.news)
		l.news = nil
	}
}

func (l *limits) learn(resp *http.Response, now time.Time, most time.Duration) {
	l.responded = true
	left, named := tokensLeft(resp)
	if l.limited = named; !named {
		return
	}
	// The service may not have counted yet what is under way, and responses arrive
	// in any order: they can lower the credit, and only one to an attempt that
	// began alone can raise it.
	if credit := left - l.under; l.alone || credit < l.credit {
		l.credit = credit
	}
	l.alone = false
	if left == 0 {
		l.empty = now
	}
	if asked, told := retryAfter(resp, now); told && asked <= most {
		l.until = now.Add(asked)
	}
	if refill := refillTime(resp, now); refill > 0 {
		l.refill = refill
	}
}

// tokensLeft returns how many requests an response says are still allowed, if it
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
// response tells: Data Center always does, Cloud with a refusal.
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

// readRateLimit returns what a response says of the rate limit.
func readRateLimit(resp *http.Response) RateLimit {
	left, named := tokensLeft(resp)
	if !named {
		return RateLimit{}
	}
	limit, _ := strconv.Atoi(resp.Header.Get("X-Ratelimit-Limit")) // 0 where it is not named
	said := RateLimit{Named: true, Limit: limit, Remaining: left}
	if reset, ok := parseReset(resp.Header); ok {
		said.Reset = reset
	}
	return said
}
