package confluencetest

import (
	"context"
	"strconv"
	"strings"
)

// dcPageOf makes one page of a list. The store is locked.
func dcPageOf[R, T any](ctx context.Context, d *Datacenter, rows []R, p paging, show func(R) T) *page[T] {
	part := cut(rows, p, d.shortenTo)
	shown := make([]T, 0, len(part))
	for _, row := range part {
		shown = append(shown, show(row))
	}
	of := &page[T]{Results: shown, Start: p.start, Limit: p.limit, Size: len(shown), Links: dcHere(ctx)}
	// The page after an empty one is that one again, as seen on real instances.
	if p.limit == 0 || p.start+len(part) < len(rows) {
		of.Links.Next = dcNeighbour(ctx, p.start+p.limit, p.limit)
	}
	if p.start > 0 {
		of.Links.Prev = dcNeighbour(ctx, max(p.start-p.limit, 0), p.limit)
	}
	return of
}

// numbered adds the number of all rows, which some lists tell.
func (p *page[T]) numbered(total int) *page[T] {
	p.TotalCount = &total
	return p
}

// dcHere returns the links of a response as a whole.
func dcHere(ctx context.Context) links {
	self := datacenterSite + dcAddress(ctx)
	if query := exchangeOf(ctx).request.URL.RawQuery; query != "" {
		self += "?" + query
	}
	return links{Base: datacenterSite, Context: datacenterBase, Self: self}
}

// dcNeighbour is the address of another page, relative to the base in links. It
// goes by what was asked for, not by what was sent.
func dcNeighbour(ctx context.Context, start, limit int) string {
	query := exchangeOf(ctx).request.URL.Query()
	query.Set("start", strconv.Itoa(start))
	query.Set("limit", strconv.Itoa(limit))
	return dcAddress(ctx) + "?" + query.Encode()
}

func dcAddress(ctx context.Context) string {
	return strings.TrimPrefix(exchangeOf(ctx).request.URL.EscapedPath(), datacenterBase)
}
