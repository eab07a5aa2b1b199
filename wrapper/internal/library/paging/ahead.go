package paging

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// mostOffset is the last offset that can be sent.
const mostOffset = math.MaxInt32

// ahead gets pages, and pages that are likely to follow before they are asked
// for. Their offsets are guesses: services shorten pages in silence.
type ahead[T any] struct {
	ctx    context.Context //nolint:containedctx // a walk lives within one range over a sequence
	cancel context.CancelFunc
	done   sync.WaitGroup
	list   *Listing[T]

	window int           // how many pages to have under way
	stride int           // rows a page was expected to bring when they were begun
	pages  []*fetched[T] // by offset
}

// fetched is a page that is being fetched, or has been.
type fetched[T any] struct {
	at     int
	batch  *Batch[T]
	err    error
	panic  any // what the fetch panicked with
	ready  chan struct{}
	cancel context.CancelFunc
}

func (a *ahead[T]) open(ctx context.Context, list *Listing[T]) {
	a.list = list
	a.ctx, a.cancel = context.WithCancel(ctx) //nolint:gosec // G118: close calls it
}

// close ends everything that is under way and waits for it.
func (a *ahead[T]) close() {
	a.cancel()
	a.done.Wait()
}

// get returns the page at an offset: one of those under way, or a new one.
func (a *ahead[T]) get(at, limit int) (*Batch[T], error) {
	if err := a.ctx.Err(); err != nil {
		return nil, err
	}
	if at > mostOffset || at < 0 { // below zero where an int has 32 bits
		return nil, fmt.Errorf("%w: it goes on behind offset %d", confluence.ErrStalled, mostOffset)
	}
	i := slices.IndexFunc(a.pages, func(f *fetched[T]) bool { return f.at == at })
	if i < 0 {
		return a.list.fetch(a.ctx, Window{Start: at, Limit: limit})
	}
	f := a.pages[i]
	a.pages = slices.Delete(a.pages, i, i+1)
	<-f.ready // Fetch ends with the context
	if f.panic != nil {
		panic(f.panic) // where the caller can recover from it
	}
	return f.batch, f.err
}

// begin fetches a page in the background.
func (a *ahead[T]) begin(at, limit int) {
	f := &fetched[T]{at: at, ready: make(chan struct{})}
	ctx, cancel := context.WithCancel(a.ctx)
	f.cancel = cancel
	a.pages = append(a.pages, f)
	a.done.Go(func() {
		defer close(f.ready)
		defer cancel()
		defer func() { f.panic = recover() }()
		f.batch, f.err = a.list.fetch(ctx, Window{Start: at, Limit: limit})
	})
}

// behind takes out a page that begins before an offset, if there is one.
func (a *ahead[T]) behind(at int) *fetched[T] {
	i := slices.IndexFunc(a.pages, func(f *fetched[T]) bool { return f.at < at })
	if i < 0 {
		return nil
	}
	f := a.pages[i]
	a.pages = slices.Delete(a.pages, i, i+1)
	<-f.ready
	return f
}

// passBy drops the pages before an offset that nobody waits for.
func (a *ahead[T]) passBy(at int) {
	a.pages = slices.DeleteFunc(a.pages, func(f *fetched[T]) bool {
		if f.at < at {
			f.cancel()
		}
		return f.at < at
	})
}

// pace sets how many pages to have under way. After a wrong guess there are
// fewer until guesses are right again: a service that shortens pages at random
// would make most of them useless.
func (a *ahead[T]) pace(stride, most int) {
	switch a.stride {
	case 0:
		a.window = most
	case stride:
		a.window = min(2*a.window, most)
	default:
		a.window = 1
	}
	a.stride = stride
}

// fill keeps pages under way while rows are read. Nothing is asked for where the
// service says that there is nothing.
func (w *walk[T]) fill() {
	l := &w.place
	if w.opts.Ahead == 0 || !l.last.more() || l.stuck || len(l.last.Rows) == 0 {
		return
	}
	w.ahead.pace(l.stride, w.opts.Ahead)
	w.ahead.passBy(l.end - l.stride) // those that end before the walk does
	next := l.anchor
	for len(w.ahead.pages) < w.ahead.window {
		if n := len(w.ahead.pages); n > 0 {
			next = max(w.ahead.pages[n-1].at, l.end-1) + l.stride
		}
		if next > mostOffset || next < 0 || next > l.anchor && !l.last.reaches(next) || len(w.ahead.pages) > 0 && l.stride < 1 {
			return
		}
		w.ahead.begin(next, l.ask(next))
	}
}

// reaches is whether there may be rows after the one at an offset.
func (p *page[T]) reaches(at int) bool {
	if p.Count != nil && *p.Count >= p.end() {
		return at+1 < *p.Count
	}
	return p.Next || p.Unlinked
}
