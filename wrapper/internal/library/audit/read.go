package audit

import (
	"context"
	"iter"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
)

// read begins one group after the other as turns become free.
func (r *reader[G, M]) read(ctx context.Context) {
	defer close(r.jobs)
	last := &job[G, M]{listing: true, pages: make(chan paging.Chunk[M])}
	last.guard(func() {
		for j, err := range r.groups(ctx) {
			if !r.turn(ctx) {
				return
			}
			if err != nil {
				last.err = err
				return
			}
			r.jobs <- j // has room for all whose turn it is
			r.under.Go(func() { j.read(ctx, r.on.Members(j.group), r.gate) })
		}
	})
	if last.err != nil || last.panicked {
		close(last.pages)
		r.jobs <- last
	}
}

func (r *reader[G, M]) turn(ctx context.Context) bool {
	select {
	case r.turns <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

// groups yields the groups to read: the one in hand first, and then those that come
// after what is done.
func (r *reader[G, M]) groups(ctx context.Context) iter.Seq2[*job[G, M], error] {
	return func(yield func(*job[G, M], error) bool) {
		rest, done, hand := r.options.Groups, r.began.done, ""
		begin := func(j *job[G, M]) bool {
			j.pages = make(chan paging.Chunk[M], pagesAhead) // has room for all that the gate lets in
			j.lane = lane{group: r.begun, ready: make(chan struct{}, 1)}
			r.begun++
			return yield(j, nil)
		}
		if group := r.began.group; group != nil {
			hand = r.on.Groups.Key(group)
			first := &job[G, M]{group: *group, from: r.began.members}
			if l := r.began.listing; l != nil {
				first.offset, first.page = l.End, l.Largest
			}
			if !begin(first) {
				return
			}
			done++
		}
		if rest != nil {
			for _, group := range rest[done:] {
				if !begin(&job[G, M]{group: group}) {
					return
				}
			}
			return
		}
		for chunk, err := range paging.Pages(ctx, r.began.listing, r.on.Groups) {
			if err != nil {
				yield(nil, err)
				return
			}
			first := chunk.Offset + 1 - len(chunk.Rows)
			for i, group := range chunk.Rows {
				if hand != "" && r.on.Groups.Key(&group) == hand {
					continue
				}
				if !begin(&job[G, M]{group: group, offset: max(first+i, 0), page: chunk.Largest, place: chunk.Place(i)}) {
					return
				}
			}
		}
	}
}

// read reads the members of a group.
func (j *job[G, M]) read(ctx context.Context, members paging.Listing[M], through *gate) {
	defer close(j.pages)
	j.guard(func() {
		if !through.enter(ctx, &j.lane) {
			j.err = ctx.Err()
			return
		}
		for chunk, err := range paging.Pages(ctx, j.from, members) {
			if err != nil {
				j.err = err
				break
			}
			j.pages <- chunk
			if chunk.Last {
				return
			}
			if !through.enter(ctx, &j.lane) {
				j.err = ctx.Err()
				return
			}
		}
		through.leave(&j.lane)
	})
}

// guard keeps what a function panics with, to panic with it where the caller can
// recover.
func (j *job[G, M]) guard(do func()) {
	returned := false
	defer func() {
		if !returned {
			j.panicked, j.panic = true, recover()
		}
	}()
	do()
	returned = true
}
