package main

import (
	"bufio"
	"fmt"
	"io"
	"text/tabwriter"
)

// report is what a person gets to read.
type report struct {
	changes []row
	reasons []reason
}

// row is one line of news.
type row struct {
	product string
	difference
}

// reason is a known deviation with the differences it explains.
type reason struct {
	product, why string
	patterns     []pattern
}

// pattern is one line of known.yaml with the number of differences it matches.
type pattern struct {
	line  string
	count int
}

// add sorts the differences of a product into news and known ones. Each belongs
// to the first pattern that matches; a pattern left without any is news itself.
func (r *report) add(product string, found []difference, entries []known) {
	var all []reason
	for _, k := range entries {
		one := reason{product: product, why: k.Reason}
		for _, line := range k.Differences {
			one.patterns = append(one.patterns, pattern{line: line})
		}
		all = append(all, one)
	}
	for _, d := range found {
		if !explained(d, all) {
			r.changes = append(r.changes, row{product, d})
		}
	}
	for _, one := range all {
		for _, p := range one.patterns {
			if p.count == 0 {
				stale := difference{kind: "known entry stale", where: p.line, theirs: none, ours: none}
				r.changes = append(r.changes, row{product, stale})
			}
		}
	}
	r.reasons = append(r.reasons, all...)
}

// explained counts a difference at the first pattern that matches it.
func explained(d difference, reasons []reason) bool {
	for _, one := range reasons {
		for i := range one.patterns {
			if matches(one.patterns[i].line, d) {
				one.patterns[i].count++
				return true
			}
		}
	}
	return false
}

// news says whether anything needs a look.
func (r *report) news() bool { return len(r.changes) > 0 }

// write prints the news, one line each, and below them the known deviations.
func (r *report) write(w io.Writer) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	if !r.news() {
		_, _ = fmt.Fprintln(out, "no news")
	}
	for _, c := range r.changes {
		_, _ = fmt.Fprintf(out, "%s\t%s\t%s\ttheirs: %s  ours: %s", c.product, c.kind, c.where, c.theirs, c.ours)
		if c.seenIn != "" {
			_, _ = fmt.Fprintf(out, "  (in %s)", c.seenIn)
		}
		_, _ = fmt.Fprintln(out)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return r.writeKnown(w)
}

func (r *report) writeKnown(w io.Writer) error {
	out := bufio.NewWriter(w)
	if len(r.reasons) > 0 {
		_, _ = fmt.Fprintln(out, "\nknown:")
	}
	for _, one := range r.reasons {
		_, _ = fmt.Fprintf(out, "%s  %s\n", one.product, one.why)
		for _, p := range one.patterns {
			_, _ = fmt.Fprintf(out, "    %2d × %s\n", p.count, p.line)
		}
	}
	return out.Flush()
}
