package state

import "strings"

// Group is a group. Who is in it, the store knows.
type Group struct {
	ID, Name string
	// ManagedBy is who decides on the members, where it is not the administrators.
	ManagedBy string

	folded   string // the name, to be searched in
	gone     bool
	members  *Ordered[Person]
	children *Ordered[*Group]
	parents  *Ordered[*Group]
}

func byName(a, b *Group) int { return strings.Compare(a.Name, b.Name) }

// Members returns the members in the order of joining.
func (g *Group) Members() *Ordered[Person] { return g.members }

// Children returns the groups in a group, by name.
func (g *Group) Children() *Ordered[*Group] { return g.children }

// Parents returns the groups that a group is in, by name.
func (g *Group) Parents() *Ordered[*Group] { return g.parents }

// Ancestors returns the groups that hold a group, directly or through others,
// by name. Where groups hold each other in a circle, each is there once, and the
// group itself is not.
func (g *Group) Ancestors() *Ordered[*Group] {
	found := NewOrdered(byName)
	for pending := []*Group{g}; len(pending) > 0; pending = pending[1:] {
		for parent := range pending[0].parents.All() {
			if parent != g && found.Add(parent) {
				pending = append(pending, parent)
			}
		}
	}
	return found
}

// Groups returns all groups by name.
func (s *Store) Groups() *Ordered[*Group] { return s.groups }

// GroupsNamed returns the groups whose name has a text in it, in whatever case,
// by name. It is the one list that is made by looking at all of them.
func (s *Store) GroupsNamed(text string) []*Group {
	text = strings.ToLower(text)
	var found []*Group
	for g := range s.groups.All() {
		if strings.Contains(g.folded, text) {
			found = append(found, g)
		}
	}
	return found
}

// GroupNames returns the names of all groups, sorted.
func (s *Store) GroupNames() []string {
	names := make([]string, 0, s.groups.Len())
	for g := range s.groups.All() {
		names = append(names, g.Name)
	}
	return names
}

// Group returns the group with an id, or nil.
func (s *Store) Group(id string) *Group { return s.groupByID[id] }

// GroupByName returns the group with a name, or nil.
func (s *Store) GroupByName(name string) *Group { return s.groupByName[name] }

// NeedGroup returns the group with a name, which it adds where there is none.
func (s *Store) NeedGroup(name string) *Group {
	if g := s.groupByName[name]; g != nil {
		return g
	}
	g := &Group{
		ID: s.UUID("group", func(id string) bool { return s.Group(id) != nil }), Name: name, folded: strings.ToLower(name),
		members: NewOrdered(byTime), children: NewOrdered(byName), parents: NewOrdered(byName),
	}
	s.groupByID[g.ID], s.groupByName[name] = g, g
	s.groups.Add(g)
	return g
}

// RemoveGroup removes a group, also from the groups it is in. Its members forget
// it when they are looked at next.
func (s *Store) RemoveGroup(g *Group) {
	delete(s.groupByID, g.ID)
	delete(s.groupByName, g.Name)
	s.groups.Remove(g)
	for parent := range g.parents.All() {
		parent.children.Remove(g)
	}
	for child := range g.children.All() {
		child.parents.Remove(g)
	}
	g.gone = true
	s.removals++
}

// Nest makes a group a member of another; to be one already is no error.
func (*Store) Nest(outer, inner *Group) {
	outer.children.Add(inner)
	inner.parents.Add(outer)
}
