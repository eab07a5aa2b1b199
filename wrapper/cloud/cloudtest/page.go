package cloudtest

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/address"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
)

// page is the envelope of a list.
type page[T any] struct {
	Results   []T          `json:"results"`
	Start     int          `json:"start"`
	Limit     int          `json:"limit"`
	Size      int          `json:"size"`
	TotalSize *int         `json:"totalSize,omitempty"`
	Links     paging.Links `json:"_links"`
}

// pageOf makes one page of a list. The store is locked.
func pageOf[R, T any](ctx context.Context, s *Server, rows paging.Rows[R], p paging.Range, show func(R) T) *page[T] {
	part := paging.Cut(rows, p, s.mostRows)
	shown := make([]T, 0, len(part))
	for _, row := range part {
		shown = append(shown, show(row))
	}
	of := &page[T]{Results: shown, Start: p.Start, Limit: p.Limit, Size: len(shown), Links: here(ctx)}
	// A list that is empty altogether has a next page, too: seen on real sites,
	// and the reason why a link is no promise of more. With a limit of zero,
	// the link leads to the same page again.
	if p.Start+len(part) < rows.Len() || p.Start == 0 && len(part) == 0 {
		of.Links.Next = next(ctx, p)
	}
	return of
}

// counted adds the number of all rows, which is zero unless it was asked for.
func (p *page[T]) counted(total int, asked *bool) *page[T] {
	p.TotalSize = new(int)
	if asked != nil && *asked {
		*p.TotalSize = total
	}
	return p
}

// lastOnly takes away the link to the next page, which some lists never have.
func (p *page[T]) lastOnly() *page[T] {
	p.Links.Next = ""
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

// addressOf returns the path of the request, relative to the base in links.
func addressOf(ctx context.Context) string {
	return strings.TrimPrefix(route.Match(ctx).Request.URL.EscapedPath(), basePath+contextPath)
}

// next leads past what was asked for, not past what was sent.
func next(ctx context.Context, p paging.Range) string {
	query := route.Match(ctx).Request.URL.Query()
	query.Del("next")
	query.Del("start")
	query.Del("limit")
	to := addressOf(ctx) + "?next=true"
	if len(query) > 0 {
		to += "&" + query.Encode()
	}
	return to + "&limit=" + strconv.Itoa(p.Limit) + "&start=" + strconv.Itoa(p.Next())
}

// selfOf returns the links of one row.
func selfOf(ctx context.Context, path, key, value string) paging.Links {
	self := address.Base(ctx) + path
	if key != "" {
		self += "?" + key + "=" + strings.ReplaceAll(url.QueryEscape(value), "%3A", ":") // colons stay, as on the service
	}
	return paging.Links{Self: self}
}
