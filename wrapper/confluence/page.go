package confluence

import (
	"context"
	"iter"
	"log/slog"

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

// LogValue gives slog the size of the page and none of its rows, which may name
// people.
func (p Page[T]) LogValue() slog.Value {
	return slog.GroupValue(slog.Int("rows", len(p.Items)), slog.Int("start", p.Start), slog.Bool("more", p.More))
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
