package cloud

import (
	"net/http"
	"reflect"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

// The largest page sizes that the service honours.
const (
	mostRows       = 200
	mostProperties = 25
)

// envelope is what every page of this product comes in. A row that is null
// becomes an empty one, a count that is absent stays apart from zero.
type envelope[R any] struct {
	Results   []R  `json:"results"`
	Start     int  `json:"start"`
	Limit     int  `json:"limit"`
	TotalSize *int `json:"totalSize"`
	Links     struct {
		Next string `json:"next"`
	} `json:"_links"`
}

// traits are what the pages of a listing have in common.
type traits struct {
	// counted is whether the service was asked to count the rows; its number
	// means something only then.
	counted bool
	// unlinked marks a listing that never sends a link to the next page.
	unlinked bool
}

// rows is where the rows of a page are.
func (e *envelope[R]) rows() *[]R { return &e.Results }

// batch reads a page and converts its rows.
func batch[R, T any](of traits, convert func(*R) T) func(*http.Response, error) (*paging.Batch[T], error) {
	read := func(page *envelope[R]) *paging.Batch[T] {
		b := &paging.Batch[T]{
			Rows:  each(page.Results, convert), // nil where there is no list at all
			Start: page.Start, Limit: page.Limit, Next: page.Links.Next != "", Unlinked: of.unlinked,
		}
		if of.counted {
			b.Count = page.TotalSize
		}
		return b
	}
	return func(resp *http.Response, err error) (*paging.Batch[T], error) {
		return response.Page(resp, err, (*envelope[R]).rows, nil, read)
	}
}

// isNull reports a row that the service sent as null.
func isNull[T any](row *T) bool { return reflect.ValueOf(row).Elem().IsZero() }
