package paging

import (
	"fmt"
	"slices"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// mostKept bounds the pages that wait until they connect.
const mostKept = 20

// back returns where to read after a page that does not connect: rows before it
// have left. The page stays of use: when what is missing before it has been read,
// it may connect.
func (w *walk[T]) back(p *page[T]) (int, error) {
	if w.earlier != nil {
		// Of the walk before, only the last rows are known: they may be passed by.
		if at := w.inside(p); at > 0 {
			return at, nil
		}
	}
	if p.at <= w.floor {
		return 0, fmt.Errorf("%w: the rows from offset %d on are none that were there", confluence.ErrChanged, p.at)
	}
	if len(p.Rows) == 0 && p.Next && p.at == w.hole {
		if w.gaps++; w.gaps > 1 {
			return 0, hollow(p)
		}
	}
	w.keep(p)
	return max(w.floor, p.at-max(1, w.place.largest-1)), nil
}

// keep keeps a page that does not connect yet. Of too many the one farthest
// ahead is dropped: it would connect last.
func (w *walk[T]) keep(p *page[T]) {
	if len(p.Rows) == 0 {
		w.hole = p.at
		return
	}
	i, _ := slices.BinarySearchFunc(w.kept, p.at, func(q *page[T], at int) int { return q.at - at })
	w.kept = slices.Insert(w.kept, i, p)
	if len(w.kept) > mostKept {
		w.kept = w.kept[:mostKept]
	}
}

// retry takes the kept pages that connect, now that another page was taken. One
// that does not, and that the walk has passed, never will: its first row has left.
func (w *walk[T]) retry() error {
	for i := 0; ; {
		if err := w.overtake(); err != nil {
			return err
		}
		if i >= len(w.kept) {
			return nil
		}
		p := w.kept[i]
		switch {
		case w.joint(p) == known:
			w.kept = slices.Delete(w.kept, i, i+1)
			if err := w.retake(p); err != nil {
				return err
			}
			i = 0
		case p.at <= w.place.anchor:
			w.kept = slices.Delete(w.kept, i, i+1)
		default:
			i++
		}
	}
}

// overtake keeps the pages fetched ahead that begin before the anchor and likely
// end after it. That such a page failed does not matter.
func (w *walk[T]) overtake() error {
	for {
		f := w.ahead.behind(w.place.anchor)
		if f == nil {
			return nil
		}
		if f.err != nil || f.panic != nil {
			continue
		}
		p := w.survey(f.batch, f.at)
		if err := w.guard.check(p.mark()); err != nil {
			return err
		}
		if len(p.Rows) > 0 {
			w.keep(p)
		}
	}
}

// retake takes a kept page. It moves the walk only if it ends with a row that is
// new.
func (w *walk[T]) retake(p *page[T]) error {
	before := w.place.end
	if !w.known.has(p.last) {
		w.place.settle(p)
		w.place.stuck = false
		w.fill()
	}
	return w.pass(p, known, before)
}

// probe reads plainly behind a page that led nowhere. There may be rows: the
// service has cut the page to what was known.
func (w *walk[T]) probe() (int, error) {
	p, err := w.look(w.place.end)
	if err != nil {
		return 0, err
	}
	how := w.joint(p)
	switch {
	case len(p.Rows) == 0:
		return w.vacant(p)
	case how == apart && (w.place.run() > 1 || !w.place.named):
		how = chained
	case how == apart:
		if w.probes++; w.probes > 1 {
			return 0, fmt.Errorf("%w: the page at offset %d has one row, and there are more at %d",
				confluence.ErrStalled, w.place.anchor, p.at)
		}
		w.keep(p)
		return w.place.anchor, nil
	}
	if err := w.take(p, how); err != nil {
		return 0, err
	}
	return w.onward()
}

// vacant decides whether an empty page behind all rows is the end. Real services
// link from there to a next page, and that is empty as well; where it is not, or
// rows were counted that do not come, what was last read is read once more.
func (w *walk[T]) vacant(p *page[T]) (int, error) {
	nothing := !p.short(p.at)
	if next := p.at + max(p.Limit, w.place.largest, 1); nothing && p.Next && next <= mostOffset {
		further, err := w.look(next)
		if err != nil {
			return 0, err
		}
		nothing = len(further.Rows) == 0 && !further.short(further.at)
	}
	if nothing {
		return 0, errEnd
	}
	if w.gaps++; w.gaps > 1 {
		return 0, hollow(p)
	}
	return w.place.anchor, nil
}

// hollow is the error for an empty page that is not the end.
func hollow[T any](p *page[T]) error {
	if p.short(p.at) {
		return fmt.Errorf("%w: %d rows were counted, and there are none from offset %d on",
			confluence.ErrChanged, *p.Count, p.at)
	}
	return fmt.Errorf("%w: the page at offset %d is empty, and it is not the last", confluence.ErrStalled, p.at)
}
