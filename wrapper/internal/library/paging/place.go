package paging

// place is where a walk is in the listing, by the offsets of the pages it took.
// Offsets are guesses where rows come and go; nothing but the choice of requests
// depends on them.
type place[T any] struct {
	given int // page size that the caller asked for
	limit int // page size of the walk: the one given, or the one the service tells
	most  int // largest page size that the service honours

	anchor  int      // offset of the last row read that has an identity
	end     int      // offset after the last row read
	largest int      // rows of the largest page
	stride  int      // rows that a page is expected to bring
	last    *page[T] // the page that led here
	opening bool     // last is the first page
	named   bool     // a row with an identity has been read
	stuck   bool     // last led nowhere
	tail    uint64   // hash of the last row read
}

// run is how many rows a page at the anchor begins with that have been read: the
// anchor, and the rows without an identity after it.
func (l *place[T]) run() int { return l.end - l.anchor }

// ask returns the page size to ask for at an offset: one that brings as many new
// rows as a page of a walk by offsets would.
func (l *place[T]) ask(at int) int {
	if l.limit == 0 || l.limit >= l.most {
		return l.given
	}
	known := 1
	if at == l.anchor {
		known = l.run()
	}
	return min(l.limit+known, l.most)
}

// settle moves to the end of a page.
func (l *place[T]) settle(p *page[T]) {
	n := len(p.Rows)
	l.opening = l.last == nil
	if l.opening && l.given == 0 {
		if l.limit = p.Limit; l.limit == 0 { // not told
			l.limit = n
		}
	}
	known := 1
	if p.at == l.anchor && !l.opening {
		known = l.run()
	}
	// A page that ends where the walk has been leads nowhere.
	nowhere := !l.opening && p.at == l.anchor && p.end() <= l.end
	single := n == 1 && l.given != 1 && p.Limit != 1 // although it might have more
	l.stuck = nowhere || l.opening && (single || n == 1 && l.end > 0)
	l.stride = n - known
	if l.opening && l.limit > 0 && n >= l.limit && l.limit < l.most {
		l.stride = l.limit // the next pages are larger by the row they begin with
	}
	l.largest = max(l.largest, n)
	if !nowhere || p.lastAt > l.anchor { // else rows without an identity may have been read beyond it
		l.end = p.end()
	}
	if p.last != 0 {
		l.anchor, l.named = p.lastAt, true
	} else {
		l.anchor = min(l.anchor, p.at) // only a page at the very beginning is before the anchor
	}
	l.last = p
}

// alone is whether a page that led nowhere is the end all the same: it holds
// nothing but the known row, and nothing tells of more. Of a first page that is
// less sure, since services that cut pages to one row are seen by it.
func (l *place[T]) alone() bool {
	p := l.last
	first := l.opening && p.fresh > 0
	more := p.Next || p.full() || p.short(p.at) || l.ask(p.at) == 1
	return len(p.Rows) == 1 && l.named && !first && !more
}
