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

// batch reads a page and converts its rows.
func batch[R, T any](convert func(*R) T) func(*http.Response, error) (*paging.Batch[T], error) {
	return func(resp *http.Response, err error) (*paging.Batch[T], error) {
		page, err := response.Require(func(page *envelope[R]) string {
			if page.Results == nil { // no list at all is not an empty one
				return "results"
			}
			return ""
		})(resp, err)
		if err != nil {
			return nil, err
		}
		rows := make([]T, len(page.Results))
		for i := range page.Results {
			rows[i] = convert(&page.Results[i])
		}
		return &paging.Batch[T]{
			Rows: rows, Start: page.Start, Limit: page.Limit, Count: page.TotalCount, Next: page.Links.Next != "",
		}, nil
	}
}

// isNull reports a row that the service sent as null.
func isNull[T any](row *T) bool { return reflect.ValueOf(row).Elem().IsZero() }
