package confluence

import (
	"context"
	"sync"
)

// walk fetches the pages of a listing in order, and pages that are likely to
// follow before they are asked for. Offsets are guesses until the page before
// them has arrived: the next page starts after the rows that came, and services
// shorten pages in silence. A page fetched from a wrong offset is dropped.
type walk[T any] struct {
	ctx    context.Context //nolint:containedctx // a walk lives within one range over a sequence
	cancel context.CancelFunc
	done   sync.WaitGroup
	fetch  Fetch[T]
	opts   ListOptions

	start  int           // offset of the next page
	watch  advance[T]    // over the pages before it
	total  int           // how many rows there are, if the service counts them
	size   int           // how many rows the pages have had, as far as is known
	window int           // how many pages to fetch ahead
	ahead  []*fetched[T] // the pages from start on, in order
}

// fetched is a page that is being fetched, or has been.
type fetched[T any] struct {
	start  int
	page   *Page[T]
	err    error
	panic  any // what fetch panicked with
	ready  chan struct{}
	cancel context.CancelFunc
}

func newWalk[T any](ctx context.Context, from ListOptions, fetch Fetch[T]) *walk[T] {
	w := &walk[T]{fetch: fetch, opts: from, start: from.Start}
	w.ctx, w.cancel = context.WithCancel(ctx) //nolint:gosec // G118: end calls it
	return w
}

// end ends everything that is under way and waits for it.
func (w *walk[T]) end() {
	w.cancel()
	w.done.Wait()
}

// next returns the page at the offset the walk has come to.
func (w *walk[T]) next() (*Page[T], error) {
	if w.opts.Ahead == 0 {
		page, err := w.fetchPage(w.ctx, w.start)
		return w.arrived(page, w.start, err)
	}
	current := w.take()
	<-current.ready // fetch ends with the context
	if current.panic != nil {
		panic(current.panic) // where the caller can recover from it
	}
	page, err := w.arrived(current.page, current.start, current.err)
	if err == nil && page.More && len(page.Items) > 0 {
		w.fill()
	}
	return page, err
}

// take returns the page at the offset the walk has come to: one of those under
// way, or a new one.
func (w *walk[T]) take() *fetched[T] {
	if len(w.ahead) == 0 {
		return w.begin(w.start)
	}
	first := w.ahead[0]
	w.ahead = w.ahead[1:]
	return first
}

// fill keeps as many pages under way as the window allows, while the page
// before them is read.
func (w *walk[T]) fill() {
	for len(w.ahead) < w.window {
		start := w.start + len(w.ahead)*w.size
		if w.total > 0 && start >= w.total {
			return
		}
		w.ahead = append(w.ahead, w.begin(start))
	}
}

// begin fetches a page in the background.
func (w *walk[T]) begin(start int) *fetched[T] {
	f := &fetched[T]{start: start, ready: make(chan struct{})}
	ctx, cancel := context.WithCancel(w.ctx)
	f.cancel = cancel
	w.done.Go(func() {
		defer close(f.ready)
		defer cancel()
		defer func() { f.panic = recover() }()
		f.page, f.err = w.fetchPage(ctx, start)
	})
	return f
}

func (w *walk[T]) fetchPage(ctx context.Context, start int) (*Page[T], error) {
	asked := w.opts // fetch may change its own copy
	asked.Start = start
	return w.fetch(ctx, &asked)
}

// arrived checks a page and moves the walk past it.
func (w *walk[T]) arrived(page *Page[T], start int, err error) (*Page[T], error) {
	if err == nil {
		err = w.watch.check(page, start)
	}
	if err != nil {
		return nil, err
	}
	w.start, w.total = start+len(page.Items), page.Total
	w.learn(len(page.Items))
	return page, nil
}

// learn compares the size of a page with what the pages ahead were fetched for.
// After a wrong guess they are dropped, and fewer are fetched until guesses are
// right again: a service that shortens pages at random would make all of them
// useless.
func (w *walk[T]) learn(size int) {
	switch {
	case w.size == 0: // the first page
		w.window = w.opts.Ahead
	case size == w.size:
		w.window = min(2*w.window, w.opts.Ahead)
	default:
		for _, f := range w.ahead {
			f.cancel()
		}
		w.ahead, w.window = nil, 1
	}
	w.size = size
}
