package limit

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"
)

// Response is what a response said of a burst limit. The zero value says nothing.
type Response struct {
	// Refused is whether the limit refused the request, Accepted whether the service
	// dealt with it; neither if no response came.
	Refused, Accepted bool
	// Blocked is whether the limit allows nothing at all.
	Blocked bool
	// Pause is how long the service asks to wait, or [Never]; 0 if it does not. With
	// a response that is no refusal it means that nothing is left.
	Pause time.Duration
	// Guess is how long to wait after a refusal that does not say.
	Guess time.Duration
	// Bucket is how many requests the limit allows at once; 0 if it is not told.
	Bucket int
	// Left is how many requests are still allowed, where Bucket is told.
	Left int
	// Rate is how many requests a second are allowed in the long run; 0 if it is
	// not told.
	Rate float64
}

// Turn is one request on its way through a limiter, over all of its attempts.
type Turn struct {
	order   uint64
	epoch   uint64
	sent    time.Time
	refused time.Time // when it was refused first
	after   time.Time // it must not be sent again before
}

// Burst paces the requests that share a bucket of tokens. It is open until the
// service names a limit. Then requests go first come, first served, at a rate
// that follows what responses say; one that was refused goes first again. The
// zero value is ready for use. It is safe for concurrent use.
type Burst struct {
	mu    sync.Mutex
	order uint64
	again line // refused before
	line  line
	timer *time.Timer // for the head
	pace  pace
	next  time.Time // when the next request may go, by the rate

	paused    time.Time // nothing goes before, says the service
	pausedAt  time.Time
	asked     time.Duration // how long the service asked to pause
	probed    time.Time     // when one was let through in spite of a long pause
	impatient time.Time     // no waiter gives up a pause that ends earlier
}

// probeEvery is how often one request is let through while the limiter is
// closed, to see whether it still has to be.
const probeEvery = time.Minute

// Enter waits for the turn of a request. Its error is a [*ClosedError] or that
// of the context. Every Enter without an error needs a Leave.
func (b *Burst) Enter(ctx context.Context, turn *Turn, how Wait) error {
	b.mu.Lock()
	now := time.Now()
	if turn.order == 0 {
		b.order++
		turn.order = b.order
	}
	if how.Off || b.isOpen(now) && !turn.after.After(now) {
		b.start(turn, now)
		b.mu.Unlock()
		return nil
	}
	patience := after(now, how.Patience)
	if !turn.refused.IsZero() {
		patience = after(turn.refused, how.Patience)
	}
	until := b.paused
	if turn.after.After(until) {
		until = turn.after
	}
	if until.After(now) && (until.After(patience) || outlasts(ctx, until)) {
		defer b.mu.Unlock()
		if now.Sub(b.pausedAt) >= probeEvery && now.Sub(b.probed) >= probeEvery {
			b.probed = now
			b.start(turn, now)
			return nil
		}
		return &ClosedError{Until: until}
	}
	w := &waiter{order: turn.order, after: turn.after, patience: patience, ready: make(chan error, 1), tell: how.Tell}
	w.again = !turn.refused.IsZero()
	if b.impatient.IsZero() || patience.Before(b.impatient) {
		b.impatient = patience
	}
	if w.again {
		b.again.pushInOrder(w)
	} else {
		b.line.push(w)
	}
	end := b.end(w, now)
	b.dispatch(now)
	b.mu.Unlock()

	ended := true // also where what tells of the wait panics
	defer func() {
		if ended {
			b.abandon(w)
		}
	}()
	var err error
	if err, ended = w.wait(ctx, end, now); !ended && err == nil {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.pace.begin(turn, time.Now())
		b.pace.waited = true
	}
	return err
}

// abandon takes out a request that does not wait any longer.
func (b *Burst) abandon(w *waiter) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case w.line != nil:
		w.line.remove(w)
	case <-w.ready == nil: // let through at the same moment: another may go in its place
		b.next = b.next.Add(-b.pace.interval())
	default:
		return
	}
	b.dispatch(time.Now())
}

