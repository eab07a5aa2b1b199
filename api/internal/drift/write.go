package main

import (
	"bufio"
	"fmt"
	"io"
	"text/tabwriter"
)

// mostHints is how many changed texts of a product are listed.
const mostHints = 60

// write prints the news, one line each, then the texts to read again, and below
// them the known deviations.
func (r *report) write(w io.Writer) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	if !r.news() {
		_, _ = fmt.Fprintln(out, "no news")
	}
	for _, c := range r.changes {
		_, _ = fmt.Fprintf(out, "%s\t%s\t%s", c.product, c.kind, c.where)
		if c.theirs != "" {
			_, _ = fmt.Fprintf(out, "\ttheirs: %s  ours: %s", c.theirs, c.ours)
		}
		if c.seenIn != "" {
			_, _ = fmt.Fprintf(out, "  (in %s)", c.seenIn)
		}
		_, _ = fmt.Fprintln(out)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if err := r.writeHints(w); err != nil {
		return err
	}
	return r.writeKnown(w)
}

// writeHints prints the texts that do not read as they did: nothing to compare
// with ours, and yet the place where some limits stand.
func (r *report) writeHints(w io.Writer) error {
	if len(r.hints) == 0 {
		return nil
	}
	_, _ = fmt.Fprintln(w, "\nhints: published texts to read again; \"make drift-record\" puts them on record")
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	listed := map[string]int{}
	for _, h := range r.hints {
		if listed[h.product]++; listed[h.product] <= mostHints {
			_, _ = fmt.Fprintf(out, "%s\t%s\t%s\n", h.product, h.kind, h.where)
		}
	}
	for _, product := range products() {
		if more := listed[product] - mostHints; more > 0 {
			_, _ = fmt.Fprintf(out, "%s\tand %d more\n", product, more)
		}
	}
	return out.Flush()
}

func (r *report) writeKnown(w io.Writer) error {
	out := bufio.NewWriter(w)
	if len(r.reasons) > 0 {
		_, _ = fmt.Fprintln(out, "\nknown:")
	}
	for _, one := range r.reasons {
		_, _ = fmt.Fprintf(out, "%s  %s\n", one.product, one.why)
		for _, p := range one.patterns {
			_, _ = fmt.Fprintf(out, "    %2d × %s\n", len(p.lines), p.line)
		}
	}
	return out.Flush()
}
