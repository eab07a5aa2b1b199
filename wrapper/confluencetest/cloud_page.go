package confluencetest

import (
	"context"
	"net/url"
	"strconv"
	"strings"
)

// pageOf makes one page of a list. The store is locked.
func pageOf[R, T any](ctx context.Context, c *Cloud, rows []R, p paging, show func(R) T) *page[T] {
	part := cut(rows, p, c.shortenTo)
	shown := make([]T, 0, len(part))
	for _, row := range part {
		shown = append(shown, show(row))
	}
	of := &page[T]{Results: shown, Start: p.start, Limit: p.limit, Size: len(shown), Links: here(ctx)}
	// A list that is empty altogether has a next page, too: seen on real sites,
	// and the reason why a link is no promise of more. With a limit of zero,
	// the link leads to the same page again.
	if p.start+len(part) < len(rows) || p.start == 0 && len(part) == 0 {
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
func here(ctx context.Context) links {
	self := cloudSite + addressOf(ctx)
	if query := exchangeOf(ctx).request.URL.RawQuery; query != "" {
		self += "?" + query
	}
	return links{Base: cloudSite, Context: "/wiki", Self: self}
}

// addressOf returns the path of the request, relative to the base in links.
func addressOf(ctx context.Context) string {
	_, address, _ := strings.Cut(exchangeOf(ctx).request.URL.EscapedPath(), "/wiki")
	return address
}

// next leads past what was asked for, not past what was sent.
func next(ctx context.Context, p paging) string {
	query := exchangeOf(ctx).request.URL.Query()
	query.Del("next")
	query.Del("start")
	query.Del("limit")
	address := addressOf(ctx) + "?next=true"
	if len(query) > 0 {
		address += "&" + query.Encode()
	}
	return address + "&limit=" + strconv.Itoa(p.limit) + "&start=" + strconv.Itoa(p.start+p.limit)
}

// selfOf returns the links of one row.
func selfOf(address, key, value string) links {
	self := cloudSite + address
	if key != "" {
		self += "?" + key + "=" + strings.ReplaceAll(url.QueryEscape(value), "%3A", ":") // colons stay, as on the service
	}
	return links{Self: self}
}
