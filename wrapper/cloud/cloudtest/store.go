package cloudtest

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// store is the state of a site. Whoever calls its methods holds mu.
type store struct {
	state.Store

	mu      sync.Mutex
	users   []*user
	content []*content
	tasks   []*state.Task
	invited []string
}

// user is an account.
type user struct {
	id, name, email, kind, secret      string
	siteAdmin, admin, guest, hideEmail bool
	properties                         []*property
}

type property struct {
	id, key          string
	value            json.RawMessage
	created, changed time.Time
}

// content is a page.
type content struct {
	id, space, title string
	labels           []string
}

func (s *store) user(id string) *user {
	return state.Find(s.users, func(u *user) bool { return u.id == id })
}

func (s *store) userByEmail(email string) *user {
	return state.Find(s.users, func(u *user) bool { return strings.EqualFold(u.email, email) })
}

// usersByID leaves out ids that nobody has and keeps repeated ones.
func (s *store) usersByID(ids []string) []*user {
	found := make([]*user, 0, len(ids))
	for _, id := range ids {
		if u := s.user(id); u != nil {
			found = append(found, u)
		}
	}
	return found
}

func (s *store) contentByID(id string) *content {
	return state.Find(s.content, func(c *content) bool { return c.id == id })
}

// hasLabel reports whether a label exists, which it does only while some
// content carries it.
func (s *store) hasLabel(name string) bool {
	return slices.ContainsFunc(s.content, func(c *content) bool { return slices.Contains(c.labels, name) })
}

// watchers returns who watches something, in the order of beginning to.
func (s *store) watchers(kind state.Kind, target string) []*user {
	return s.usersByID(s.Watchers(kind, target))
}

func (s *store) addTask(t confluencetest.Task) *state.Task {
	begun := s.Begin(t)
	s.tasks = append(s.tasks, &begun)
	return &begun
}

func (s *store) task(id string) *state.Task {
	return state.Find(s.tasks, func(t *state.Task) bool { return t.ID == id })
}

func (u *user) property(key string) *property {
	return state.Find(u.properties, func(p *property) bool { return p.key == key })
}

func (s *store) setProperty(u *user, key string, value json.RawMessage) {
	now := time.Now()
	p := u.property(key)
	if p == nil {
		p = &property{id: s.NumberText(), key: key, created: now}
		u.properties = append(u.properties, p)
	}
	p.value, p.changed = slices.Clone(value), now
}

func (u *user) removeProperty(key string) {
	u.properties = slices.DeleteFunc(u.properties, func(p *property) bool { return p.key == key })
}
