package datacenter

import (
	"net/http"
	"reflect"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

// mostRows is the largest page size that instances honour; some cap a page there
// without saying so.
const mostRows = 200

// envelope is what every page of this product comes in. A row that is null
// becomes an empty one, a count that is absent stays apart from zero.
type envelope[R any] struct {
	Results    []R  `json:"results"`
	Start      int  `json:"start"`
	Limit      int  `json:"limit"`
	TotalCount *int `json:"totalCount"`
	Links      struct {
		Next string `json:"next"`
	} `json:"_links"`
}

// rows is where the rows of a page are.
func (e *envelope[R]) rows() *[]R { return &e.Results }

// missing names what a page lacks: no list at all is not an empty one.
func (e *envelope[R]) missing() string {
	if e.Results == nil {
		return "results"
	}
	return ""
}

// batch reads a page and converts its rows.
func batch[R, T any](convert func(*R) T) func(*http.Response, error) (*paging.Batch[T], error) {
	read := func(page *envelope[R]) *paging.Batch[T] {
		rows := make([]T, len(page.Results))
		for i := range page.Results {
			rows[i] = convert(&page.Results[i])
		}
		return &paging.Batch[T]{
			Rows: rows, Start: page.Start, Limit: page.Limit, Count: page.TotalCount, Next: page.Links.Next != "",
		}
	}
	return func(resp *http.Response, err error) (*paging.Batch[T], error) {
		return response.Page(resp, err, (*envelope[R]).rows, (*envelope[R]).missing, read)
	}
}

// isNull reports a row that the service sent as null.
func isNull[T any](row *T) bool { return reflect.ValueOf(row).Elem().IsZero() }
