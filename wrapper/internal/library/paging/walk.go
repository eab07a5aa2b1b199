package paging

import (
	"context"
	"errors"
	"fmt"
	"iter"
)

// All walks through a listing page by page. Nothing is requested before the
// sequence is ranged over or after a break, ranging again starts again, and an
// error is yielded once, last, with the zero T.
//
// A row that was there for the whole walk is yielded exactly once, or the walk
// ends with an error, [confluence.ErrChanged] or [confluence.ErrStalled], as long
// as the service keeps its order and its pages have more than one row. One rule
// gives that: a page continues a walk if its first row is known, or if it is the
// very beginning. Every row that stayed and stood before a known row has been
// yielded, a page is a contiguous piece of the listing, and so yielding its
// unknown rows keeps that true, whenever and for whatever reason it was fetched.
//
// It cannot be had for rows that are taken out and put back behind the reader,
// for an order that is not stable, for rows without an identity while rows
// change, or where null rows fill a page. In a listing that never links to a next
// page, a page cut to the one known row looks like the end.
func All[T any](ctx context.Context, from Window, l Listing[T]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		err := check(ctx, from)
		if err == nil {
			err = walkThrough(ctx, from, l, func(row T) bool { return yield(row, nil) })
		}
		if err != nil {
			var zero T
			yield(zero, err)
		}
	}
}

// How a walk ends without an error: at the end of the listing, or because the
// consumer had enough.
var (
	errEnd   = errors.New("end of the listing")
	errBreak = errors.New("the range was left")
)

// walk is one way through a listing.
type walk[T any] struct {
	list  Listing[T]
	opts  Window
	floor int // offset of the first request; nothing before it is wanted
	yield func(T) bool
	// late is told how many of the rows that were yielded last came into the middle of
	// what was read, and where the first of them stands; nil for nobody.
	late  func(n int, place Place)
	reach int // the furthest offset that the walk has been at

	known   *seen
	earlier *earlier // the walk that this one goes on from; nil: there is none
	place   place[T]
	guard   guard
	ahead   ahead[T]
	kept    []*page[T] // pages that do not connect yet, by offset

	probes int // requests behind a single row that found rows, since the last new row
	gaps   int // empty pages that are not the end, since the last new row
	hole   int // offset of the last of them
}

// walkThrough yields the rows until the end, an error, or a break.
func walkThrough[T any](ctx context.Context, from Window, l Listing[T], yield func(T) bool) error {
	w := newWalk(from, l, yield)
	w.ahead.open(ctx, &w.list)
	defer w.ahead.close()
	at, err := w.floor, error(nil)
	for err == nil {
		at, err = w.step(at)
	}
	if errors.Is(err, errEnd) || errors.Is(err, errBreak) {
		return nil
	}
	return err
}

func newWalk[T any](from Window, l Listing[T], yield func(T) bool) *walk[T] {
	// The row before the start is asked for, too: it tells later whether what is
	// at the start still is what was there.
	floor := max(from.Start-1, 0)
	w := &walk[T]{list: l, opts: from, floor: floor, yield: yield, known: newSeen()}
	w.place = place[T]{anchor: floor, end: from.Start, given: from.Limit, limit: from.Limit, most: l.Most}
	w.guard.slack = 100 + float64(from.Ahead)
	return w
}

// step reads the page at an offset and returns where to read on.
func (w *walk[T]) step(at int) (int, error) {
	p, err := w.look(at)
	if err != nil {
		return 0, err
	}
	how := w.joint(p)
	if how == apart {
		return w.back(p)
	}
	if err := w.take(p, how); err != nil {
		return 0, err
	}
	return w.onward()
}

// look gets the page at an offset and checks that it is the one.
func (w *walk[T]) look(at int) (*page[T], error) {
	b, err := w.ahead.get(at, w.place.ask(at))
	if err != nil {
		return nil, w.whileAsking(err)
	}
	p := w.survey(b, at)
	return p, w.guard.check(p.mark())
}

// whileAsking says of an error that it may be of no account: a last page that is
// full, without a link to another, does not tell whether there is one.
func (w *walk[T]) whileAsking(err error) error {
	last := w.place.last
	if last == nil || last.Next || last.Unlinked || last.short(last.at) || !last.full() || len(w.kept) > 0 {
		return err
	}
	return fmt.Errorf("confluence: all rows that the service linked to have come, which is likely all there are; asking for more: %w", err)
}

// onward returns where to read on after the pages that were taken, or how the
// walk ends.
func (w *walk[T]) onward() (int, error) {
	if err := w.retry(); err != nil {
		return 0, err
	}
	last := w.place.last
	switch {
	case len(last.Rows) == 0:
		return w.vacant(last)
	case !last.more():
		return 0, errEnd
	case w.place.stuck && w.place.alone():
		return 0, errEnd
	case w.place.stuck || w.place.run() >= max(w.list.Most, w.place.largest):
		return w.probe()
	}
	return w.place.anchor, nil
}
