package confluence

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/limit"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/operation"
)

// limits are the limits that hold back the requests of a connection.
type limits struct {
	// oneBucket is whether one burst limit holds for all requests together, as on
	// Data Center, where there is no quota. On Cloud each method and path has its
	// own, and a quota is common to all.
	oneBucket bool

	mu     sync.Mutex
	bursts map[burstKey]*limit.Burst
}

// burstKey names a burst limit.
type burstKey struct{ method, path string }

// burst returns the limiter of an operation.
func (l *limits) burst(op *operation.Operation) *limit.Burst {
	key := burstKey{op.Method, op.Path}
	if l.oneBucket {
		key = burstKey{}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	b := l.bursts[key]
	if b == nil {
		b = &limit.Burst{}
		if l.bursts == nil {
			l.bursts = map[burstKey]*limit.Burst{}
		}
		l.bursts[key] = b
	}
	return b
}

// withinLimits makes an attempt when the limits allow it, and another one as long
// as a limit refused it and the call has patience. A refusal by a limit does not
// come to the retry stage: it is neither counted nor waited for there.
func (c *Conn) withinLimits(call *call) outcome {
	p := &call.admission
	*p = admission{call: call, burst: c.limits.burst(call.op), turn: p.turn, spending: p.spending}
	if !c.limits.oneBucket {
		p.quota = c.budget.quota
		p.rows = call.op.Cost.MostRows(call.request.URL.RawQuery)
		p.spending.Cost, p.spending.Interactive = call.op.Cost.Of(p.rows), call.options.Interactive
	}
	for {
		if err := p.enter(); err != nil {
			return p.heldBack(err)
		}
		p.try()
		if !call.limits.refused || !p.goesOn() {
			return p.last
		}
	}
}

// admission is the way of a call through the limits.
type admission struct {
	call  *call
	burst *limit.Burst
	turn  limit.Turn
	quota *limit.Quota // nil where there is none
	rows  int          // how many the response may have

	spending limit.Spending

	last outcome // how the attempt before ended
}

// notSentError says that a request was kept back, and until when.
type notSentError struct {
	closed *limit.ClosedError
	reason WaitReason
}

func (e *notSentError) Error() string {
	if e.reason == WaitQuota {
		return "not sent: " + usedUp(e.closed.Until) + butFor(e.closed)
	}
	return fmt.Sprintf("not sent: the %s lets nothing through until %s", e.reason, e.closed.Until.UTC().Format(time.RFC3339))
}

// usedUp is what an error says of a quota.
func usedUp(until time.Time) string {
	return "the quota is used up until " + until.UTC().Format(time.RFC3339)
}

// butFor is what is left all the same, and why that is of no use to the call.
func butFor(closed *limit.ClosedError) string {
	switch {
	case closed.Left == 0:
		return ""
	case closed.Reserve == 0:
		return fmt.Sprintf(" but for %d points, fewer than it may cost", closed.Left)
	case closed.Reserve == closed.Left:
		return fmt.Sprintf(" but for %d points of the reserve", closed.Left)
	}
	return fmt.Sprintf(" but for %d points, of which %d are the reserve", closed.Left, closed.Reserve)
}

// enter waits until an attempt may begin: for the quota first, since it may take an
// hour, and a place in a queue must not be kept that long.
func (p *admission) enter() error {
	call := p.call
	if p.quota != nil {
		if err := p.quota.Enter(call.ctx, &p.spending, p.wait(WaitQuota, call.retry.QuotaPatience)); err != nil {
			return call.notSent(err, WaitQuota)
		}
	}
	entered := false
	defer func() { // also where an observer panics
		if !entered && p.quota != nil {
			p.quota.Leave(call.ctx, &p.spending, limit.QuotaResponse{Lost: true}, 0)
		}
	}()
	if err := p.burst.Enter(call.ctx, &p.turn, p.wait(WaitRateLimit, call.retry.BurstPatience)); err != nil {
		return call.notSent(err, WaitRateLimit)
	}
	entered = true
	return nil
}

// try makes an attempt that the limits allow. One that panics, as a transport may,
// must not leave others waiting for how it ended.
func (p *admission) try() {
	p.last = outcome{}
	defer p.leave()
	p.last = p.call.conn.attempt(p.call)
}

func (call *call) notSent(err error, reason WaitReason) error {
	if closed, ok := errors.AsType[*limit.ClosedError](err); ok {
		return &notSentError{closed, reason}
	}
	return whyEnded(call.ctx)
}

// wait is how the call waits for a limit.
func (p *admission) wait(reason WaitReason, patience time.Duration) limit.Wait {
	how := limit.Wait{Off: p.call.retry.MaxRetries == 0, Patience: patience}
	if p.call.tells() {
		how.Tell = func(end time.Time) { p.call.tellLimit(reason, end, p.last.err) }
	}
	return how
}

// leave tells the limits what the response said.
func (p *admission) leave() {
	call := p.call
	said := call.limits.burst
	if said.Refused {
		// What nobody named is guessed the same way whatever the call's own pauses are:
		// it holds for others, too.
		said.Guess = RetryOptions{}.withDefaults().backoff(call.refusals + 1)
	}
	p.burst.Leave(&p.turn, said)
	if p.quota == nil {
		return
	}
	answer := call.limits.quota
	answer.Lost = call.last.StatusCode == 0
	cost := 0
	switch {
	case p.last.unsent, call.limits.refused:
	case answer.Lost:
		cost = p.spending.Cost // whether it was served is not known
	case p.last.resp != nil:
		cost = call.op.Cost.Of(min(p.rows, call.limits.size/leastRow))
	default:
		cost = 1
	}
	p.quota.Leave(call.ctx, &p.spending, answer, cost)
	if failure := p.last.err; answer.Refused && failure != nil && !failure.Reset.IsZero() {
		if state := p.quota.State(); state.Closed {
			later := *failure // an observer may have the other
			later.Reset = state.Reset
			p.last.err = &later
		}
	}
}

// leastRow is the least that a user or a group takes in a response, in bytes. Until
// the rows are counted, there are no more than fit.
const leastRow = 64

// goesOn reports whether a request that was refused is sent again.
func (p *admission) goesOn() bool {
	call := p.call
	call.refusals++
	return call.retry.MaxRetries > 0 && (call.conn.settings.timeout <= 0 || call.left > 0)
}

// heldBack is the outcome of a call that may not be sent, or not again. What the
// service said last is worth more than that nobody waits for it.
func (p *admission) heldBack(err error) outcome {
	call := p.call
	kept, closed := errors.AsType[*notSentError](err)
	switch {
	case p.last.err != nil && closed:
		failure := *p.last.err // an observer may have the other
		if kept.closed.Until.After(failure.Reset) {
			failure.Reset = kept.closed.Until // before that, nothing is sent
		}
		p.last.err = &failure
		return p.last
	case p.last.err != nil:
		failure := *p.last.err
		failure.Err = err
		if p.last.err.Err != nil {
			failure.Err = fmt.Errorf("%w: %w", err, p.last.err.Err)
		}
		return outcome{err: &failure}
	case !closed:
		return outcome{err: call.fail(err)}
	}
	failure := call.fail(err)
	failure.Kind = ErrRateLimited
	if kept.reason == WaitQuota {
		failure.Kind = ErrQuota
	}
	failure.Reset = kept.closed.Until
	failure.RetryAfter = max(time.Until(failure.Reset).Round(time.Second), time.Second)
	return outcome{err: failure}
}

// countRows corrects what a request was charged when its rows are known.
func (call *call) countRows(rows int) {
	if c := call.conn; !c.limits.oneBucket {
		c.budget.quota.Correct(&call.admission.spending, call.op.Cost.Of(rows))
	}
}

// newLimits returns the limits for the operations of a contract.
func newLimits(operations *operation.Table) *limits {
	return &limits{oneBucket: operations != nil && operations.OneBucket}
}
