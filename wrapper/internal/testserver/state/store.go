// Package state keeps what the sites of both products have: groups, spaces,
// watches and tasks. It knows nothing of HTTP or of a product's shapes.
package state

import "slices"

// Store is a part of the state of a site. A product's own store embeds it, and
// has a mutex that whoever calls its methods holds.
type Store struct {
	serial  int64
	groups  []*Group
	spaces  []*Space
	watches []Watch
}

// Space is a space.
type Space struct {
	ID        int64
	Key, Name string
}

// Space returns the space with a key, or nil.
func (s *Store) Space(key string) *Space {
	return Find(s.spaces, func(sp *Space) bool { return sp.Key == key })
}

// NeedSpace returns the space with a key, which it adds where there is none.
func (s *Store) NeedSpace(key string) *Space {
	sp := s.Space(key)
	if sp == nil {
		sp = &Space{ID: s.Number(), Key: key, Name: key}
		s.spaces = append(s.spaces, sp)
	}
	return sp
}

// Find returns the first of a list that is what is looked for, or nil.
func Find[T any](list []*T, is func(*T) bool) *T {
	if i := slices.IndexFunc(list, is); i >= 0 {
		return list[i]
	}
	return nil
}
