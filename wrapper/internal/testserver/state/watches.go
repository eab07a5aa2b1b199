package state

import "slices"

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

// Watching reports whether there is a watch.
func (s *Store) Watching(w Watch) bool { return slices.Contains(s.watches, w) }

// Watch begins a watch; one that is there already is no error.
func (s *Store) Watch(w Watch) {
	if !s.Watching(w) {
		s.watches = append(s.watches, w)
	}
}

// Unwatch ends a watch; one that is not there is no error.
func (s *Store) Unwatch(w Watch) {
	s.UnwatchWhere(func(other Watch) bool { return other == w })
}

// UnwatchWhere ends some of the watches.
func (s *Store) UnwatchWhere(is func(Watch) bool) {
	s.watches = slices.DeleteFunc(s.watches, is)
}

// Watchers returns the ids of the users who watch something, in the order of
// beginning to.
func (s *Store) Watchers(kind Kind, target string) []string {
	var ids []string
	for _, w := range s.watches {
		if w.Kind == kind && w.Target == target && !slices.Contains(ids, w.User) {
			ids = append(ids, w.User)
		}
	}
	return ids
}
