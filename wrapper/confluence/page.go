package confluence

import (
	"context"
	"fmt"
	"iter"
	"math"
	"reflect"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// Page is one page of a listing.
type Page[T any] struct {
	// Items are the rows of this page, in the order of the service.
	Items []T
	// Start is the offset of the first row in the whole listing.
	Start int
	// Limit is the page size the service says it used.
	Limit int
	// Total is how many rows the whole listing has, where the service was asked
	// to count them and did; else zero.
	Total int
	// More is whether there may be rows after this page. The next page starts
	// at Start plus the number of Items, whatever limit was asked for: services
	// shorten pages without saying so.
	More bool
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

// Collect returns what a sequence yields as a slice. With an error it returns
// the rows that came before it, too.
func Collect[T any](rows iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for row, err := range rows {
		if err != nil {
			return all, err
		}
		all = append(all, row)
	}
	return all, nil
}
