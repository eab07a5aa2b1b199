package paging

import "context"

// Count returns how many rows a listing has: what the service counted, if it did, or
// else how many a walk brings. Rows that are null are counted.
func Count[T any](ctx context.Context, l Listing[T]) (int, error) {
	l.Null = nil
	counted, fetch := -1, l.Fetch
	l.Fetch = func(ctx context.Context, w Window) (*Batch[T], error) {
		b, err := fetch(ctx, w)
		if b != nil && b.Count != nil {
			counted = *b.Count
		}
		return b, err
	}
	rows := 0
	for chunk, err := range Pages(ctx, nil, l) {
		if err != nil {
			return 0, err
		}
		if rows += len(chunk.Rows); counted >= rows { // fewer would say nothing
			return counted, nil
		}
	}
	return rows, nil
}
