package main

import (
	"errors"
	"fmt"
	"slices"
)

// register holds the ids of things of one kind by what the seed calls them, so
// that nothing in a seed refers to what is not there.
type register struct {
	kind, by string // such as a space, by its key
	ids      map[string]string
}

func newRegister(kind, by string) register { return register{kind, by, map[string]string{}} }

// claim makes sure that a name can be given to something.
func (r register) claim(name string) error {
	switch {
	case name == "":
		return fmt.Errorf("a %s has no %s", r.kind, r.by)
	case r.has(name):
		return fmt.Errorf("the %s %q is there twice", r.kind, name)
	}
	return nil
}

func (r register) has(name string) bool {
	_, ok := r.ids[name]
	return ok
}

// need makes sure that there is something of each name.
func (r register) need(names ...string) error {
	for _, name := range names {
		if !r.has(name) {
			return fmt.Errorf("there is no %s with the %s %q", r.kind, r.by, name)
		}
	}
	return nil
}

// needIfNamed is need for what can be left out.
func (r register) needIfNamed(name string) error {
	if name == "" {
		return nil
	}
	return r.need(name)
}

// target is something to watch, by what the seed calls it.
type target struct {
	name  string
	among register
	watch func(id string)
}

// watchOne begins the watch on the one target that has a name.
func watchOne(targets ...target) error {
	named := slices.DeleteFunc(targets, func(t target) bool { return t.name == "" })
	if len(named) != 1 {
		return errors.New("it must name one thing to watch")
	}
	t := named[0]
	if err := t.among.need(t.name); err != nil {
		return err
	}
	t.watch(t.among.ids[t.name])
	return nil
}
