// Package paging cuts lists into pages.
package paging

import "math"

// StandardLimit is how many rows most lists hold when none are asked for, and
// the most that some of them allow.
const StandardLimit = 200

// Links are the addresses in a response. They name the site, whichever way the
// request came. A resource has no neighbours.
type Links struct {
	Base    string `json:"base,omitempty"`
	Context string `json:"context,omitempty"`
	Self    string `json:"self,omitempty"`
	Next    string `json:"next,omitempty"`
	Prev    string `json:"prev,omitempty"`
}

// Range is which part of a list is asked for.
type Range struct {
	Start, Limit int
}

// Asked reads the two parameters, where limit has a default.
func Asked(start, limit *int32, standard int) Range {
	p := Range{Limit: standard}
	if start != nil {
		p.Start = int(*start)
	}
	if limit != nil {
		p.Limit = int(*limit)
	}
	return p
}

// Rows is a list that any page can be cut out of.
type Rows[R any] interface {
	Len() int
	// Cut returns up to n rows from an offset on.
	Cut(start, n int) []R
}

// Slice is a list that is there as a whole.
type Slice[R any] []R

// Len returns the number of rows.
func (s Slice[R]) Len() int { return len(s) }

// Cut returns up to n rows from an offset on.
func (s Slice[R]) Cut(start, n int) []R {
	from := min(start, len(s))
	return s[from : from+min(n, len(s)-from)] // the sum may be more than an int holds
}

// Cut returns the rows of a page, which holds no more than most, whatever was
// asked for. Zero is no such cap.
func Cut[R any](rows Rows[R], p Range, most int) []R {
	size := p.Limit
	if most > 0 {
		size = min(size, most)
	}
	return rows.Cut(p.Start, size)
}

// Next is where the page after the one asked for begins, as far as a request can
// say so. The sum of the two may be more than an int holds.
func (p Range) Next() int {
	return int(min(int64(p.Start)+int64(p.Limit), math.MaxInt32))
}
