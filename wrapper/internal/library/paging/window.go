package paging

import (
	"math"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// maxAhead bounds the requests of one walk that are under way at once.
const maxAhead = 100

// Window chooses a page of a listing, or where a walk begins.
type Window struct {
	// Start is the offset of the first row wanted, from 0.
	Start int
	// Limit is the page size to ask for; 0 is the service's default.
	Limit int
	// Ahead is how many pages a walk fetches beyond the one being read.
	Ahead int
}

// Check reports whether the window can be sent.
func (w Window) Check() error {
	var fault string
	switch {
	case w.Start < 0 || w.Start > math.MaxInt32:
		fault = "have a Start below 0 or above 2147483647"
	case w.Limit < 0 || w.Limit > math.MaxInt32:
		fault = "have a Limit below 0 or above 2147483647"
	case w.Ahead < 0 || w.Ahead > maxAhead:
		fault = "have an Ahead below 0 or above 100"
	default:
		return nil
	}
	return argument.Invalid("list options", fault)
}

// Params returns the offset and the page size as the generated clients take
// them: left out where they are zero, since a limit of 0 is an empty page.
func (w Window) Params() (start, limit *int32) {
	return param(w.Start), param(w.Limit)
}

func param(n int) *int32 {
	if n == 0 {
		return nil
	}
	sent := int32(n) //nolint:gosec // bounded by Check, and by request
	return &sent
}
