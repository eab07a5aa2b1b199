package audit

import (
	"slices"
	"strings"
)

// below returns the groups within a group at any depth, the nearest first, each
// once, with the names on the way to it.
func (a *Audit) below(of *segment) (groups []*segment, via []string) {
	seen := map[string]bool{of.Group.ID: true}
	type place struct {
		at   *segment
		path string
	}
	queue := []place{{of, ""}}
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		for _, id := range next.at.Subgroups {
			sub := a.spool.byID[id]
			if sub == nil || seen[id] { // one that could not be read is told elsewhere
				continue
			}
			seen[id] = true
			path := sub.Group.Name
			if next.path != "" {
				path = next.path + " > " + path
			}
			groups, via = append(groups, sub), append(via, path)
			queue = append(queue, place{sub, path})
		}
	}
	return groups, via
}

// Cycles names the groups that hold each other in a circle: "a > b > a". Every
// group that is in a circle is named, by its shortest one.
func (a *Audit) Cycles() []string {
	var cycles []string
	named := map[string]bool{}
	for _, group := range a.spool.groups {
		if named[group.Group.ID] {
			continue
		}
		path := a.circle(group)
		if path == nil {
			continue
		}
		names := make([]string, 0, len(path)+1)
		for _, on := range path {
			named[on.Group.ID] = true
			names = append(names, on.Group.Name)
		}
		cycles = append(cycles, strings.Join(append(names, names[0]), " > "))
	}
	return cycles
}

// circle returns the shortest way from a group back to itself, or nil.
func (a *Audit) circle(from *segment) []*segment {
	before := map[*segment]*segment{}
	queue := []*segment{from}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for _, id := range at.Subgroups {
			sub := a.spool.byID[id]
			if sub == from {
				path := []*segment{at}
				for path[0] != from {
					path = slices.Insert(path, 0, before[path[0]])
				}
				return path
			}
			if sub != nil && before[sub] == nil {
				before[sub] = at
				queue = append(queue, sub)
			}
		}
	}
	return nil
}
