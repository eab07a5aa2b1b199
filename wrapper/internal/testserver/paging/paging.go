// Package paging cuts lists into pages.
package paging

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

// Cut returns the rows of a page, which holds no more than most, whatever was
// asked for. Zero is no such cap.
func Cut[R any](rows []R, p Range, most int) []R {
	size := p.Limit
	if most > 0 {
		size = min(size, most)
	}
	from := min(p.Start, len(rows))
	return rows[from:min(from+size, len(rows))]
}
