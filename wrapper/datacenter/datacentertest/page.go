package datacentertest

import (
	"context"
	"strconv"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/address"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
)

// page is the envelope of a list.
type page[T any] struct {
	Results    []T          `json:"results"`
	Start      int          `json:"start"`
	Limit      int          `json:"limit"`
	Size       int          `json:"size"`
	TotalCount *int         `json:"totalCount,omitempty"`
	Links      paging.Links `json:"_links"`
}

// pageOf makes one page of a list. The store is locked.
func pageOf[R, T any](ctx context.Context, s *Server, rows paging.Rows[R], p paging.Range, show func(R) T) *page[T] {
	part := paging.Cut(rows, p, s.mostRows)
	shown := make([]T, 0, len(part))
	for _, row := range part {
		shown = append(shown, show(row))
	}
	of := &page[T]{Results: shown, Start: p.Start, Limit: p.Limit, Size: len(shown), Links: here(ctx)}
	// The page after an empty one is that one again, as seen on real instances.
	if p.Limit == 0 || p.Start+len(part) < rows.Len() {
		of.Links.Next = neighbour(ctx, p.Next(), p.Limit)
	}
	if p.Start > 0 {
		of.Links.Prev = neighbour(ctx, max(p.Start-p.Limit, 0), p.Limit)
	}
	return of
}

// numbered adds the number of all rows, which some lists tell.
func (p *page[T]) numbered(total int) *page[T] {
	p.TotalCount = &total
	return p
}

// here returns the links of a response as a whole.
func here(ctx context.Context) paging.Links {
	self := address.Base(ctx) + addressOf(ctx)
	if query := route.Match(ctx).Request.URL.RawQuery; query != "" {
		self += "?" + query
	}
	return topLinks(ctx, self)
}

// topLinks are the links of a response with a single object.
func topLinks(ctx context.Context, self string) paging.Links {
	return paging.Links{Base: address.Base(ctx), Context: address.ContextPath(ctx), Self: self}
}

// neighbour is the address of another page, relative to the base in links. It
// goes by what was asked for, not by what was sent.
func neighbour(ctx context.Context, start, limit int) string {
	query := route.Match(ctx).Request.URL.Query()
	query.Set("start", strconv.Itoa(start))
	query.Set("limit", strconv.Itoa(limit))
	return addressOf(ctx) + "?" + query.Encode()
}

// addressOf returns the path of the request, relative to the base in links.
func addressOf(ctx context.Context) string {
	return strings.TrimPrefix(route.Match(ctx).Request.URL.EscapedPath(), basePath)
}
