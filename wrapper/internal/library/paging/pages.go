package paging

import (
	"cmp"
	"context"
	"errors"
	"iter"
)

// Chunk is what a walk yields at a time, and where it is then.
type Chunk[T any] struct {
	// Rows are the rows of a page that are new; not none.
	Rows []T
	// Offset is that of the last row read that has an identity, End that after the
	// last row.
	Offset, End int
	// Largest is how many rows the largest page had.
	Largest int
	// Last is whether the walk is known to end here.
	Last bool

	places map[int]Place // of rows that came late
}

// Place returns where a row of the chunk stands.
func (c *Chunk[T]) Place(row int) Place { return c.places[row] }

// Mark is where an earlier walk was, in the terms of its last chunk.
type Mark struct {
	// Offset, End and Largest are those of the chunk.
	Offset, End, Largest int
	// Tail remembers the last rows that came.
	Tail *Tail
}

// Pages walks through a listing as All does, from its beginning or from a mark, and
// yields the new rows of each page together.
//
// From a mark it keeps the promise of All together with the walk before: a row that
// stayed is yielded once by one of the two. The rule is the same, for the last rows
// are enough: the tail has those that stand last in the listing, so that the others
// which stayed stand before it, and a page that begins with a row of the tail has none
// of them. Where no row of the tail is left it ends with
// [confluence.ErrChanged]; not so if the tail is all that ever came, or if nothing is
// left at all. A row that went and came back behind the tail is yielded again; so is
// one that stayed if 200 others have come into the middle since, before it.
func Pages[T any](ctx context.Context, from *Mark, l Listing[T]) iter.Seq2[Chunk[T], error] {
	return func(yield func(Chunk[T], error) bool) {
		err := check(ctx, Window{})
		if err == nil {
			err = pagesThrough(ctx, from, l, func(c Chunk[T]) bool { return yield(c, nil) })
		}
		if err != nil {
			yield(Chunk[T]{}, err)
		}
	}
}

func pagesThrough[T any](ctx context.Context, from *Mark, l Listing[T], yield func(Chunk[T]) bool) error {
	var rows []T
	var places map[int]Place
	w := newWalk(Window{}, l, func(row T) bool {
		rows = append(rows, row)
		return true
	})
	w.late = func(n int, place Place) {
		if places == nil {
			places = map[int]Place{}
		}
		for i := len(rows) - n; i < len(rows); i++ {
			places[i] = place
			place.After = cmp.Or(l.Key(&rows[i]), place.After)
		}
	}
	at := w.resume(from)
	w.ahead.open(ctx, &w.list)
	defer w.ahead.close()
	for {
		var err error
		at, err = w.step(at)
		if len(rows) > 0 {
			p := &w.place
			if !yield(Chunk[T]{
				Rows: rows, Offset: p.anchor, End: p.end, Largest: p.largest, Last: errors.Is(err, errEnd), places: places,
			}) {
				return nil
			}
			rows, places = nil, nil
		}
		switch {
		case errors.Is(err, errEnd):
			return nil
		case err != nil:
			return err
		}
	}
}
