package main

import (
	"slices"
)

// report is what a person gets to read.
type report struct {
	changes []row
	hints   []row
	reasons []reason
	// seen is what this comparison would put on record.
	seen map[string]seen
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

// pattern is one line of known.yaml with the differences it matches.
type pattern struct {
	line  string
	lines []string
}

// add sorts the differences of a product into news and known ones. Each belongs
// to the first pattern that matches; a pattern left without any is news itself.
// Without a record, known ones and texts are taken as they are.
func (r *report) add(product string, found comparison, entries []known, record *seen) {
	var all []reason
	for _, k := range entries {
		one := reason{product: product, why: k.Reason}
		for _, line := range k.Differences {
			one.patterns = append(one.patterns, pattern{line: line})
		}
		all = append(all, one)
	}
	var hidden []string
	for _, d := range found.differences {
		if explained(d, all) {
			hidden = append(hidden, d.String())
		} else {
			r.changes = append(r.changes, row{product, d})
		}
	}
	for _, one := range all {
		for _, p := range one.patterns {
			if len(p.lines) == 0 {
				r.note(product, "known entry stale", p.line)
			}
		}
	}
	slices.Sort(hidden)
	r.reasons = append(r.reasons, all...)
	if record != nil {
		r.hold(product, hidden, found.texts, *record)
	}
	if r.seen == nil {
		r.seen = map[string]seen{}
	}
	r.seen[product] = seen{hidden, found.texts}
}

// hold compares what is hidden and what is not compared with the record.
func (r *report) hold(product string, hidden []string, found texts, record seen) {
	for _, line := range without(record.Hidden, hidden) {
		r.note(product, "known entry hides less", line)
	}
	for _, line := range without(hidden, record.Hidden) {
		r.note(product, "known entry hides more", line)
	}
	for _, place := range sortedKeys(found, record.Texts) {
		now, before := orNone(found[place]), orNone(record.Texts[place])
		kind := "text changed"
		switch {
		case now == before:
			continue
		case now == none:
			kind = "text gone"
		case before == none:
			kind = "text added"
		}
		r.hints = append(r.hints, row{product, difference{kind: kind, where: place, theirs: now, ours: before}})
	}
}

func (r *report) note(product, kind, line string) {
	r.changes = append(r.changes, row{product, difference{kind: kind, where: line}})
}

// explained hands a difference to the first pattern that matches it.
func explained(d difference, reasons []reason) bool {
	for _, one := range reasons {
		for i := range one.patterns {
			if matches(one.patterns[i].line, d) {
				one.patterns[i].lines = append(one.patterns[i].lines, d.String())
				return true
			}
		}
	}
	return false
}

// news says whether anything needs a look.
func (r *report) news() bool { return len(r.changes)+len(r.hints) > 0 }
