package roster

import (
	"slices"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/input"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// span is where a name stands in a cell.
type span struct{ begin, end int }

// split finds the names of a cell: between semicolons, or between commas where it has
// no semicolon.
func split(text string) (names []span) {
	separator := ","
	if strings.Contains(text, ";") {
		separator = ";"
	}
	at := 0
	for part := range strings.SplitSeq(text, separator) {
		if name := strings.TrimSpace(part); name != "" {
			begin := at + strings.Index(part, name)
			names = append(names, span{begin, begin + len(name)})
		}
		at += len(part) + len(separator)
	}
	return names
}

// Find returns the groups that a cell names, each once: one by its name or id, or
// several that are separated by semicolons, or by commas, as exports do it. A name
// can have commas in it itself: what may be read in two ways is a fault.
func (g *Groups) Find(cell input.Cell) ([]site.Group, input.Faults) {
	text := strings.TrimSpace(cell.Text)
	names := split(text)
	if len(names) == 0 {
		return nil, input.Faults{cell.Fault("names no group")}
	}
	if len(g.called(text)) > 0 && (len(names) == 1 || !g.all(text, names)) {
		names = []span{{0, len(text)}}
	}
	if joined := g.joined(text, names); joined != "" {
		advice := "; separate names with semicolons, and end the cell with one where it is a single name"
		if g.product == site.CloudProduct {
			advice += ", or give the id"
		}
		return nil, input.Faults{cell.Fault("may name the group %s or several%s", joined, advice)}
	}
	var groups []site.Group
	var faults input.Faults
	for _, name := range names {
		group, wrong := g.one(text[name.begin:name.end])
		if fault := cell.Fault("%s", wrong); wrong != "" && !slices.Contains(faults, fault) {
			faults = append(faults, fault)
		}
		if wrong == "" && !slices.Contains(groups, group) {
			groups = append(groups, group)
		}
	}
	return groups, faults
}

// FindAll returns the groups that cells name, each once.
func (g *Groups) FindAll(cells []input.Cell) (groups []site.Group, faults input.Faults) {
	for _, cell := range cells {
		found, wrong := g.Find(cell)
		faults = append(faults, wrong...)
		for _, group := range found {
			if !slices.Contains(groups, group) {
				groups = append(groups, group)
			}
		}
	}
	return groups, faults
}

// all is whether each name of a cell is that of a group.
func (g *Groups) all(text string, names []span) bool {
	return !slices.ContainsFunc(names, func(name span) bool { return len(g.called(text[name.begin:name.end])) == 0 })
}

// joined returns the name of a group that several names of a cell make together.
func (g *Groups) joined(text string, names []span) string {
	if !g.separators {
		return ""
	}
	for i, first := range names {
		for _, last := range names[i+1:] {
			if name := text[first.begin:last.end]; len(g.called(name)) > 0 {
				return name
			}
		}
	}
	return ""
}
