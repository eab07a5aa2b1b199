package operation

import (
	"strconv"
	"strings"
)

// Cost is how many points of a quota a request costs: an estimate.
type Cost struct {
	// Base is what every request costs.
	Base int
	// PerRow is what each row of the response costs.
	PerRow int
	// Rows is how many rows are expected at most, where the request does not say.
	Rows int
	// RowsFrom is the query parameter that says so: "limit" with its value, another
	// by how many values it is given.
	RowsFrom string
}

// Of returns what a response with so many rows costs.
func (c Cost) Of(rows int) int {
	return max(c.Base, 1) + c.PerRow*rows
}

// MostRows returns how many rows the response to a request with this query is
// expected to have at most.
func (c Cost) MostRows(rawQuery string) int {
	if c.PerRow == 0 || c.RowsFrom == "" {
		return c.Rows
	}
	given := 0
	for parameter := range strings.SplitSeq(rawQuery, "&") {
		name, value, _ := strings.Cut(parameter, "=")
		if name != c.RowsFrom {
			continue
		}
		given += 1 + strings.Count(value, ",") // some lists are one parameter
		if limit, err := strconv.Atoi(value); err == nil && name == "limit" {
			return max(limit, 0)
		}
	}
	if given == 0 || c.RowsFrom == "limit" {
		return c.Rows
	}
	return given
}
