package answer

import (
	"context"
	"iter"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// windowed is a pointer to options that embed, or are, [confluence.ListOptions].
type windowed[O any] interface {
	*O
	Window() *confluence.ListOptions
}

// Walk goes through all pages of a listing whose options are more than a
// window. The options are copied, so that changing them does not change a walk.
func Walk[T, O any, P windowed[O]](ctx context.Context, opts P,
	list func(context.Context, P) (*confluence.Page[T], error),
) iter.Seq2[T, error] {
	own := Copy[O](opts)
	return confluence.All(ctx, P(&own).Window(), func(ctx context.Context, window *confluence.ListOptions) (*confluence.Page[T], error) {
		one := own
		*P(&one).Window() = *window
		return list(ctx, &one)
	})
}
