package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
)

// tally counts changes by kind.
type tally struct {
	kinds map[string]*score
	// beyond are schemas below what our contract leaves out.
	beyond map[string]bool
}

type score struct {
	seen, tried int
	excused     bool
	unseen      []string
}

func (t *tally) count(m mutation, seen bool, where string) {
	s := t.kinds[m.name]
	if s == nil {
		s = &score{excused: m.excused}
		t.kinds[m.name] = s
	}
	s.tried++
	if seen {
		s.seen++
	} else {
		s.unseen = append(s.unseen, where)
	}
}

// write prints the table and says whether a kind goes unseen that should not.
func (t *tally) write(w io.Writer) (failed bool) {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(out, "kind of change\tseen\ttried\tunseen, the first")
	for _, name := range slices.Sorted(maps.Keys(t.kinds)) {
		s := t.kinds[name]
		remark := ""
		switch {
		case s.excused:
			remark = "does not matter"
		case s.seen < s.tried:
			failed = true
			remark = s.unseen[0]
		}
		_, _ = fmt.Fprintf(out, "%s\t%d\t%d\t%s\n", name, s.seen, s.tried, remark)
	}
	_ = out.Flush()
	var roots []string
	for place := range t.beyond {
		root, _, _ := strings.Cut(place, ".")
		roots = append(roots, strings.TrimRight(root, "[]{}|"))
	}
	slices.Sort(roots)
	roots = slices.Compact(roots)
	if len(roots) > 0 {
		_, _ = fmt.Fprintf(w, "\nNot looked into, below what our contract leaves out on purpose:\n  %s\n", strings.Join(roots, "\n  "))
	}
	if failed {
		_, _ = fmt.Fprintln(w, "\nSome kinds of changes go unseen: teach compare to look at them.")
	}
	return failed
}
