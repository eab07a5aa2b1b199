package confluence

import (
	"context"
	"slices"
	"time"
)

// Operation names what a request is for, without saying whom it is about.
type Operation struct {
	// ID is the operationId in the contract, such as "getUser"; empty for
	// requests outside of it.
	ID string
	// Method is the HTTP method.
	Method string
	// Path is the path template, such as "/wiki/rest/api/user/{userId}/property".
	Path string
}

// Observer is told about calls and their attempts, for traces and metrics. See
// [WithObserver]. A field may be nil. The functions run in the goroutine of the
// call and must be safe for concurrent use.
type Observer struct {
	// Call is called when a call begins. The context it returns is that of all
	// attempts; the function it returns, unless it is nil, is called when the
	// call has ended.
	Call func(ctx context.Context, op Operation) (context.Context, func(CallResult))
	// Attempt is called when an attempt begins, with its number from 1. The
	// context it returns is that of the attempt; the function it returns, unless
	// it is nil, is called when the attempt has ended.
	Attempt func(ctx context.Context, op Operation, number int) (context.Context, func(AttemptResult))
	// Wait is called before the connection waits.
	Wait func(ctx context.Context, op Operation, wait Wait)
}

// CallResult is how a call ended.
type CallResult struct {
	// StatusCode is the HTTP status of the last response; 0 without one.
	StatusCode int
	// Attempts is how often the request was sent.
	Attempts int
	// Duration is the time of the call, waits included.
	Duration time.Duration
	// Err is nil or what the caller gets.
	Err error
}

// AttemptResult is how an attempt ended.
type AttemptResult struct {
	// StatusCode is the HTTP status; 0 where no response came.
	StatusCode int
	// Duration is the time of the attempt, the body of the response included.
	Duration time.Duration
	// Err is nil or what went wrong.
	Err error
}

// Wait is a pause before the next attempt: before every retry, and before the first
// attempt where a limit holds it back for longer than a second.
type Wait struct {
	// Reason is why the connection waits.
	Reason WaitReason
	// Duration is how long it waits; 0 where that depends on other requests.
	Duration time.Duration
	// End is when the wait ends as far as is known; zero where it depends on other
	// requests.
	End time.Time
	// Attempt is the number of the attempt that is waited for.
	Attempt int
	// Err is how the attempt before ended; nil before the first one.
	Err error
}

// WaitReason is why a connection waits.
type WaitReason string

// The reasons to wait.
const (
	// WaitRetry is the pause before a request is sent again.
	WaitRetry WaitReason = "retry"
	// WaitRateLimit is a wait for a rate limit to allow more, or a pause that the
	// service asked for.
	WaitRateLimit WaitReason = "rate limit"
	// WaitQuota is a wait for the quota of points to be renewed.
	WaitQuota WaitReason = "quota"
)

type operationKey struct{}

// carrier is the context of all attempts of a call, by which transports find out
// what they are for.
type carrier struct {
	context.Context //nolint:containedctx // it is one

	call *call
}

// Value returns the call, or what the caller's context holds.
func (c *carrier) Value(key any) any {
	if _, ok := key.(operationKey); ok {
		return c.call
	}
	return c.Context.Value(key)
}

// OperationFrom returns the operation that a request is for, from the request's
// context. It is meant for a transport, whose requests know only their filled-in
// path. It reports false outside of a connection.
func OperationFrom(ctx context.Context) (Operation, bool) {
	call, ok := ctx.Value(operationKey{}).(*call)
	if !ok {
		return Operation{}, false
	}
	return call.operation(), true
}

// beginAttempt tells the observers that an attempt begins. The function it
// returns tells them how it ended.
func (call *call) beginAttempt(ctx context.Context) (context.Context, func(outcome) outcome) {
	if !call.observed() {
		return ctx, func(o outcome) outcome { return o }
	}
	began := time.Now()
	var ended []func(AttemptResult)
	for _, o := range call.conn.settings.observers {
		if o.Attempt == nil {
			continue
		}
		inner, end := o.Attempt(ctx, call.operation(), call.attempts)
		if inner != nil {
			ctx = inner //nolint:fatcontext // observers nest, and are few
		}
		if end != nil {
			ended = append(ended, end)
		}
	}
	return ctx, func(o outcome) outcome {
		result := AttemptResult{StatusCode: call.last.StatusCode, Duration: time.Since(began)}
		if o.err != nil {
			result.Err = o.err
		}
		for _, end := range slices.Backward(ended) {
			end(result)
		}
		return o
	}
}

// tells reports whether anybody is told of waits.
func (call *call) tells() bool { return call.observed() || call.conn.settings.logger != nil }

// tellRetry tells the observers and the log of a pause before a retry.
func (call *call) tellRetry(pause time.Duration, last outcome) {
	wait := Wait{Reason: WaitRetry, Duration: pause, End: time.Now().Add(pause), Err: last.err}
	if last.told && last.asked > 0 {
		wait.Reason = WaitRateLimit
	}
	call.tellWait(wait, last.err)
}

// tellLimit tells them that a limit holds the call back, and until when, if that is
// known.
func (call *call) tellLimit(reason WaitReason, end time.Time, last *Error) {
	wait := Wait{Reason: reason, End: end}
	if !end.IsZero() {
		wait.Duration = max(time.Until(end), 0)
	}
	if last != nil {
		wait.Err = last
	}
	call.tellWait(wait, last)
}

func (call *call) tellWait(wait Wait, last *Error) {
	wait.Attempt = call.attempts + 1
	call.logWait(wait, last)
	for _, o := range call.conn.settings.observers {
		if o.Wait != nil {
			o.Wait(call.ctx, call.operation(), wait)
		}
	}
}
