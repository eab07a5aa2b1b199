package audit_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/audit"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
)

// model is a site whose groups and members change while it is read.
type model struct {
	mu      sync.Mutex
	page    int // rows of a page
	groups  []string
	members map[string][]string
	change  func() // before each request, with the lock
	took    time.Duration
	fail    func(listing string, start int) error

	requests   int
	under, top int            // requests under way, and the most there were
	pages      map[string]int // requests of each listing
}

// newModel returns a site of groups with so many members each.
func newModel(page int, sizes ...int) *model {
	m := &model{page: page, members: map[string][]string{}, pages: map[string]int{}}
	for i, n := range sizes {
		group := fmt.Sprintf("g%03d", i)
		m.groups = append(m.groups, group)
		for k := range n {
			m.members[group] = append(m.members[group], fmt.Sprintf("m%05d", k))
		}
	}
	return m
}

func (m *model) site() audit.Site[string, string] {
	return audit.Site[string, string]{
		Groups: m.listing("", func() []string { return m.groups }),
		Members: func(group string) paging.Listing[string] {
			return m.listing(group, func() []string { return m.members[group] })
		},
		Check: func(group *string) error {
			if *group == "" {
				return errNoGroup
			}
			return nil
		},
	}
}

func (m *model) listing(name string, rows func() []string) paging.Listing[string] {
	return paging.Listing[string]{
		Key: func(r *string) string { return *r }, Most: 200,
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[string], error) {
			if err := m.arrive(ctx, name, w.Start); err != nil {
				return nil, err
			}
			m.mu.Lock()
			defer m.mu.Unlock()
			m.under--
			all, limit := rows(), w.Limit
			if limit == 0 {
				limit = m.page
			}
			first := min(w.Start, len(all))
			end := min(first+limit, len(all))
			return &paging.Batch[string]{
				Rows: append([]string{}, all[first:end]...), Start: w.Start, Limit: limit, Next: end < len(all),
			}, nil
		},
	}
}

func (m *model) arrive(ctx context.Context, name string, start int) error {
	m.mu.Lock()
	m.requests++
	m.pages[name]++
	m.under++
	m.top = max(m.top, m.under)
	if m.change != nil {
		m.change()
	}
	fail := m.fail
	m.mu.Unlock()
	if fail != nil {
		if err := fail(name, start); err != nil {
			return err
		}
	}
	if m.took > 0 {
		select {
		case <-time.After(m.took):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// rows are all memberships, in order.
func (m *model) rows() []string {
	var all []string
	for _, group := range m.groups {
		for _, member := range m.members[group] {
			all = append(all, group+" "+member)
		}
	}
	return all
}

// leave takes a member out of a group, or deletes the group.
func (m *model) leave(group string, member int) {
	if member < 0 {
		m.groups = slices.DeleteFunc(slices.Clone(m.groups), func(g string) bool { return g == group })
		m.members[group] = nil
		return
	}
	if all := m.members[group]; member < len(all) {
		m.members[group] = slices.Delete(slices.Clone(all), member, member+1)
	}
}

// come makes a group, which is listed by its name, with one member.
func (m *model) come(group string) {
	at, there := slices.BinarySearch(m.groups, group)
	if there {
		return
	}
	m.groups = slices.Insert(slices.Clone(m.groups), at, group)
	m.members[group] = []string{"m00000"}
}
