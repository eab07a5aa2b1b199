package state

import (
	"iter"
	"slices"
)

// pieceSize is how many rows a piece of an [Ordered] has at most. What is moved
// when a row comes or goes is part of one piece, and what is walked to find a
// page is the list of pieces: at 100,000 rows both are short.
const pieceSize = 512

// Ordered is a list in the order of a comparison, by which its rows are told
// apart. A row is put in, taken out and found without walking the others, and so
// is any page. Its zero value has no comparison; [NewOrdered] gives it one.
type Ordered[T any] struct {
	compare func(a, b T) int
	pieces  [][]T // none is empty
	size    int
}

// NewOrdered returns an empty list.
func NewOrdered[T any](compare func(a, b T) int) *Ordered[T] { return &Ordered[T]{compare: compare} }

// Len returns the number of rows; a list that is not there has none.
func (o *Ordered[T]) Len() int {
	if o == nil {
		return 0
	}
	return o.size
}

// find returns the piece and the place in it where a row is or would be.
func (o *Ordered[T]) find(row T) (piece, at int, found bool) {
	piece, _ = slices.BinarySearchFunc(o.pieces, row, func(p []T, row T) int { return o.compare(p[len(p)-1], row) })
	if piece == len(o.pieces) {
		return piece, 0, false
	}
	at, found = slices.BinarySearchFunc(o.pieces[piece], row, o.compare)
	return piece, at, found
}

// Add puts a row into its place. It reports false if there is an equal one,
// which stays.
func (o *Ordered[T]) Add(row T) bool {
	piece, at, found := o.find(row)
	if found {
		return false
	}
	o.size++
	if piece == len(o.pieces) { // behind everything, as what is new mostly is
		if piece == 0 || len(o.pieces[piece-1]) == pieceSize {
			o.pieces = append(o.pieces, []T{row})
			return true
		}
		piece--
		at = len(o.pieces[piece])
	}
	if len(o.pieces[piece]) == pieceSize {
		const half = pieceSize / 2
		o.pieces = slices.Insert(o.pieces, piece+1, slices.Clone(o.pieces[piece][half:]))
		clear(o.pieces[piece][half:])
		o.pieces[piece] = o.pieces[piece][:half]
		if at > half {
			piece, at = piece+1, at-half
		}
	}
	o.pieces[piece] = slices.Insert(o.pieces[piece], at, row)
	return true
}

// Remove takes a row out. It reports false if there is none.
func (o *Ordered[T]) Remove(row T) bool {
	if o == nil {
		return false
	}
	piece, at, found := o.find(row)
	if !found {
		return false
	}
	o.size--
	o.pieces[piece] = slices.Delete(o.pieces[piece], at, at+1)
	const few, enough = pieceSize / 4, pieceSize / 2
	switch left := len(o.pieces[piece]); {
	case left == 0:
		o.pieces = slices.Delete(o.pieces, piece, piece+1)
	case left < few && piece > 0 && len(o.pieces[piece-1]) <= enough:
		o.join(piece - 1)
	case left < few && piece+1 < len(o.pieces) && len(o.pieces[piece+1]) <= enough:
		o.join(piece)
	}
	return true
}

// join makes one piece of two.
func (o *Ordered[T]) join(piece int) {
	o.pieces[piece] = append(o.pieces[piece], o.pieces[piece+1]...)
	o.pieces = slices.Delete(o.pieces, piece+1, piece+2)
}

// Cut returns up to n rows from an offset on.
func (o *Ordered[T]) Cut(start, n int) []T {
	if o == nil || start >= o.size || n <= 0 {
		return nil
	}
	rows := make([]T, 0, min(n, o.size-start))
	for _, p := range o.pieces {
		if start >= len(p) {
			start -= len(p)
			continue
		}
		rows = append(rows, p[start:min(len(p), start+cap(rows)-len(rows))]...)
		if start = 0; len(rows) == cap(rows) {
			break
		}
	}
	return rows
}

// All yields the rows in order. The list must not change meanwhile.
func (o *Ordered[T]) All() iter.Seq[T] {
	return func(yield func(T) bool) {
		if o == nil {
			return
		}
		for _, p := range o.pieces {
			for _, row := range p {
				if !yield(row) {
					return
				}
			}
		}
	}
}
