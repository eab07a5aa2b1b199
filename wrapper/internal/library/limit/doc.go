// Package limit holds requests back so that a service with limits refuses few of
// them and nobody waits for nothing.
//
// [Burst] paces the requests of one bucket of tokens, which fills within
// seconds. [Quota] keeps account of points that are renewed once an hour. Both
// know nothing of HTTP: they are told what a response said.
package limit

import (
	"context"
	"math"
	"time"
)

// Never is a pause without an end.
const Never = time.Duration(math.MaxInt64)

// Wait is how a request may wait.
type Wait struct {
	// Off sends a request at once where it would have to wait. It is still
	// refused where it is known to be in vain, see [Quota].
	Off bool
	// Patience is how long the request may wait for a pause to end.
	Patience time.Duration
	// Tell is told once that the request waits, if that takes longer than a second
	// or follows a refusal, and until when; the zero time if that is not known. It
	// may be nil.
	Tell func(end time.Time)
}

// ClosedError says that nothing is let through until a time that is too far away
// for the request at hand.
type ClosedError struct {
	// Until is when it opens again.
	Until time.Time
	// Left is how many points of a quota are left, too few for the request, and
	// Reserve how many of them it leaves to others.
	Left, Reserve int
}

// Error describes the failure.
func (e *ClosedError) Error() string {
	return "nothing is let through until " + e.Until.UTC().Format(time.RFC3339)
}

// after is now.Add without overflow: a pause without an end lasts a century.
func after(now time.Time, pause time.Duration) time.Time {
	const century = 100 * 365 * 24 * time.Hour
	return now.Add(min(max(pause, 0), century))
}

// worthTelling is the longest wait that is not told.
const worthTelling = time.Second

// outlasts reports whether a pause ends after the context's deadline.
func outlasts(ctx context.Context, end time.Time) bool {
	deadline, set := ctx.Deadline()
	return set && !deadline.After(end)
}
