package seed

import (
	"fmt"
	"slices"
	"strings"
)

// Register holds the ids of things of one kind by what the seed calls them, so
// that nothing in a seed refers to what is not there.
type Register struct {
	kind, by string // such as a space, by its key
	ids      map[string]string
}

// NewRegister returns an empty register of a kind of things, and says by what
// they are called.
func NewRegister(kind, by string) Register { return Register{kind, by, map[string]string{}} }

// Claim makes sure that a name can be given to something.
func (r Register) Claim(at At, name string) *Error {
	switch {
	case name == "":
		return at.Errorf("", "a %s has no %s", r.kind, r.by)
	case r.Has(name):
		return at.In(r.by).Errorf(fmt.Sprintf("%s %q", r.kind, name), "it is there twice")
	}
	return nil
}

// Add notes the id of something.
func (r Register) Add(name, id string) { r.ids[name] = id }

// ID returns the id of something; empty where there is no such.
func (r Register) ID(name string) string { return r.ids[name] }

// Has reports whether there is something of a name.
func (r Register) Has(name string) bool {
	_, ok := r.ids[name]
	return ok
}

// OneOf makes sure that a field, unless it is left out, has one of some values.
func OneOf(at At, object, field, value string, values ...string) *Error {
	if value == "" || slices.Contains(values, value) {
		return nil
	}
	return at.In(field).Errorf(object, "%q is none of %s", value, strings.Join(values, ", "))
}

// Need makes sure that there is something of a name.
func (r Register) Need(at At, object, name string) *Error {
	if r.Has(name) {
		return nil
	}
	return at.Errorf(object, "there is no %s with the %s %q", r.kind, r.by, name)
}

// NeedAll is Need for a list of names, the field of an object.
func (r Register) NeedAll(at At, object, field string, names []string) *Error {
	for i, name := range names {
		if problem := r.Need(at.In(field, i), object, name); problem != nil {
			return problem
		}
	}
	return nil
}

// NeedIfNamed is Need for what can be left out.
func (r Register) NeedIfNamed(at At, object, name string) *Error {
	if name == "" {
		return nil
	}
	return r.Need(at, object, name)
}

// Target is something to watch, by what the seed calls it.
type Target struct {
	Field, Name string
	Among       Register
	Watch       func(id string)
}

// WatchOne begins the watch on the one target that has a name.
func WatchOne(at At, object string, targets ...Target) *Error {
	var one *Target
	for i := range targets {
		if targets[i].Name == "" {
			continue
		}
		if one != nil {
			return at.Errorf(object, "it must name one thing to watch, and names two")
		}
		one = &targets[i]
	}
	if one == nil {
		return at.Errorf(object, "it must name one thing to watch")
	}
	if problem := one.Among.Need(at.In(one.Field), object, one.Name); problem != nil {
		return problem
	}
	one.Watch(one.Among.ID(one.Name))
	return nil
}
