package paging

import (
	"context"
	"fmt"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// One fetches the page that the window chooses. The page after it starts where
// the rows that came end, whatever limit was asked for: services shorten pages
// without saying so.
func One[T any](ctx context.Context, w Window, l Listing[T]) (*confluence.Page[T], error) {
	if err := check(ctx, w); err != nil {
		return nil, err
	}
	w.Ahead = 0
	b, err := l.fetch(ctx, w)
	if err != nil {
		return nil, err
	}
	var next func(context.Context) (*confluence.Page[T], error)
	if len(b.Rows) > 0 && b.more(w.Start) {
		after := Window{Start: w.Start + len(b.Rows), Limit: w.Limit}
		next = func(ctx context.Context) (*confluence.Page[T], error) { return One(ctx, after, l) }
	}
	p := confluence.NewPage(l.present(b.Rows), next)
	p.Start, p.Limit, p.Count = b.Start, b.Limit, b.Count
	if b.Limit == 0 { // the envelope does not say where it is
		p.Start = w.Start
	}
	return p, nil
}

// present moves the rows that are not null to the front, and returns those.
func (l *Listing[T]) present(rows []T) []T {
	n := 0
	for i := range rows {
		if l.null(&rows[i]) {
			continue
		}
		if n != i {
			rows[n] = rows[i]
		}
		n++
	}
	clear(rows[n:])
	return rows[:n:n]
}

func check(ctx context.Context, w Window) error {
	if ctx == nil {
		return fmt.Errorf("%w: context is nil", confluence.ErrInvalid)
	}
	return w.Check()
}
