package cloudtest

import (
	"maps"
	"slices"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// This file is what seeds and snapshots know of how the store keeps things.

// begin puts the site administrator into an empty site.
func (s *Server) begin() {
	s.store = newStore()
	s.store.Clock = s.engine.Clock()
	s.adminID = s.AddUser(User{Name: "Site Administrator", Email: "admin@example.com", SiteAdmin: true})
}

// replaceBy takes over everything from another store, which is given up.
func (s *store) replaceBy(other *store) {
	s.Store = other.Store
	s.users, s.byID, s.bySecret, s.byEmail = other.users, other.byID, other.bySecret, other.byEmail
	s.byPersonal, s.searches, s.access = other.byPersonal, other.searches, other.access
	s.content, s.labels = other.content, other.labels
	s.tasks, s.tasksByID, s.tasksByName = other.tasks, other.tasksByID, other.tasksByName
	s.invited, s.isInvited = other.invited, other.isInvited
}

// setToken gives an account another token, unless it is empty, and an end to it.
// It reports false if the token is another account's.
func (s *store) setToken(accountID, token string, expires time.Time) bool {
	u := s.user(accountID)
	u.expires = expires
	if token == "" || token == u.secret {
		return true
	}
	if s.bySecret[token] != nil {
		return false
	}
	delete(s.bySecret, u.secret)
	u.secret = token
	s.bySecret[token] = u
	return true
}

// restorePage is [Server.AddPage] for a page that may have an id already.
func (s *store) restorePage(p seedPage) (id string) {
	c := s.addContent(p.Space, p.Title, p.Labels)
	if p.ID != "" {
		s.TakeBack()
		delete(s.content, c.id)
		c.id = p.ID
		s.content[c.id] = c
	}
	if p.Creator != "" {
		s.Watch(state.Watch{Kind: state.OnContent, Target: c.id, User: p.Creator})
	}
	return c.id
}

// restoreProperty stores a property that may have an id and dates already.
func (s *store) restoreProperty(p seedProperty) {
	u := s.user(p.Account)
	s.setProperty(u, p.Key, p.Value)
	kept := u.property(p.Key)
	if p.ID != "" {
		s.TakeBack()
		u.properties.listed.Remove(kept)
		kept.id, kept.serial = p.ID, state.Early(u.properties.listed.Len())
		u.properties.listed.Add(kept)
	}
	if !p.Created.IsZero() {
		kept.created = p.Created
	}
	if !p.Changed.IsZero() {
		kept.changed = p.Changed
	}
}

// restoreTask begins a task that may have an id already, some time ago.
func (s *store) restoreTask(id string, elapsed time.Duration, t confluencetest.Task) {
	begun := s.addTask(t)
	if id != "" {
		s.TakeBack()
		delete(s.tasksByID, begun.ID)
		begun.ID = id
		s.tasksByID[id] = begun
	}
	begun.Begun = begun.Begun.Add(-elapsed)
}

// allUsers returns the accounts in the order of their coming.
func (s *store) allUsers() []*user { return s.users }

// allContent returns the pages in the order of their coming.
func (s *store) allContent() []*content {
	return slices.SortedFunc(maps.Values(s.content), func(a, b *content) int { return state.ByAge(a.id, b.id) })
}

// allTasks returns the tasks in the order of beginning.
func (s *store) allTasks() []*state.Task { return s.tasks }

// allProperties returns the properties of an account in the order of their
// coming.
func (u *user) allProperties() []*property {
	return slices.Collect(u.properties.listed.All())
}

// memberIDs returns up to n of those in a group, in the order of joining.
func (*store) memberIDs(g *state.Group, n int) []string {
	var ids []string
	for _, member := range g.Members().Cut(0, n) {
		ids = append(ids, member.ID)
	}
	return ids
}

// isExpired reports whether the token of an account is no longer accepted.
func (s *store) isExpired(u *user) bool {
	return !u.expires.IsZero() && !s.Clock.Now().Before(u.expires)
}
