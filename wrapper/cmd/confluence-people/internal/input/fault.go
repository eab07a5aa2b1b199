// Package input reads the files that people have, and says of everything in them
// that cannot be used where it stands and what to do.
package input

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Fault is something in a file that cannot be used.
type Fault struct {
	File   string `json:"file"`
	Line   int    `json:"line,omitempty"`
	Column int    `json:"column,omitempty"`
	Text   string `json:"text"`
}

// String is the place and the text.
func (f Fault) String() string {
	switch {
	case f.Line == 0:
		return f.File + ": " + f.Text
	case f.Column == 0:
		return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Text)
	}
	return fmt.Sprintf("%s:%d:%d: %s", f.File, f.Line, f.Column, f.Text)
}

// Faults are all faults of the input. As an error they are shown one a line.
type Faults []Fault //nolint:errname // it is a list first

// shown is how many faults an error lists; a wrong file would fill the screen.
const shown = 100

// Error lists the faults in the order of the file.
func (f Faults) Error() string {
	sorted := slices.Clone(f)
	slices.SortStableFunc(sorted, func(a, b Fault) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column)
	})
	var lines []string
	for _, fault := range sorted[:min(shown, len(sorted))] {
		lines = append(lines, fault.String())
	}
	if more := len(sorted) - shown; more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(lines, "\n")
}

// Err is nil where there are no faults.
func (f Faults) Err() error {
	if len(f) == 0 {
		return nil
	}
	return f
}
