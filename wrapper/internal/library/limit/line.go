package limit

import (
	"context"
	"time"
)

// waiter is one request that waits for its turn.
type waiter struct {
	order    uint64    // when it came, among all requests
	after    time.Time // it must not go before
	patience time.Time // a pause that ends later is not waited for
	ready    chan error
	tell     func(end time.Time)
	again    bool      // it was refused before
	spending *Spending // for a quota

	line       *line
	next, prev *waiter
}

// line is a queue that anyone can leave at any time.
type line struct {
	head, tail *waiter
	length     int
}

// push puts a waiter at the end.
func (l *line) push(w *waiter) {
	l.insert(w, l.tail)
}

// pushInOrder puts a waiter behind those that came before it. What was refused
// comes back nearly in order, so that looking from the end is quick.
func (l *line) pushInOrder(w *waiter) {
	behind := l.tail
	for behind != nil && behind.order > w.order {
		behind = behind.prev
	}
	l.insert(w, behind)
}

// insert puts a waiter behind another, or first where that is nil.
func (l *line) insert(w, behind *waiter) {
	w.line, w.prev = l, behind
	if behind == nil {
		w.next, l.head = l.head, w
	} else {
		w.next, behind.next = behind.next, w
	}
	if w.next == nil {
		l.tail = w
	} else {
		w.next.prev = w
	}
	l.length++
}

// remove takes a waiter out, wherever it stands.
func (l *line) remove(w *waiter) {
	if w.prev == nil {
		l.head = w.next
	} else {
		w.prev.next = w.next
	}
	if w.next == nil {
		l.tail = w.prev
	} else {
		w.next.prev = w.prev
	}
	w.line, w.next, w.prev = nil, nil, nil
	l.length--
}

// release ends the wait of a waiter that stands in a line.
func (w *waiter) release(err error) {
	w.line.remove(w)
	w.ready <- err
}

// giveUp fails those in the line that would not wait until then.
func (l *line) giveUp(until time.Time) {
	for w := l.head; w != nil; {
		next := w.next
		if w.patience.Before(until) {
			w.release(&ClosedError{Until: until})
		}
		w = next
	}
}

// wait waits for the turn of w. It reports whether the context ended first.
func (w *waiter) wait(ctx context.Context, end, now time.Time) (err error, ended bool) { //nolint:revive // the error is the one of the wait
	var late <-chan time.Time
	switch {
	case w.tell == nil:
	case end.Sub(now) > worthTelling, w.again:
		w.tell(end)
	default: // it may still take longer than it looks
		timer := time.NewTimer(worthTelling)
		defer timer.Stop()
		late = timer.C
	}
	for {
		select {
		case err := <-w.ready:
			return err, false
		case <-ctx.Done():
			return ctx.Err(), true
		case <-late:
			late = nil
			w.tell(time.Time{})
		}
	}
}
