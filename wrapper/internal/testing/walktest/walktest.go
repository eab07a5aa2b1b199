// Package walktest holds the walks of both products to their promise, through a
// client and an in-memory server whose listings change while they are read: a
// row that was there for the whole walk is yielded exactly once, or the walk ends
// with an error.
package walktest

import (
	"context"
	"iter"
	"net/http"
	"strconv"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
)

// Site is a server and its listings.
type Site struct {
	// Transport reaches the server.
	Transport http.RoundTripper
	// CapPages makes the server shorten pages in silence; 0 turns it off.
	CapPages func(n int)
	// Listings open a listing of each kind, with rows of its own, by its name.
	Listings map[string]func(rows []string) Listing
}

// Listing is one listing, and what changes it. Rows are named by Row.
type Listing struct {
	// Add puts a row into the listing, Remove takes it out.
	Add, Remove func(row string) error
	// Ordered is whether rows are in the order of their names, so that one that
	// returns has its old place. Else the order is that of being added.
	Ordered bool
	// Walk names the rows of a walk of a client that sends its requests through
	// a transport.
	Walk func(ctx context.Context, through http.RoundTripper, from paging.Window) iter.Seq2[string, error]
}

// Row is the name of a row; names are in the order of the numbers.
func Row(n int) string { return "row-" + strconv.Itoa(10_000+n) }

// Rows are the names of the first n rows.
func Rows(n int) []string {
	rows := make([]string, n)
	for i := range rows {
		rows[i] = Row(i)
	}
	return rows
}

// Named turns the rows of a walk into their names.
func Named[T any](walk iter.Seq2[T, error], name func(T) string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for row, err := range walk {
			text := ""
			if err == nil {
				text = name(row)
			}
			if !yield(text, err) {
				return
			}
		}
	}
}
