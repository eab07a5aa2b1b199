package limit

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"
)

// Quota is a budget of points for each hour, which all requests that share it
// spend. What the service says is left decides. The own account is an estimate:
// it makes requests go one at a time where the end must be near, so that one
// refusal finds it, and stops nobody. It is safe for concurrent use.
type Quota struct {
	reserve int
	share   func(ctx context.Context, mine Share) (Share, error)
	jitter  time.Duration // those who were told the same time do not come back together

	mu          sync.Mutex
	order       uint64
	interactive line
	background  line
	timer       *time.Timer
	account     account
	wall        wall
	shared      shared
}

// Options are what a program knows of its quota.
type Options struct {
	// Limit is how many points an hour has; 0 if that is not known.
	Limit int
	// Reserve is how many of them background work leaves to interactive requests.
	Reserve int
	// Share exchanges what this process spent with others; nil where there are
	// none.
	Share func(ctx context.Context, mine Share) (Share, error)
}

// NewQuota returns a budget that nothing was spent of.
func NewQuota(options Options) *Quota {
	return &Quota{
		reserve: options.Reserve, share: options.Share,
		jitter:  time.Second + rand.N(5*time.Second), //nolint:gosec // jitter needs no secrecy
		account: account{limit: options.Limit},
	}
}

// Spending is one request on its way through a budget, over all of its attempts.
type Spending struct {
	// Cost is what the request is expected to cost.
	Cost int
	// Interactive is whether somebody waits for it, so that it may use the reserve.
	Interactive bool

	first   time.Time // when it entered first
	order   uint64    // among all that were sent
	end     time.Time // of the window it was sent in
	charged int
	alone   bool // it tries whether requests are let through again
}

// verdict is whether a request may be sent.
type verdict int

const (
	goes          verdict = iota
	afterResponse         // when another's response has come
	whenRenewed           // when the quota is renewed
)

// Enter waits until a request may be sent, and sets its cost aside. Its error is
// a [*ClosedError] or that of the context. Every Enter without an error needs a
// Leave.
func (q *Quota) Enter(ctx context.Context, s *Spending, how Wait) error {
	q.exchange(ctx, false)
	q.mu.Lock()
	now := time.Now()
	if s.first.IsZero() {
		s.first = now
	}
	patience := after(s.first, how.Patience)
	if how.Off {
		patience = now
	}
	line := q.lineOf(s.Interactive)
	what, until := q.check(s.Cost, s.Interactive, now)
	switch {
	case what == goes && line.length == 0, what == afterResponse && how.Off:
		q.send(s)
		q.mu.Unlock()
		return nil
	case what == whenRenewed && (until.After(patience) || outlasts(ctx, until)):
		defer q.mu.Unlock()
		switch {
		case q.wall.mayProbe(now):
			q.wall.next = true
			fallthrough
		case q.isLeft(s.Interactive, now):
			q.send(s)
			return nil
		}
		return q.closed(s, until, now)
	}
	w := &waiter{spending: s, again: s.order > 0, patience: patience, ready: make(chan error, 1), tell: how.Tell}
	line.push(w)
	q.dispatch(now)
	q.mu.Unlock()

	ended := true // also where what tells of the wait panics
	defer func() {
		if ended {
			q.abandon(w)
		}
	}()
	var err error
	err, ended = w.wait(ctx, until, now)
	return err
}

// abandon takes out a request that does not wait any longer.
func (q *Quota) abandon(w *waiter) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if w.line != nil {
		w.line.remove(w)
	} else if err := <-w.ready; err == nil { // let through at the same moment
		q.account.release(w.spending)
		q.wall.done(w.spending, false)
	}
	q.dispatch(time.Now())
}

