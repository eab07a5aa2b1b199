package state

import (
	"maps"
	"slices"
)

// Kind is what can be watched.
type Kind int

// What a watch can be on.
const (
	OnContent Kind = iota
	OnSpace
	OnLabel
)

// Watch says that a user watches something: an id of content, a key of a space
// or a name of a label. A watch on a space can be for one kind of content.
type Watch struct {
	Kind   Kind
	Target string
	User   string
	Only   string
}

// thing is what a watch is on.
type thing struct {
	kind   Kind
	target string
}

func (w Watch) on() thing { return thing{w.Kind, w.Target} }

// watched is who watches a thing. Several watches of one user, on kinds of
// content, are one row, which is where the first of them is.
type watched struct {
	by    *Ordered[Person]
	since map[string][]int64 // by user, in order
}

// Watching reports whether there is a watch.
func (s *Store) Watching(w Watch) bool {
	_, found := s.watches[w.User][w]
	return found
}

// Watch begins a watch; one that is there already is no error.
func (s *Store) Watch(w Watch) {
	if s.Watching(w) {
		return
	}
	if s.watches[w.User] == nil {
		s.watches[w.User] = map[Watch]int64{}
	}
	of := s.watched[w.on()]
	if of == nil {
		of = &watched{NewOrdered(byTime), map[string][]int64{}}
		s.watched[w.on()] = of
	}
	when := s.event()
	s.watches[w.User][w] = when
	of.since[w.User] = append(of.since[w.User], when)
	if len(of.since[w.User]) == 1 {
		of.by.Add(Person{w.User, when})
	}
}

// Unwatch ends a watch; one that is not there is no error.
func (s *Store) Unwatch(w Watch) {
	when, found := s.watches[w.User][w]
	if !found {
		return
	}
	delete(s.watches[w.User], w)
	if len(s.watches[w.User]) == 0 {
		delete(s.watches, w.User)
	}
	of := s.watched[w.on()]
	since := of.since[w.User]
	of.by.Remove(Person{w.User, since[0]})
	since = slices.DeleteFunc(since, func(other int64) bool { return other == when })
	if len(since) > 0 {
		of.since[w.User] = since
		of.by.Add(Person{w.User, since[0]})
		return
	}
	delete(of.since, w.User)
	if of.by.Len() == 0 {
		delete(s.watched, w.on())
	}
}

// UnwatchWhere ends some of the watches of a user.
func (s *Store) UnwatchWhere(userID string, is func(Watch) bool) {
	for _, w := range slices.Collect(maps.Keys(s.watches[userID])) {
		if is(w) {
			s.Unwatch(w)
		}
	}
}

// Watchers returns who watches something, in the order of beginning to.
func (s *Store) Watchers(kind Kind, target string) *Ordered[Person] {
	if of := s.watched[thing{kind, target}]; of != nil {
		return of.by
	}
	return nil
}
