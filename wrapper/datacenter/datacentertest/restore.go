package datacentertest

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// This file is what seeds and snapshots know of how the store keeps things.

// begin puts the administrator and the administrators' group into an empty
// instance.
func (s *Server) begin() {
	s.store = newStore()
	s.store.Clock = s.engine.Clock()
	s.AddUser(User{Username: s.AdminName(), FullName: "Administrator", SystemAdmin: true})
	s.AddGroup(administrators, s.AdminName())
}

// replaceBy takes over everything from another store, which is given up.
func (s *store) replaceBy(other *store) {
	s.Store = other.Store
	s.byID, s.byName, s.bySecret, s.users, s.enabled = other.byID, other.byName, other.bySecret, other.users, other.enabled
	s.keyed = other.keyed
	s.content = other.content
	s.tasks, s.tasksByID, s.pending = other.tasks, other.tasksByID, other.pending
}

// restoreUser is what [Server.AddUser] does not take. It reports false if the
// token is another user's.
func (s *store) restoreUser(u seedUser) bool {
	restored := s.userByName(u.Username)
	if u.Token != "" && u.Token != restored.secret {
		if s.bySecret[u.Token] != nil {
			return false
		}
		delete(s.bySecret, restored.secret)
		restored.secret = u.Token
		s.bySecret[u.Token] = restored
	}
	if u.Key != "" {
		s.restoreKey(restored, u.Key)
	}
	restored.expires = u.TokenExpires.From(s.Clock.Now())
	restored.locale, restored.failures, restored.lastLogin = u.Locale, u.FailedLogins, u.LastLogin
	return true
}

// restoreKey gives a user a key, and a place behind those who were given one
// before.
func (s *store) restoreKey(u *user, key string) {
	s.users.Remove(u)
	s.enabled.Remove(u)
	delete(s.byID, u.id)
	for _, m := range slices.Clone(s.Memberships(u.id)) { // of the administrator
		s.Leave(m.Group, u.id)
		s.Join(m.Group, key)
	}
	u.id = key
	u.serial = state.Early(s.keyed)
	s.keyed++
	s.byID[key] = u
	s.users.Add(u)
	s.setDisabled(u, u.disabled)
}

// restoreGroup adds a group that may have an id already, without the members
// that instances begin with.
func (s *store) restoreGroup(id, name string) {
	g := s.RestoreGroup(id, name)
	for _, member := range g.Members().Cut(0, g.Members().Len()) {
		s.Leave(g, member.ID)
	}
}

// restoreContent is content that may have an id already.
func (s *store) restoreContent(p seedPage) (id string) {
	c := s.addContent(cmp.Or(p.Kind, "page"), p.Space, p.Title)
	if p.ID != "" {
		s.TakeBack()
		delete(s.content, c.id)
		c.id = p.ID
		s.content[c.id] = c
	}
	if u := s.userByName(p.Creator); u != nil {
		s.Watch(contentWatchOf(u, c))
	}
	return c.id
}

// restoreTask begins a task that may have an id already, some time ago.
func (s *store) restoreTask(id string, elapsed time.Duration, t task) {
	begun := s.begin(t)
	s.pending.Remove(begun) // it is ordered by what changes now
	if id != "" {
		s.TakeBack()
		delete(s.tasksByID, begun.ID)
		begun.ID = id
		s.tasksByID[id] = begun
	}
	begun.Begun = begun.Begun.Add(-elapsed)
	if begun.removes != "" {
		s.pending.Add(begun)
	}
}

// allUsers returns the users in the order of their coming.
func (s *store) allUsers() []*user { return s.users.Cut(0, s.users.Len()) }

// allContent returns the content in the order of its coming.
func (s *store) allContent() []*content {
	return slices.SortedFunc(maps.Values(s.content), func(a, b *content) int { return state.ByAge(a.id, b.id) })
}

// allTasks returns the tasks in the order of beginning.
func (s *store) allTasks() []*task { return s.tasks }

// memberNames returns up to n of those in a group, in the order of joining.
func (s *store) memberNames(g *state.Group, n int) []string {
	var names []string
	for _, member := range g.Members().Cut(0, n) {
		names = append(names, s.byID[member.ID].username)
	}
	return names
}

// childNames returns which groups are in a group.
func (*store) childNames(g *state.Group) []string {
	var names []string
	for child := range g.Children().All() {
		names = append(names, child.Name)
	}
	return names
}

// isExpired reports whether the token of a user is no longer accepted.
func (s *store) isExpired(u *user) bool {
	return !u.expires.IsZero() && !s.Clock.Now().Before(u.expires)
}