// Leave says how a request that entered has ended, and what it cost.
func (q *Quota) Leave(ctx context.Context, s *Spending, said QuotaResponse, cost int) {
	q.mu.Lock()
	now := time.Now()
	q.account.release(s)
	q.account.clock(said.Date, now)
	news := false
	switch {
	case said.Refused && s.order <= q.wall.order:
		// It was sent before it was known that nothing is left.
	case said.Refused:
		q.close(s, said, now)
		news = true
	default:
		q.account.charge(s, cost)
		if said.Told {
			q.account.tell(said, now)
		}
	}
	q.wall.done(s, !said.Refused && !said.Lost)
	q.dispatch(now)
	q.mu.Unlock()
	if news {
		q.exchange(ctx, true)
	}
}

// Correct replaces what a request was charged by what it is known to have cost.
func (q *Quota) Correct(s *Spending, cost int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.account.charge(s, cost)
}

// WantsDate reports whether the time of the service is worth reading.
func (q *Quota) WantsDate(now time.Time) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return now.Sub(q.account.clocked) > time.Minute
}

func (q *Quota) lineOf(interactive bool) *line {
	if interactive {
		return &q.interactive
	}
	return &q.background
}

// check decides whether a request may be sent, or when.
func (q *Quota) check(cost int, interactive bool, now time.Time) (verdict, time.Time) {
	q.roll(now)
	a := &q.account
	reserve := q.reserve
	if interactive {
		reserve = 0
	}
	switch {
	case q.wall.until.After(now):
		return whenRenewed, q.wall.until
	case q.wall.trying:
		return afterResponse, now
	case q.wall.next:
		return goes, now
	}
	a.doubt(cost)
	left, known := a.remaining()
	switch {
	case a.told && left < cost+reserve, !a.told && known && reserve > 0 && left < cost+reserve:
		if a.under > 0 {
			return afterResponse, now
		}
		a.stopped = true
		return whenRenewed, a.end.Add(q.jitter)
	case a.under > 0 && a.isNearTheEnd(cost, reserve):
		return afterResponse, now
	}
	return goes, now
}

// closed says until when a request is not sent, and what is left all the same.
func (q *Quota) closed(s *Spending, until, now time.Time) *ClosedError {
	e := &ClosedError{Until: until}
	if q.wall.until.After(now) {
		return e
	}
	left, _ := q.account.remaining()
	e.Left = max(left, 0)
	if !s.Interactive {
		e.Reserve = min(q.reserve, e.Left)
	}
	return e
}

// roll begins a new window where the old one has ended. If somebody waited for
// it, the first request goes alone.
func (q *Quota) roll(now time.Time) {
	if q.account.roll(now, q.jitter) {
		q.wall.next = true
	}
}

// isLeft reports whether something is left, if less than a request may cost. One
// that would not wait may try.
func (q *Quota) isLeft(interactive bool, now time.Time) bool {
	a := &q.account
	return !q.wall.until.After(now) && a.told && a.left > 0 && a.under == 0 && (interactive || q.reserve == 0)
}

// send lets a request go.
func (q *Quota) send(s *Spending) {
	q.order++
	s.order, s.end, s.charged = q.order, q.account.end, 0
	s.alone = q.wall.begin()
	q.account.hold(s)
}

// dispatch lets go whoever may, and sets the timer for the next.
func (q *Quota) dispatch(now time.Time) {
	var wake time.Time
	for _, line := range []*line{&q.interactive, &q.background} {
		for line.head != nil {
			w := line.head
			what, until := q.check(w.spending.Cost, w.spending.Interactive, now)
			if what == goes {
				q.send(w.spending)
				w.release(nil)
				continue
			}
			if what == whenRenewed && w.patience.Before(until) {
				w.release(q.closed(w.spending, until, now))
				continue
			}
			if what == whenRenewed && (wake.IsZero() || until.Before(wake)) {
				wake = until
			}
			break
		}
	}
	switch {
	case wake.IsZero() && q.timer != nil:
		q.timer.Stop()
	case wake.IsZero():
	case q.timer == nil:
		q.timer = time.AfterFunc(wake.Sub(now), q.tick)
	default:
		q.timer.Reset(wake.Sub(now))
	}
}

func (q *Quota) tick() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.dispatch(time.Now())
}
