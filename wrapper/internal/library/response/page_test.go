package response_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

type row struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Guest *bool  `json:"guest"`
}

type page struct {
	Results []row `json:"results"`
	Size    int   `json:"size"`
}

func (p *page) rows() *[]row { return &p.Results }

func (p *page) missing() string {
	if p.Results == nil {
		return "results"
	}
	return ""
}

// bodies answers each request with the next body.
type bodies []string

func (b *bodies) RoundTrip(req *http.Request) (*http.Response, error) {
	body := (*b)[0]
	*b = (*b)[1:]
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Request: req,
		ContentLength: -1, Body: io.NopCloser(strings.NewReader(body)),
	}, nil
}

// TestPageHoldsNothingOfTheOneBefore: rows are decoded into the memory of the page
// before, and what a row does not name is empty all the same.
func TestPageHoldsNothingOfTheOneBefore(t *testing.T) {
	t.Parallel()
	guest := true
	for _, c := range []struct {
		body string
		want []row // nil: no list at all
		size int
		kind error
	}{
		{`{"results":[{"id":"1","name":"a","guest":true},{"id":"2","name":"b"},{"id":"3"}],"size":3}`, []row{{"1", "a", &guest}, {"2", "b", nil}, {"3", "", nil}}, 3, nil},
		{`{"results":[{"id":"4"},null,{}]}`, []row{{ID: "4"}, {}, {}}, 0, nil},
		{`{"results":[]}`, []row{}, 0, nil},
		{`{"size":7}`, nil, 7, nil},
		{`{"results":null}`, nil, 0, nil},
		{`{"results":[{"id":"5","name":"c"},{"id":6}]}`, nil, 0, confluence.ErrUnexpectedContent},
		{`{"results":[{"name":"d"},{"id":"7"}],"results":[{"id":"8"}]}`, []row{{"8", "d", nil}}, 0, nil}, // as encoding/json merges what comes twice
		{`null`, nil, 0, confluence.ErrUnexpectedContent},
		{`{"results":[{"id":"9"},{"id":"10"},{"id":"11"},{"id":"12"},{"id":"13"}]}`, []row{{ID: "9"}, {ID: "10"}, {ID: "11"}, {ID: "12"}, {ID: "13"}}, 0, nil},
	} {
		sent := bodies{`{"results":[{"id":"a","name":"b","guest":true},{"id":"c","name":"d","guest":true},{"id":"e","name":"f","guest":true}]}`, c.body}
		conn, err := confluence.NewConn("https://confluence.example", confluence.Anonymous(), nil, confluence.WithTransport(&sent))
		require.NoError(t, err)
		read := func(missing func(*page) string) (*page, error) {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, conn.BaseURL()+"/things", http.NoBody)
			require.NoError(t, err)
			resp, err := conn.Do(req)
			return response.Page(resp, err, (*page).rows, missing, func(p *page) *page {
				kept := page{Size: p.Size}
				if p.Results != nil {
					kept.Results = append([]row{}, p.Results...)
				}
				return &kept
			})
		}
		_, err = read(nil)
		require.NoError(t, err)
		got, err := read(nil)
		if c.kind != nil {
			require.ErrorIs(t, err, c.kind, c.body)
			continue
		}
		require.NoError(t, err, c.body)
		require.Equal(t, &page{c.want, c.size}, got, c.body)

		sent = bodies{c.body}
		_, err = read((*page).missing)
		require.Equal(t, c.want == nil, err != nil, c.body)
	}
}
