// Package paging walks through listings page by page.
package paging

import (
	"context"
	"iter"
	"math"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// Window chooses a page of a listing, or where a walk begins.
type Window struct{ Start, Limit, Ahead int }

// Check reports whether the window can be asked for.
func (w Window) Check() error {
	switch {
	case w.Start < 0 || w.Start > math.MaxInt32:
		return argument.Invalid("list options", "have a Start below 0 or above 2147483647")
	case w.Limit < 0 || w.Limit > math.MaxInt32:
		return argument.Invalid("list options", "have a Limit below 0 or above 2147483647")
	case w.Ahead < 0 || w.Ahead > 100:
		return argument.Invalid("list options", "have an Ahead below 0 or above 100")
	}
	return nil
}

// Params returns the offset and the page size as the generated clients take
// them: left out where they are zero, since a limit of 0 is an empty page.
func (w Window) Params() (start, limit *int32) {
	return optional(int32(w.Start)), optional(int32(w.Limit)) //nolint:gosec // bounded by Check
}

func optional(n int32) *int32 {
	if n == 0 {
		return nil
	}
	return &n
}

// Batch is one page as the service sent it.
type Batch[T any] struct {
	// Rows are the rows as sent, in order, null rows as the zero T; nil means
	// that the response held no list at all.
	Rows []T
	// Start and Limit are what the envelope says; a Limit of 0 says nothing.
	Start, Limit int
	// Count is the number of rows of the whole listing, where it was counted.
	Count *int
	// Next is whether the service links to a next page.
	Next bool
	// Unlinked marks a listing that never sends next links.
	Unlinked bool
}

// Listing is a listing that pages can be fetched of.
type Listing[T any] struct {
	// Fetch gets one page.
	Fetch func(ctx context.Context, w Window) (*Batch[T], error)
	// Key tells the rows of the listing apart.
	Key func(*T) string
	// Null reports a row that the service sent as null.
	Null func(*T) bool
	// Most is the largest page size that the service honours.
	Most int
}

// One returns one page.
func One[T any](ctx context.Context, w Window, l Listing[T]) (*confluence.Page[T], error) {
	if err := w.Check(); err != nil {
		return nil, err
	}
	b, err := l.Fetch(ctx, w)
	if err != nil {
		return nil, err
	}
	if b.Rows == nil {
		return nil, confluence.ErrUnexpectedContent
	}
	full := b.Limit > 0 && len(b.Rows) >= b.Limit
	more := len(b.Rows) > 0 && (b.Next || b.Unlinked || full)
	return &confluence.Page[T]{Items: b.Rows, Start: b.Start, Limit: b.Limit, More: more}, nil
}

// All walks through all pages.
func All[T any](ctx context.Context, w Window, l Listing[T]) iter.Seq2[T, error] {
	return confluence.All(ctx, &confluence.ListOptions{Start: w.Start, Limit: w.Limit, Ahead: w.Ahead},
		func(ctx context.Context, o *confluence.ListOptions) (*confluence.Page[T], error) {
			return One(ctx, Window{Start: o.Start, Limit: o.Limit}, l)
		})
}
