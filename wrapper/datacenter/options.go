package datacenter

import (
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
)

// Parts of a user that are sent only when asked for.
const (
	// ExpandStatus asks for the state of an account, in User.Status. Its values
	// are not published; "current" is an account that may log in.
	ExpandStatus = "status"
	// ExpandLastLogin asks ListActive for the time of the last login.
	ExpandLastLogin = "lastLogin"
)

// Options say how much of each result is wanted.
type Options struct {
	// Expand lists parts to send, such as [ExpandStatus]; none by default. The
	// service ignores what it does not know.
	Expand []string
}

func (o *Options) expand() *string {
	if o == nil {
		return nil
	}
	return answer.Text[string](strings.Join(o.Expand, ","))
}

// ListOptions choose a page of a listing and how much of each row is wanted.
type ListOptions struct {
	confluence.ListOptions

	// Expand lists parts to send, such as [ExpandStatus]; none by default. The
	// service ignores what it does not know.
	Expand []string
}

func (o ListOptions) expand() *string {
	return answer.Text[string](strings.Join(o.Expand, ","))
}

// envelope is what every page of this product comes in.
type envelope struct {
	start, limit int32
	total        *int
	next         string
}

func page[T any](items []T, e envelope) (*confluence.Page[T], error) {
	total := 0
	if e.total != nil {
		total = *e.total
	}
	return answer.Page(items, answer.Envelope{Start: e.start, Limit: e.limit, Total: int64(total), Next: e.next})
}
