package input

import (
	"slices"
	"strings"
	"unicode"
)

// normal is a column's name without what people write differently.
func normal(name string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r == '.' || unicode.Is(unicode.Dash, r) || invisible(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

// invisible is whether nobody sees a character: spaces of all kinds, and those that
// have no width.
func invisible(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }

// Column finds a column by one of its names and returns its index, or -1.
func (t *Table) Column(names ...string) int {
	for _, name := range names {
		for i, cell := range t.Header {
			if normal(cell.Text) == normal(name) {
				return i
			}
		}
	}
	return -1
}

// Sole finds a column that has one of the names, or -1. A second one is added to the
// faults: what it says would be left out in silence.
func (t *Table) Sole(faults *Faults, names ...string) int {
	column := -1
	for i, cell := range t.Header {
		switch {
		case !slices.ContainsFunc(names, func(name string) bool { return normal(name) == normal(cell.Text) }):
		case column < 0:
			column = i
		default:
			*faults = append(*faults, cell.Fault("a second column for what “%s” says; take one of them out, or call it something else",
				t.Header[column].Text))
		}
	}
	return column
}

// At returns a cell of a row. One that the row is too short for is empty and
// stands at the row's beginning.
func At(row []Cell, column int) Cell {
	if column < 0 || column >= len(row) {
		if len(row) == 0 {
			return Cell{}
		}
		first := row[0]
		first.Text = ""
		return first
	}
	return row[column]
}

// Names lists the columns of the first line, for faults.
func (t *Table) Names() string {
	names := make([]string, 0, len(t.Header))
	for _, cell := range t.Header {
		names = append(names, cell.Text)
	}
	return strings.Join(names, ", ")
}
