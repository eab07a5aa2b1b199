// Package paging reads listings page by page. A walk through all pages keeps its
// promise while rows come and go: a row that was there for the whole walk is
// yielded exactly once, or the walk ends with an error.
package paging

import (
	"context"
	"fmt"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// Batch is one page as the service sent it.
type Batch[T any] struct {
	// Rows are the rows as sent, in order, null rows as the zero T. Nil means
	// that the response held no list at all, which is no empty page.
	Rows []T
	// Start and Limit are what the envelope says. A Limit of 0: it does not say
	// where it is.
	Start, Limit int
	// Count is how many rows the whole listing has, where the service counted.
	Count *int
	// Next is whether the service links to a next page. The link is a sign that
	// there is one, never an address to go to: behind the gateway it leads to
	// another host, and on Data Center it skips rows of a shortened page.
	Next bool
	// Unlinked marks a listing that never sends a next link.
	Unlinked bool
}

// Listing is a listing that pages can be fetched of.
type Listing[T any] struct {
	// Fetch gets one page. It has to heed its context, and to bear being called
	// by several goroutines at once.
	Fetch func(ctx context.Context, w Window) (*Batch[T], error)
	// Key tells the rows of the listing apart; "" for a row without an identity, as
	// is one that is null.
	// It takes all fields that rows differ by, and none that may change.
	Key func(*T) string
	// Null is whether the service sent a row as null: it is not yielded, and yet
	// it counts for offsets. A nil func: none is.
	Null func(*T) bool
	// Most is the largest page size that the service honours.
	Most int
}

func (l *Listing[T]) null(row *T) bool { return l.Null != nil && l.Null(row) }

// fetch gets a page and refuses what is none. To take a response without a list
// for an empty page would lose the rows.
func (l *Listing[T]) fetch(ctx context.Context, w Window) (*Batch[T], error) {
	b, err := l.Fetch(ctx, w)
	switch {
	case err != nil:
		return nil, err
	case b == nil || b.Rows == nil:
		return nil, fmt.Errorf("%w: the response holds no list", confluence.ErrUnexpectedContent)
	}
	return b, nil
}

// more is whether there are, or may be, rows after a page at an offset. A link
// says so, and the count. Without either a full page may have a successor: it
// costs one more request to find out, and no row. A count of fewer rows than came
// says nothing.
func (b *Batch[T]) more(at int) bool {
	end := at + len(b.Rows)
	if b.Next || b.Unlinked || b.short(at) {
		return true
	}
	counted := b.Count != nil && *b.Count == end
	return b.full() && !counted
}

// short is whether the service counted rows after the page.
func (b *Batch[T]) short(at int) bool {
	return b.Count != nil && at+len(b.Rows) < *b.Count
}

// full is whether the page has as many rows as the service says it may.
func (b *Batch[T]) full() bool { return b.Limit > 0 && len(b.Rows) >= b.Limit }
