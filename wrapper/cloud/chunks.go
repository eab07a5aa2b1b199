package cloud

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/overlap"
)

// chunkOf is a part of a list that one request asks for, and what came.
type chunkOf[T any] struct {
	ids   []string
	rows  []T
	ended bool // well
}

// askAll asks for a list in chunks, up to ahead of them beside the first, and
// returns them in order. The first failure ends it, and comes with what came
// before.
func askAll[T any](ctx context.Context, ids []string, size, ahead int,
	ask func(context.Context, []string) ([]T, error),
) ([]chunkOf[T], error) {
	if ctx == nil {
		return nil, argument.Invalid("context", "is nil")
	}
	chunks := make([]chunkOf[T], 0, len(ids)/size+1)
	for part := range slices.Chunk(ids, size) {
		chunks = append(chunks, chunkOf[T]{ids: part})
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var first error
	var turn sync.Once
	overlap.Do(len(chunks), ahead+1, func(i int) {
		err := ctx.Err()
		if err == nil { // no other one has failed
			chunks[i].rows, err = ask(ctx, chunks[i].ids)
		}
		if err == nil && chunks[i].rows == nil { // not even an empty list: nothing was said of anybody
			err = fmt.Errorf("%w: the response holds no list", confluence.ErrUnexpectedContent)
		}
		if err != nil {
			turn.Do(func() { first = err })
			cancel()
			return
		}
		chunks[i].ended = true
	})
	return chunks, first
}

// unique drops repetitions and keeps the order.
func unique(ids []string) []string {
	seen := make(map[string]bool, len(ids))
	once := make([]string, 0, len(ids))
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			once = append(once, id)
		}
	}
	return once
}
