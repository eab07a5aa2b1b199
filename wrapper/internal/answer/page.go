package answer

import (
	"fmt"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// Envelope is what the services put around the rows of a page.
type Envelope struct {
	Start, Limit int32
	Total        int64
	// Next is the link to the next page, if one was sent. It is a sign that
	// there is one, never an address to go to: behind the gateway it leads to
	// another host, and on Data Center it skips rows of a shortened page.
	Next string
	// Unlinked marks a listing that never sends a next link.
	Unlinked bool
}

// Page puts rows and envelope together and decides whether there is more. An
// empty page ends a listing, whatever its link says. Without a link a listing
// goes on where it never sends one, and where the page is full: it then costs
// one more request to find out, and no row. An answer without rows at all, not
// even an empty list of them, is no page: to take it for an empty one would lose
// the rows.
func Page[T any](items []T, e Envelope) (*confluence.Page[T], error) {
	if items == nil {
		return nil, NoList()
	}
	full := e.Limit > 0 && len(items) >= int(e.Limit)
	return &confluence.Page[T]{
		Items: items,
		Start: int(e.Start),
		Limit: int(e.Limit),
		Total: int(e.Total),
		More:  len(items) > 0 && (e.Next != "" || e.Unlinked || full),
	}, nil
}

// NoList is the error for an answer without its documented list.
func NoList() error {
	return fmt.Errorf("%w: the answer holds no list", confluence.ErrUnexpectedContent)
}

// Window returns the offset and the page size as the generated clients take
// them: left out where they are zero, since a limit of 0 is an empty page.
func Window(o *confluence.ListOptions) (start, limit *int32) {
	if o == nil {
		return nil, nil
	}
	return optional(int32(o.Start)), optional(int32(o.Limit)) //nolint:gosec // bounded by ListOptions.Check
}

func optional(n int32) *int32 {
	if n == 0 {
		return nil
	}
	return &n
}

// NoTask is the error for an accepted task without its id.
func NoTask() error {
	return fmt.Errorf("%w: the answer names no task", confluence.ErrUnexpectedContent)
}

// Map converts rows and keeps the difference between no list and an empty one.
func Map[A, B any](items []A, convert func(A) B) []B {
	if items == nil {
		return nil
	}
	converted := make([]B, len(items))
	for i, item := range items {
		converted[i] = convert(item)
	}
	return converted
}