// Leave says how a request that entered has ended; said is the zero value where
// no response came.
func (b *Burst) Leave(turn *Turn, said Response) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	if said.Refused && turn.refused.IsZero() {
		turn.refused = now
	}
	b.pace.learn(turn, said, now)
	switch {
	case said.Blocked:
		b.pause(Never, now)
	case said.Refused:
		asked, pause := said.Pause, jittered(said.Pause)
		if asked <= 0 {
			asked, pause = said.Guess, said.Guess
		}
		turn.after = after(now, asked)
		// What was sent before the pause began could not know of it.
		if !turn.sent.Before(b.pausedAt) || asked > 2*b.asked {
			b.asked = asked
			b.pause(pause, now)
		}
	case said.Pause > 0:
		b.pause(said.Pause, now)
	case said.Accepted && turn.sent.After(b.pausedAt) && b.paused.After(now) && b.paused.Sub(b.pausedAt) > probeEvery:
		b.paused = now // what was probed is accepted again
	}
	b.dispatch(now)
}

// isOpen reports whether a request may go at once, before any other.
func (b *Burst) isOpen(now time.Time) bool {
	return b.again.length+b.line.length == 0 && !b.due(now).After(now)
}

// due returns when the next request may go.
func (b *Burst) due(now time.Time) time.Time {
	due := b.paused
	if b.pace.limited {
		if by := b.next.Add(-b.pace.slack()); by.After(due) {
			due = by
		}
	}
	if due.Before(now) {
		return now
	}
	return due
}

// end estimates when a request will go that stands last in its line.
func (b *Burst) end(w *waiter, now time.Time) time.Time {
	before := b.again.length - 1
	if w.line == &b.line {
		before += b.line.length
	}
	end := b.due(now).Add(time.Duration(before) * b.pace.interval())
	if w.after.After(end) {
		return w.after
	}
	return end
}

// start lets a request go.
func (b *Burst) start(turn *Turn, now time.Time) {
	b.take(now)
	b.pace.begin(turn, now)
}

// take uses the rate up for one request.
func (b *Burst) take(now time.Time) {
	if b.next.Before(now) {
		b.next = now
	}
	b.next = b.next.Add(b.pace.interval())
}

// dispatch lets go whoever may, and sets the timer for the next.
func (b *Burst) dispatch(now time.Time) {
	for {
		w := b.again.head
		if w == nil || w.after.After(now) && b.line.head != nil {
			w = b.line.head
		}
		if w == nil {
			b.impatient = time.Time{}
			if b.timer != nil {
				b.timer.Stop()
			}
			return
		}
		due := b.due(now)
		if w.after.After(due) {
			due = w.after
		}
		if due.After(now) {
			b.wakeAt(due.Sub(now))
			return
		}
		b.take(now)
		w.release(nil)
	}
}

func (b *Burst) wakeAt(pause time.Duration) {
	if b.timer == nil {
		b.timer = time.AfterFunc(pause, b.tick)
		return
	}
	b.timer.Reset(pause)
}

func (b *Burst) tick() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.dispatch(time.Now())
}

// pause lets nothing through for a while. The while adds nothing to what may go
// after it: others may have been as patient.
func (b *Burst) pause(pause time.Duration, now time.Time) {
	until := after(now, pause)
	if !until.After(b.paused) {
		return
	}
	b.paused, b.pausedAt = until, now
	if b.pace.limited {
		b.next = until.Add(b.pace.slack())
	}
	if !b.impatient.IsZero() && b.impatient.Before(until) {
		b.again.giveUp(until)
		b.line.giveUp(until)
	}
}

// jittered adds up to a fifth, at most five seconds, so that those who were told
// the same do not come back together.
func jittered(pause time.Duration) time.Duration {
	if pause <= 0 || pause >= Never-time.Minute {
		return pause
	}
	return pause + rand.N(max(min(pause/5, 5*time.Second), 1)) //nolint:gosec // jitter needs no secrecy
}
