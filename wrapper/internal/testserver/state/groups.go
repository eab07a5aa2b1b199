package state

import (
	"slices"
	"strings"
)

// Group keeps the ids of its members in the order of joining, and those of the
// groups that are in it.
type Group struct {
	ID, Name  string
	Members   []string
	Subgroups []string
}

// Has reports whether a user is a member.
func (g *Group) Has(userID string) bool { return slices.Contains(g.Members, userID) }

// Add makes a user a member; to be one already is no error.
func (g *Group) Add(userID string) {
	if !g.Has(userID) {
		g.Members = append(g.Members, userID)
	}
}

// Remove ends a membership; not to be a member is no error.
func (g *Group) Remove(userID string) {
	g.Members = slices.DeleteFunc(g.Members, func(member string) bool { return member == userID })
}

// Groups returns all groups by name.
func (s *Store) Groups() []*Group { return s.groups }

// GroupsWhere returns some of the groups by name.
func (s *Store) GroupsWhere(is func(*Group) bool) []*Group {
	var found []*Group
	for _, g := range s.groups {
		if is(g) {
			found = append(found, g)
		}
	}
	return found
}

// GroupNames returns the names of all groups, sorted.
func (s *Store) GroupNames() []string {
	names := make([]string, 0, len(s.groups))
	for _, g := range s.groups {
		names = append(names, g.Name)
	}
	return names
}

// Group returns the group with an id, or nil.
func (s *Store) Group(id string) *Group {
	return Find(s.groups, func(g *Group) bool { return g.ID == id })
}

// GroupByName returns the group with a name, or nil.
func (s *Store) GroupByName(name string) *Group {
	return Find(s.groups, func(g *Group) bool { return g.Name == name })
}

// AddGroup makes a group and keeps the groups ordered by name, which is how
// they are listed.
func (s *Store) AddGroup(name string) *Group {
	g := &Group{ID: s.UUID("group"), Name: name}
	s.groups = append(s.groups, g)
	slices.SortStableFunc(s.groups, func(a, b *Group) int { return strings.Compare(a.Name, b.Name) })
	return g
}

// NeedGroup returns the group with a name, which it adds where there is none.
func (s *Store) NeedGroup(name string) *Group {
	if g := s.GroupByName(name); g != nil {
		return g
	}
	return s.AddGroup(name)
}

// RemoveGroup removes a group, also from the groups it is in.
func (s *Store) RemoveGroup(id string) {
	s.groups = slices.DeleteFunc(s.groups, func(g *Group) bool { return g.ID == id })
	for _, g := range s.groups {
		g.Subgroups = slices.DeleteFunc(g.Subgroups, func(sub string) bool { return sub == id })
	}
}
