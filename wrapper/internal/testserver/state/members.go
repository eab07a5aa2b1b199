package state

import (
	"slices"
	"strings"
)

// Membership is a user's being in a group.
type Membership struct {
	Group *Group

	when int64
}

// joined is which groups a user is in, by name.
type joined struct {
	in      []Membership
	removed int64 // how many groups had been removed when this was last put right
}

// Memberships returns the groups a user is in, by name.
func (s *Store) Memberships(userID string) []Membership {
	j := s.joined[userID]
	if j == nil {
		return nil
	}
	if j.removed != s.removals {
		j.in = slices.DeleteFunc(j.in, func(m Membership) bool { return m.Group.gone })
		j.removed = s.removals
	}
	return j.in
}

// find returns where a user's membership is or would be.
func (s *Store) find(g *Group, userID string) (at int, found bool) {
	return slices.BinarySearchFunc(s.Memberships(userID), g.Name, func(m Membership, name string) int {
		return strings.Compare(m.Group.Name, name)
	})
}

// IsMember reports whether a user is a member.
func (s *Store) IsMember(g *Group, userID string) bool {
	_, found := s.find(g, userID)
	return found
}

// Join makes a user a member. It reports false for one who is already.
func (s *Store) Join(g *Group, userID string) bool {
	at, found := s.find(g, userID)
	if found {
		return false
	}
	j := s.joined[userID]
	if j == nil {
		j = &joined{removed: s.removals}
		s.joined[userID] = j
	}
	when := s.event()
	j.in = slices.Insert(j.in, at, Membership{g, when})
	g.members.Add(Person{userID, when})
	return true
}

// Leave ends a membership. It reports false for one who is no member.
func (s *Store) Leave(g *Group, userID string) bool {
	at, found := s.find(g, userID)
	if !found {
		return false
	}
	j := s.joined[userID]
	g.members.Remove(Person{userID, j.in[at].when})
	j.in = slices.Delete(j.in, at, at+1)
	return true
}

// LeaveAll ends all memberships of a user.
func (s *Store) LeaveAll(userID string) {
	for _, m := range s.Memberships(userID) {
		m.Group.members.Remove(Person{userID, m.when})
	}
	delete(s.joined, userID)
}
