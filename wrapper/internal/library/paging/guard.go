package paging

import (
	"fmt"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// guard ends walks that do not advance: the service ignores offsets, or changes
// faster than it can be read.
type guard struct {
	slack  float64 // pages that may be looked at without any use
	looked int     // pages looked at
	credit float64 // twice the pages that were of use

	before mark  // the page before
	same   []int // offsets of the pages in a row that hold the same rows
	again  bool  // the page begins as the one before did
}

// mark is what the pages of a walk are compared by.
type mark struct {
	at, start   int
	placed      bool // the service says where the page is
	rows        int
	shown       bool // there are rows that are not null
	first, last uint64
	begins      uint64 // the very first row, if it has an identity
}

func (p *page[T]) mark() mark {
	of := mark{
		at: p.at, start: p.Start, placed: p.Limit > 0, rows: len(p.Rows), shown: p.shown, first: p.first, last: p.last,
	}
	if p.firstAt == p.at {
		of.begins = p.first
	}
	return of
}

// check reports a page that is not the one asked for, or one too many.
func (g *guard) check(p mark) error {
	if g.looked++; float64(g.looked) > g.credit+g.slack {
		return fmt.Errorf("%w: %d pages did not put its rows in order", confluence.ErrChanged, g.looked)
	}
	if p.rows == 0 {
		return nil // whatever it says
	}
	if p.placed && p.start != p.at {
		return fmt.Errorf("%w: asked for offset %d, got the page at %d", confluence.ErrStalled, p.at, p.start)
	}
	before := g.before
	g.before = p
	elsewhere := before.rows > 0 && before.at < p.at // a step back may well meet the same rows
	g.again = elsewhere && p.begins != 0 && p.begins == before.begins
	if g.again && !p.placed {
		return fmt.Errorf("%w: the pages asked for at the offsets %d and %d begin alike", confluence.ErrStalled, before.at, p.at)
	}
	if !elsewhere {
		g.same = append(g.same[:0], p.at)
		return nil
	}
	// A page at the right offset may have the rows of the one before once: rows
	// that are added push others into the next page.
	if !p.shown || p.rows != before.rows || p.first != before.first || p.last != before.last {
		g.same = g.same[:0]
	}
	if g.same = append(g.same, p.at); len(g.same) > 2 {
		return fmt.Errorf("%w: the pages at the offsets %d, %d and %d hold the same rows",
			confluence.ErrStalled, g.same[0], g.same[1], g.same[2])
	}
	return nil
}

// useful counts a page that was taken, by the share of its rows that led on. The
// beginning, read again, counts for nothing: a service whose rows are always
// others would be read there for ever.
func (g *guard) useful(fresh, rows int, how joint) {
	share := min(1, float64(fresh)/float64(max(1, rows-1)))
	switch {
	case g.again: // as a service does that ignores the offset
	case how == begin && g.looked > 1: // or all is new, as where rows have no identity that lasts
	default:
		g.credit += 2 * share
	}
}
