package confluence

import (
	"context"
	"fmt"
	"iter"
	"math"
	"reflect"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// Page is one page of a listing. It marshals to JSON as the service writes it.
type Page[T any] struct {
	// Items are the rows of this page, in the order of the service. Rows that it
	// sent as null are left out.
	Items []T `json:"results"`
	// Start is the offset of the first row in the whole listing.
	Start int `json:"start"`
	// Limit is the page size the service says it used.
	Limit int `json:"limit"`
	// Count is how many rows the whole listing has; nil where the service did
	// not count them.
	Count *int `json:"totalSize,omitempty"`
	// More is whether there may be rows after this page; Next gets them.
	More bool `json:"more"`
	// Total is Count, or zero. It goes when the products have moved to Count.
	Total int `json:"-"`

	next func(context.Context) (*Page[T], error)
}

// NewPage makes a page of items, followed by what next gets. It is how to make
// pages in a test double. More is set where there is a next; no items are an
// empty list.
func NewPage[T any](items []T, next func(context.Context) (*Page[T], error)) *Page[T] {
	if items == nil {
		items = []T{}
	}
	return &Page[T]{Items: items, More: next != nil, next: next}
}

// Next gets the page after this one, with the options that this one was asked
// for with. It starts after the rows that came, whatever limit was asked for.
// Where More is false there is none: that is [ErrInvalid].
func (p *Page[T]) Next(ctx context.Context) (*Page[T], error) {
	if p == nil || !p.More || p.next == nil {
		return nil, argument.Invalid("page", "has no next page")
	}
	return p.next(ctx)
}

// maxAhead bounds the requests of one walk that are under way at once.
const maxAhead = 100

// ListOptions choose a page of a listing, or where a walk through all of it
// begins.
type ListOptions struct {
	// Start is the offset of the first row wanted, from 0.
	Start int
	// Limit is the page size to ask for; 0 is the service's default. Services
	// cap it, most at 200.
	Limit int
	// Ahead is how many pages a walk fetches beyond the one being read, at most
	// 100; 0, the default, is one page at a time. The rows and their order stay the same.
	// What is fetched and then not needed costs requests: up to Ahead at the end
	// of a listing, and where the service shortens pages. A single page ignores
	// it.
	Ahead int
}

// Check reports whether the options can be sent.
func (o *ListOptions) Check() error {
	switch {
	case o == nil:
		return nil
	case o.Start < 0 || o.Start > math.MaxInt32:
		return argument.Invalid("list options", "have a Start below 0 or above 2147483647")
	case o.Limit < 0 || o.Limit > math.MaxInt32:
		return argument.Invalid("list options", "have a Limit below 0 or above 2147483647")
	case o.Ahead < 0 || o.Ahead > maxAhead:
		return argument.Invalid("list options", "have an Ahead below 0 or above 100")
	}
	return nil
}

// Window returns o itself: the part of a larger options struct that pages are
// chosen by, when the struct embeds ListOptions.
func (o *ListOptions) Window() *ListOptions { return o }

// Fetch gets one page of a listing.
type Fetch[T any] func(ctx context.Context, opts *ListOptions) (*Page[T], error)

// All walks through a listing page by page. Nothing is requested before the
// sequence is ranged over, ranging again starts again, and nothing is requested
// after a break. An error is yielded once, with the zero T, and ends the
// sequence. A service that repeats a page or answers with one of another offset
// ends it with [ErrStalled].
func All[T any](ctx context.Context, opts *ListOptions, fetch Fetch[T]) iter.Seq2[T, error] {
	var from ListOptions
	if opts != nil {
		from = *opts
	}
	return func(yield func(T, error) bool) {
		w := newWalk(ctx, from, fetch) // a new one, so that a second range begins where the first did
		defer w.end()
		for {
			page, err := w.next()
			if err != nil {
				var zero T
				yield(zero, err)
				return
			}
			for _, item := range page.Items {
				if !yield(item, nil) {
					return
				}
			}
			if !page.More || len(page.Items) == 0 {
				return
			}
		}
	}
}

// advance watches over a walk: a service that ignores the offset would send the
// same page for ever.
type advance[T any] struct {
	before *Page[T]
	same   int // pages in a row that are the same as the one before
}

// check reports a page that is not the one asked for.
func (a *advance[T]) check(page *Page[T], start int) error {
	if page == nil {
		return fmt.Errorf("%w: no page", ErrUnexpectedContent)
	}
	if len(page.Items) == 0 {
		return nil
	}
	a.same++
	if a.before == nil || !reflect.DeepEqual(a.before.Items, page.Items) {
		a.same = 0
	}
	a.before = page
	// Some envelopes leave out where they are; those say a limit of 0.
	placed := page.Limit > 0
	// A page that says it is the right one may have the rows of the one before
	// once: people whose profiles are hidden look alike, and a row that is added
	// pushes others into the next page.
	if start > 0 && placed && page.Start != start || a.same > 1 || a.same > 0 && !placed {
		return fmt.Errorf("%w: asked for offset %d, got the page at %d", ErrStalled, start, page.Start)
	}
	return nil
}

// The rows of a chunk of Collect, at first and at most.
const (
	firstChunk = 16
	mostChunk  = 1024
)

// Collect returns what a sequence yields as a slice. With an error it returns
// the rows that came before it, too. No sequence is [ErrInvalid].
func Collect[T any](rows iter.Seq2[T, error]) ([]T, error) {
	if rows == nil {
		return nil, argument.Invalid("sequence", "is nil")
	}
	// Chunks are joined once: a slice that grows would hold more than twice its
	// rows while it moves, and keep up to a quarter of it unused.
	var chunks [][]T
	var chunk []T
	for row, err := range rows {
		if err != nil {
			return join(append(chunks, chunk)), err
		}
		if len(chunk) == cap(chunk) {
			if chunk != nil {
				chunks = append(chunks, chunk)
			}
			chunk = make([]T, 0, min(max(firstChunk, 2*cap(chunk)), mostChunk))
		}
		chunk = append(chunk, row)
	}
	return join(append(chunks, chunk)), nil
}

// join puts chunks together in memory of just their size.
func join[T any](chunks [][]T) []T {
	n := 0
	for _, chunk := range chunks {
		n += len(chunk)
	}
	if n == 0 {
		return nil
	}
	all := make([]T, 0, n)
	for _, chunk := range chunks {
		all = append(all, chunk...)
	}
	return all
}
