package state

import (
	"cmp"
	"maps"
	"slices"
)

// Spaces returns all spaces in the order of their ids.
func (s *Store) Spaces() []*Space {
	return slices.SortedFunc(maps.Values(s.spaces), func(a, b *Space) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Key, b.Key))
	})
}

// Watches returns all watches in the order of their beginning.
func (s *Store) Watches() []Watch {
	began := map[Watch]int64{}
	for _, of := range s.watches {
		maps.Copy(began, of)
	}
	return slices.SortedFunc(maps.Keys(began), func(a, b Watch) int { return cmp.Compare(began[a], began[b]) })
}

// RestoreGroup is [Store.NeedGroup] for a group that has an id already, unless
// that is empty.
func (s *Store) RestoreGroup(id, name string) *Group {
	isNew := s.GroupByName(name) == nil
	g := s.NeedGroup(name)
	if id == "" {
		return g
	}
	if isNew {
		s.TakeBack()
	}
	delete(s.groupByID, g.ID)
	g.ID = id
	s.groupByID[id] = g
	return g
}

// RestoreSpace is [Store.NeedSpace] for a space that has an id already, unless
// that is zero.
func (s *Store) RestoreSpace(id int64, key, name string) {
	isNew := s.Space(key) == nil
	sp := s.NeedSpace(key)
	sp.Name = name
	if isNew && id != 0 {
		s.TakeBack()
		sp.ID = id
	}
}

// LastNumber returns the last of the numbers that were given out.
func (s *Store) LastNumber() int64 { return firstNumber + s.serial }

// TakeBack gives the last number out again, when what it was for has an id.
func (s *Store) TakeBack() { s.serial-- }

// GoOnFrom makes the numbers go on after one that is in use.
func (s *Store) GoOnFrom(used int64) { s.serial = max(s.serial, used-firstNumber) }

// ByAge compares ids that are numbers in text form.
func ByAge(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }

// Early are the numbers by which what is restored is ordered, the nth of its
// kind. They are before all that are given out.
func Early(n int) int64 { return int64(n) - 1<<40 }

// SpaceCount returns how many spaces there are.
func (s *Store) SpaceCount() int { return len(s.spaces) }

// WatchCount returns how many watches there are.
func (s *Store) WatchCount() int {
	n := 0
	for _, of := range s.watches {
		n += len(of)
	}
	return n
}
