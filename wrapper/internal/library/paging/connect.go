package paging

// page is a page, the offset it was asked for, and how to tell it from others.
type page[T any] struct {
	*Batch[T]

	at          int
	first, last uint64 // hashes of the first and the last row with an identity; 0: there is none
	firstAt     int    // offset of that first row
	lastAt      int    // offset of that last row
	shown       bool   // there are rows that are not null
	fresh       int    // rows that were new when the page was taken
}

func (p *page[T]) end() int   { return p.at + len(p.Rows) }
func (p *page[T]) more() bool { return p.Batch.more(p.at) }

// survey finds out what a page begins and ends with.
func (w *walk[T]) survey(b *Batch[T], at int) *page[T] {
	p := &page[T]{Batch: b, at: at}
	for i := range b.Rows {
		if p.first, p.firstAt = w.hash(&b.Rows[i]), at+i; p.first != 0 {
			break
		}
	}
	for i := len(b.Rows) - 1; i >= 0 && p.first != 0 && p.last == 0; i-- {
		p.last, p.lastAt = w.hash(&b.Rows[i]), at+i
	}
	for i := 0; i < len(b.Rows) && !p.shown; i++ {
		p.shown = !w.list.null(&b.Rows[i])
	}
	return p
}

// hash returns the hash of a row; 0: it has no identity.
func (w *walk[T]) hash(row *T) uint64 {
	key := w.list.Key(row)
	if key == "" {
		return 0
	}
	h := w.known.hash(key)
	if w.earlier != nil {
		w.introduce(key, h)
	}
	return h
}

// joint is how a page continues a walk.
type joint int

const (
	apart   joint = iota // it does not
	begin                // it is where the listing, or the walk, begins
	known                // its first row is known
	chained              // rows without an identity lead up to it
)

// joint applies the rule that walks rest on. Rows without an identity cannot be
// known; those that a page begins with stood before the row that is.
func (w *walk[T]) joint(p *page[T]) joint {
	switch {
	case p.first != 0 && w.known.has(p.first):
		return known
	case w.earlier != nil && w.earlier.begins(p.at, len(p.Rows)):
		return begin
	case w.earlier != nil:
		return apart
	case w.place.last == nil, p.at == 0 && w.opts.Start == 0:
		return begin
	case p.at == w.floor && !w.place.named && p.firstAt > p.at: // the row before the start has no identity
		return begin
	}
	return apart
}

// take yields the unknown rows of a page that was asked for where the walk is.
func (w *walk[T]) take(p *page[T], how joint) error {
	before := w.place.end
	w.place.settle(p)
	w.fill()
	if err := w.pass(p, how, before); err != nil {
		return err
	}
	w.place.stuck = w.place.stuck && (p.fresh == 0 || w.place.opening)
	return nil
}

// pass yields the unknown rows of a page. Those after an offset have not been
// read before, nulls among them.
func (w *walk[T]) pass(p *page[T], how joint, before int) error {
	passed := 0
	last := uint64(0)
	if how == chained {
		last = w.place.tail
	}
	skip := how == known
	var prior *T // the last row that was known
	run := 0     // of new rows since
	for i := range p.Rows {
		row := &p.Rows[i]
		h := w.hash(row)
		named := h != 0
		if !named {
			switch {
			case w.list.null(row):
				if p.at+i >= before && p.first != 0 {
					passed++
				}
				continue
			case skip: // it stood before a known row
				continue
			}
			h = w.known.after(last)
		}
		skip, last = false, h
		if !w.known.add(h) || how == begin && w.opts.Start > 0 && i == 0 {
			if named {
				w.tellLate(run, prior, row)
				prior, run = row, 0
			}
			continue
		}
		run++
		p.fresh++
		if err := w.ahead.ctx.Err(); err != nil {
			return err
		}
		if !w.yield(*row) {
			return errBreak
		}
	}
	if p.end() < w.reach {
		w.tellLate(run, prior, nil)
	}
	w.reach = max(w.reach, p.end())
	if w.place.last == p && w.place.end == p.end() {
		w.place.tail = last
	}
	if p.fresh > 0 {
		w.probes, w.gaps, w.hole = 0, 0, -1
	}
	w.guard.useful(p.fresh+passed, len(p.Rows), how)
	return nil
}

// tellLate tells that new rows stand between two others, that before and that after
// them; nil for one that is not known.
func (w *walk[T]) tellLate(n int, prior, next *T) {
	if n == 0 || w.late == nil {
		return
	}
	place := Place{Late: true}
	if prior != nil {
		place.After = w.list.Key(prior)
	}
	if next != nil {
		place.Before = w.list.Key(next)
	}
	w.late(n, place)
}
