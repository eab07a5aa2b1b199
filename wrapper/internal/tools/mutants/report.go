package main

import (
	"fmt"
	"io"
	"path"
	"slices"
	"text/tabwriter"
)

// score counts mutants.
type score struct{ killed, lived, notCovered int }

const enough = 95

func (s score) covered() float64 { return percent(s.killed+s.lived, s.killed+s.lived+s.notCovered) }

func (s score) killedOfCovered() float64 { return percent(s.killed, s.killed+s.lived) }

func percent(part, whole int) float64 {
	const all = 100
	if whole == 0 {
		return all
	}
	return all * float64(part) / float64(whole)
}

func (s score) with(m *mutant) score {
	switch m.status {
	case killed:
		s.killed++
	case lived:
		s.lived++
	case notCovered:
		s.notCovered++
	case broken:
	}
	return s
}

// report prints what lived and the scores, and reports whether they are enough and
// the list is true.
func report(w io.Writer, mutants []*mutant, known []*entry) bool {
	var packages []string
	var all score
	scores := map[string]score{}
	for _, m := range mutants {
		if _, known := scores[m.Package]; !known {
			packages = append(packages, m.Package)
		}
		scores[m.Package], all = scores[m.Package].with(m), all.with(m)
		what, ok := map[status]string{lived: "lived", notCovered: "not covered"}[m.status]
		switch {
		case !ok && m.known != nil:
			_, _ = fmt.Fprintln(w, "killed, but listed:", m)
		case ok && m.known == nil:
			_, _ = fmt.Fprintln(w, what+":", m)
		}
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(table, "package\tkilled\tlived\tnot run\tcovered\tkilled of covered")
	row := func(name string, s score) {
		_, _ = fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%.1f %%\t%.1f %%\n", name, s.killed, s.lived, s.notCovered, s.covered(), s.killedOfCovered())
	}
	for _, p := range packages {
		row(p, scores[p])
	}
	row("all", all)
	_ = table.Flush()
	good := all.covered() >= enough && all.killedOfCovered() >= enough
	for _, e := range known {
		if !e.found && slices.Contains(packages, path.Dir(e.File)) {
			_, _ = fmt.Fprintf(w, "known.yaml lists what is not in the code: %s %s: %s\n", e.File, e.Func, e.Becomes)
			good = false
		}
	}
	return good
}
