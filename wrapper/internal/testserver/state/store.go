// Package state keeps what the sites of both products have: groups, spaces,
// watches and tasks. It knows nothing of HTTP or of a product's shapes. Nothing
// in it is found by walking a list: what is named is in a map, and what is listed
// is in an [Ordered].
package state

import (
	"cmp"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/clock"
)

// Store is a part of the state of a site. A product's own store embeds it, and
// has a mutex that whoever calls its methods holds. [NewStore] makes one.
type Store struct {
	// Clock is the time by which tasks go on.
	Clock *clock.Clock

	serial   int64 // of ids
	reserved map[string]bool
	events   int64 // of joining a group and beginning a watch

	groups      *Ordered[*Group] // by name
	groupByID   map[string]*Group
	groupByName map[string]*Group
	removals    int64 // of groups
	joined      map[string]*joined

	spaces  map[string]*Space
	watched map[thing]*watched
	watches map[string]map[Watch]int64 // of a user, and when they began
}

// NewStore returns an empty store.
func NewStore() Store {
	return Store{
		reserved:    map[string]bool{},
		groups:      NewOrdered(byName),
		groupByID:   map[string]*Group{},
		groupByName: map[string]*Group{},
		joined:      map[string]*joined{},
		spaces:      map[string]*Space{},
		watched:     map[thing]*watched{},
		watches:     map[string]map[Watch]int64{},
	}
}

// event numbers what happens, for lists in the order of its happening.
func (s *Store) event() int64 {
	s.events++
	return s.events
}

// Person is a user in a list that is ordered by when something happened: the
// joining of a group, the beginning of a watch.
type Person struct {
	ID   string
	when int64
}

func byTime(a, b Person) int { return cmp.Compare(a.when, b.when) }

// Space is a space.
type Space struct {
	ID        int64
	Key, Name string
}

// Space returns the space with a key, or nil.
func (s *Store) Space(key string) *Space { return s.spaces[key] }

// NeedSpace returns the space with a key, which it adds where there is none.
func (s *Store) NeedSpace(key string) *Space {
	sp := s.spaces[key]
	if sp == nil {
		sp = &Space{ID: s.Number(), Key: key, Name: key}
		s.spaces[key] = sp
	}
	return sp
}
