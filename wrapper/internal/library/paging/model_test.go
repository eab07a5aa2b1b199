package paging_test

import (
	"context"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
)

// row is a row of the model: a name, none, or null.
type row struct {
	name string
	null bool
}

// member is a place in the model's order, taken or not: who returns keeps it.
type member struct {
	row

	present bool
	stayed  bool // for the whole walk
}

// model is a listing that changes while it is read.
type model struct {
	mu      sync.Mutex
	members []member

	standard int        // page size where none is asked for
	most     int        // page size that is honoured
	cuts     func() int // how many rows a page may have, at most; nil: as many as asked for
	change   func()     // what happens before a request, and after another one's rows were picked
	placed   bool       // pages say where they are
	linked   bool       // pages link to the next one
	counted  bool
	endless  bool // there is always a link
	took     time.Duration

	requests []paging.Window
	under    atomic.Int32 // requests under way
}

func newModel(n int) *model {
	m := &model{members: make([]member, n), standard: 200, most: 200, placed: true, linked: true}
	for i := range m.members {
		m.members[i] = member{row{name: "r" + strconv.Itoa(i)}, true, true}
	}
	return m
}

func (m *model) listing() paging.Listing[row] {
	return paging.Listing[row]{
		Fetch: m.fetch, Key: key, Null: func(r *row) bool { return r.null }, Most: m.most,
	}
}

func (m *model) fetch(ctx context.Context, w paging.Window) (*paging.Batch[row], error) {
	m.under.Add(1)
	defer m.under.Add(-1)
	if m.took > 0 {
		select {
		case <-time.After(m.took):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.requests = append(m.requests, w); len(m.requests) > 20_000 {
		panic("a walk without end")
	}
	if w.Start < 0 || w.Limit < 0 {
		panic("a window that is none")
	}
	if m.change != nil {
		m.change()
	}
	limit := w.Limit
	if limit == 0 {
		limit = m.standard
	}
	limit = min(limit, m.most)
	n := limit
	if m.cuts != nil {
		n = min(n, m.cuts())
	}
	b := &paging.Batch[row]{Rows: []row{}, Unlinked: !m.linked}
	count := 0
	for i := range m.members {
		if !m.members[i].present {
			continue
		}
		if count >= w.Start && count < w.Start+n {
			b.Rows = append(b.Rows, m.members[i].row)
		}
		count++
	}
	if m.placed {
		b.Start, b.Limit = w.Start, limit
	}
	if m.linked {
		b.Next = w.Start+len(b.Rows) < count || m.endless
	}
	if m.counted {
		b.Count = &count
	}
	return b, nil
}

func (m *model) present() []row {
	var rows []row
	for i := range m.members {
		if m.members[i].present {
			rows = append(rows, m.members[i].row)
		}
	}
	return rows
}

// set lets a member leave or return.
func (m *model) set(i int, present bool) {
	m.members[i].present = present
	m.members[i].stayed = m.members[i].stayed && present
}

// start forgets what was before a walk.
func (m *model) start() {
	m.requests = nil
	for i := range m.members {
		m.members[i].stayed = m.members[i].present
	}
}

// names are the names of the rows from an offset on.
func (m *model) names(from int) []string {
	var names []string
	for i, r := range m.present() {
		if i >= from && !r.null {
			names = append(names, r.name)
		}
	}
	return names
}

func key(r *row) string {
	if r.null {
		return ""
	}
	return r.name
}
