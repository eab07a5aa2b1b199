package param

import (
	"context"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// Context returns the context of a call. For nil, of which the generated clients
// make a panic, it is one that has ended because of that, so that the call ends
// with [confluence.ErrInvalid] and nothing is sent.
func Context(ctx context.Context) context.Context {
	if ctx != nil {
		return ctx
	}
	none, cancel := context.WithCancelCause(context.Background())
	cancel(argument.Invalid("context", "is nil"))
	return none
}
