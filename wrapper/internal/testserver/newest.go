package testserver

// newest keeps the last rows that were added, up to a number and a size.
type newest[T any] struct {
	rows        []kept[T]
	first       int // where the oldest is
	bytes       int
	total       int64 // of all that came, since it was emptied
	most, bound int
}

type kept[T any] struct {
	row  T
	size int
}

// add takes a row and drops the oldest ones beyond the bounds. The size of a row
// is about what it takes of memory.
func (n *newest[T]) add(row T, size int) {
	n.total++
	if n.most <= 0 {
		return
	}
	n.rows = append(n.rows, kept[T]{row, size})
	n.bytes += size
	for n.len() > n.most || n.bytes > n.bound && n.len() > 1 {
		n.bytes -= n.rows[n.first].size
		n.rows[n.first] = kept[T]{}
		n.first++
	}
	if n.first > 16 && n.first > len(n.rows)/2 { // what was dropped is moved over, now and then
		kept := copy(n.rows, n.rows[n.first:])
		clear(n.rows[kept:])
		n.rows, n.first = n.rows[:kept], 0
	}
}

// grow adds to the size of the newest row; if that is another one by now, the
// total is right all the same.
func (n *newest[T]) grow(size int) {
	if n.len() > 0 {
		n.rows[len(n.rows)-1].size += size
		n.bytes += size
	}
}

func (n *newest[T]) len() int { return len(n.rows) - n.first }

// all returns the rows, the oldest first.
func (n *newest[T]) all() []T {
	rows := make([]T, 0, n.len())
	for _, k := range n.rows[n.first:] {
		rows = append(rows, k.row)
	}
	return rows
}

// empty forgets everything, also the count.
func (n *newest[T]) empty() { *n = newest[T]{most: n.most, bound: n.bound} }

// keep sets how many rows are kept from now on.
func (n *newest[T]) keep(most int) {
	n.most = most
	if over := n.len() - max(most, 0); over > 0 {
		for _, k := range n.rows[n.first : n.first+over] {
			n.bytes -= k.size
		}
		n.rows = append([]kept[T]{}, n.rows[n.first+over:]...)
		n.first = 0
	}
}
