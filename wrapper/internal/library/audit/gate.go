package audit

import (
	"context"
	"slices"
	"sync"
)

// pagesAhead bounds the pages that are read before they are yielded, of all groups
// together.
const pagesAhead = 200

// gate decides who reads the next page: the first of the groups. There is room for
// few pages at once, for those of later groups were read in vain where the audit ends
// early. The group in hand always gets one, so that the audit goes on.
type gate struct {
	least int  // pages there is always room for
	grows bool // there is room for a twentieth of what was yielded

	mu    sync.Mutex
	taken int   // pages yielded
	held  int   // pages under way, or read and not yet yielded
	hand  *lane // of the group that is yielded
	waits []*lane
}

// lane is that of one group through the gate.
type lane struct {
	group int // in the order of the audit
	held  int // its part of what the gate holds
	ready chan struct{}
}

func newGate(metered bool, parallel int) *gate {
	g := &gate{least: pagesAhead}
	if metered || parallel == 1 {
		g.least, g.grows = parallel, parallel > 1
	}
	return g
}

// enter waits until a page may be read. It reports whether that came before the end
// of the context, which is that of the audit: nothing has to be given back then.
func (g *gate) enter(ctx context.Context, l *lane) bool {
	g.mu.Lock()
	at, _ := slices.BinarySearchFunc(g.waits, l, func(a, b *lane) int { return a.group - b.group })
	g.waits = slices.Insert(g.waits, at, l)
	g.open()
	g.mu.Unlock()
	select {
	case <-l.ready:
		return true
	case <-ctx.Done():
		return false
	}
}

// begin takes a group in hand.
func (g *gate) begin(l *lane) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.hand = l
	g.open()
}

// take makes room for another page as one is yielded.
func (g *gate) take(l *lane) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.taken++
	g.free(l)
}

// leave makes room where no page came.
func (g *gate) leave(l *lane) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.free(l)
}

func (g *gate) free(l *lane) {
	l.held--
	g.held--
	g.open()
}

// open lets in who may read.
func (g *gate) open() {
	room := g.least
	if g.grows {
		room = max(room, min(g.taken/20, pagesAhead))
	}
	for len(g.waits) > 0 {
		l := g.waits[0]
		if g.held >= room && (l != g.hand || l.held > 0) {
			return
		}
		g.waits = g.waits[1:]
		l.held++
		g.held++
		l.ready <- struct{}{} // has room for one
	}
}
