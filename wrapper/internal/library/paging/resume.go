package paging

import "cmp"

// earlier is what a walk knows of the one that it goes on from.
type earlier struct {
	tail   *Tail
	hashes map[uint64]bool // those of the tail whose rows have not been seen yet
	last   uint64          // the one of the last row
	after  int             // rows without an identity that came after it
}

// resume prepares a walk to go on from a mark and returns the offset to begin at.
func (w *walk[T]) resume(from *Mark) int {
	switch {
	case from == nil:
		return 0
	case len(from.Tail.last) == 0: // no row has an identity: there are only offsets
		w.opts.Start, w.floor = from.End, max(from.End-1, 0)
		w.place.anchor, w.place.end = w.floor, from.End
		return w.floor
	}
	w.reach = from.End
	e := &earlier{tail: from.Tail, hashes: make(map[uint64]bool, len(from.Tail.last)), after: from.End - from.Offset - 1}
	for i, h := range from.Tail.last {
		e.hashes[h] = true
		if (i+1)%len(from.Tail.last) == from.Tail.next {
			e.last = h
		}
	}
	w.earlier = e
	w.place.anchor, w.place.end, w.place.largest = from.Offset, from.End, cmp.Or(from.Largest, w.list.Most)
	return from.Offset
}

// introduce makes a row known that came in the walk before.
func (w *walk[T]) introduce(key string, h uint64) {
	e := w.earlier
	stable := e.tail.hash(key)
	if !e.hashes[stable] {
		return
	}
	delete(e.hashes, stable)
	w.known.add(h)
	if stable != e.last {
		return
	}
	for range e.after {
		h = w.known.after(h)
		w.known.add(h)
	}
}

// begins is whether a page that begins with no known row is one to go on from all
// the same: at the very beginning, where all that ever came is known, or nothing is
// left.
func (e *earlier) begins(at, rows int) bool { return at == 0 && (e.tail.isWhole() || rows == 0) }

// inside returns the offset of the first row of a page that is known; 0: there is
// none, or it is the very first.
func (w *walk[T]) inside(p *page[T]) int {
	for i := range p.Rows {
		if h := w.hash(&p.Rows[i]); h != 0 && w.known.has(h) {
			return p.at + i
		}
	}
	return 0
}
