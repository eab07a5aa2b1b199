// Package audit walks through the members of many groups. Several groups are read
// side by side, and their members come group by group.
package audit

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
)

// Site is where groups and their members are read.
type Site[G, M any] struct {
	Groups  paging.Listing[G]
	Members func(G) paging.Listing[M]
	// Check reports a group that cannot be asked for.
	Check func(*G) error
}

// Options are those of an audit.
type Options[G any] struct {
	// Groups are the groups to read; nil is all of the site.
	Groups []G
	// Parallel is how many groups are read side by side; 0 is 8.
	Parallel int
	// Metered is whether pages cost points of a quota: then few are read ahead.
	Metered bool
	// From is where to go on from; nil is the beginning.
	From *confluence.AuditCheckpoint[G]
	// OnCheckpoint is told after each page where the audit is; nil for nobody.
	OnCheckpoint func(confluence.AuditCheckpoint[G]) error
	// OnGroupError decides on a group that cannot be read; nil ends the audit.
	OnGroupError func(G, error) error
}

// All walks through the members of the groups. See the methods of the products for
// what it promises.
func All[G, M, R any](ctx context.Context, on Site[G, M], o Options[G], row func(*G, *M) R) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		err := all(ctx, on, o, func(g *G, m *M) bool { return yield(row(g, m), nil) })
		if err != nil && !errors.Is(err, errBreak) {
			var none R
			yield(none, err)
		}
	}
}

// errBreak ends an audit whose consumer had enough.
var errBreak = errors.New("the range was left")

func all[G, M any](ctx context.Context, on Site[G, M], o Options[G], yield func(*G, *M) bool) error {
	if ctx == nil {
		return argument.Invalid("context", "is nil")
	}
	p, err := newProgress(&on, &o)
	if err != nil {
		return err
	}
	r := &reader[G, M]{
		on: &on, options: &o, began: p.at, gate: newGate(o.Metered, o.Parallel),
		jobs: make(chan *job[G, M], o.Parallel+1), turns: make(chan struct{}, o.Parallel),
	}
	under, cancel := context.WithCancel(ctx)
	defer r.under.Wait()
	defer cancel()
	r.under.Go(func() { r.read(under) })
	for j := range r.jobs {
		r.gate.begin(&j.lane)
		if err := p.through(ctx, j, r.gate, yield); err != nil {
			return err
		}
		<-r.turns
	}
	return ctx.Err()
}

// through yields the members of a group.
func (p *progress[G, M]) through(ctx context.Context, j *job[G, M], pass *gate, yield func(*G, *M) bool) error {
	switch {
	case j.listing && j.panicked:
		panic(j.panic)
	case j.listing:
		return j.err
	}
	p.begin(j)
	for chunk := range j.pages {
		pass.take(&j.lane)
		for i := range chunk.Rows {
			if err := ctx.Err(); err != nil {
				return err
			}
			member := &chunk.Rows[i]
			if !yield(&j.group, member) {
				return errBreak
			}
			p.came(member, chunk.Place(i))
		}
		p.pass(&chunk)
		if chunk.Last {
			return p.done(j)
		}
		if err := p.tell(); err != nil {
			return err
		}
	}
	switch {
	case j.panicked:
		panic(j.panic)
	case j.err == nil:
		return p.done(j)
	}
	if err := p.failed(ctx, j); err != nil {
		return err
	}
	return p.done(j)
}

// failed decides whether the audit goes on without the rest of a group.
func (p *progress[G, M]) failed(ctx context.Context, j *job[G, M]) error {
	if p.options.OnGroupError == nil || ctx.Err() != nil || concernsAll(j.err) {
		return fmt.Errorf("%v: %w", j.group, j.err)
	}
	return p.options.OnGroupError(j.group, j.err)
}

// concernsAll reports an error that every other group would meet, too.
func concernsAll(err error) bool {
	for _, kind := range []error{
		confluence.ErrUnauthorized, confluence.ErrAnonymous, confluence.ErrScope, confluence.ErrRateLimited, confluence.ErrQuota,
		confluence.ErrNoRoute, confluence.ErrRefused,
	} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

// job is a group that is read.
type job[G, M any] struct {
	group G
	lane  lane
	// offset and page are where it is listed, and place is among the other groups.
	offset, page int
	place        paging.Place
	from         *paging.Mark
	pages        chan paging.Chunk[M]

	// What follows is set before pages is closed.
	err      error
	listing  bool // it is the listing of groups that failed
	panicked bool
	panic    any
}

// reader reads groups side by side, in order.
type reader[G, M any] struct {
	on      *Site[G, M]
	options *Options[G]
	began   *place[G]
	gate    *gate
	begun   int // groups
	jobs    chan *job[G, M]
	turns   chan struct{} // one for each group that is read and not yet yielded
	under   sync.WaitGroup
}
