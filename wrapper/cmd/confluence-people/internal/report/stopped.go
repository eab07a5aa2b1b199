package report

import (
	"context"
	"errors"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// Stop says in few words why a run ended before its time and when to give the command
// again, where that is known: it was interrupted, or a limit is used up. It is false
// for any other failure.
func Stop(err error) (why, again string, ok bool) {
	again = "run the same command again"
	if errors.Is(err, context.Canceled) {
		return "interrupted", again, true
	}
	failure, isCall := errors.AsType[*confluence.Error](err)
	if !isCall || failure.Reset.IsZero() {
		return "", again, false
	}
	why = "the rate limit is used up"
	if errors.Is(err, confluence.ErrQuota) {
		why = "the quota is used up"
	}
	reset := failure.Reset.UTC().Add(time.Second - 1) // no earlier than that
	layout := "15:04:05 UTC"
	if now := time.Now().UTC(); reset.YearDay() != now.YearDay() {
		layout = "2006-01-02 15:04:05 UTC"
	}
	return why, again + " after " + reset.Format(layout), true
}

// Stopped tells why something that keeps a journal ended before its time.
func (r *Reporter) Stopped(err error, journal string) {
	why, again, ok := Stop(err)
	if !ok {
		why = err.Error()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	text := why + "; " + again + " to go on"
	if journal != "" {
		text += " (journal: " + journal + ")"
	}
	switch {
	case r.Mode == JSON:
		r.event("error", map[string]any{"error": text})
	case ok:
		r.wrong("stopped: " + text)
	default:
		r.wrong("confluence-people: " + text)
	}
}
