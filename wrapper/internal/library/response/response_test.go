package response_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

var errTransport = errors.New("broken")

type thing struct {
	ID      string `json:"id"`
	Results []int  `json:"results"`
}

// body is a response's body that came through a connection.
type body struct {
	content string
	rows    int
	closed  bool
}

func (b *body) Bytes() []byte            { return []byte(b.content) }
func (b *body) Read([]byte) (int, error) { return 0, io.EOF }
func (b *body) Rows(n int)               { b.rows = n }
func (b *body) Fail(cause error) error   { return &confluence.Error{StatusCode: 200, Err: cause} }

func (b *body) Close() error {
	b.closed = true
	return nil
}

func TestRequire(t *testing.T) {
	t.Parallel()
	missing := func(v *thing) string {
		if v.ID == "" {
			return "id"
		}
		return ""
	}
	for content, fault := range map[string]string{
		`{"id":"a","results":[1,2]}`: "",
		`{"results":[1]}`:            "the documented content is missing: id",
		`{}`:                         "the documented content is missing: id",
		``:                           "the documented body is missing",
		" \n":                        "the documented body is missing",
		` null `:                     "the documented body is missing",
		`{"id":`:                     "unexpected end of JSON input",
		`[]`:                         "cannot unmarshal array",
	} {
		for _, through := range []io.ReadCloser{&body{content: content}, io.NopCloser(strings.NewReader(content))} {
			got, err := response.Require(missing)(&http.Response{Body: through}, nil)
			if b, ok := through.(*body); ok {
				require.True(t, b.closed)
			}
			if fault == "" {
				require.NoError(t, err)
				require.Equal(t, &thing{ID: "a", Results: []int{1, 2}}, got)
				continue
			}
			require.Nil(t, got)
			require.ErrorContains(t, err, fault)
			failure, ok := errors.AsType[*confluence.Error](err)
			require.True(t, ok)
			if _, connected := through.(*body); !connected {
				require.Equal(t, confluence.ErrUnexpectedContent, failure.Kind)
			}
		}
	}
	_, err := response.Require(missing)(nil, errTransport)
	require.ErrorIs(t, err, errTransport)
}

// TestRows: users, groups and other rows are counted for the budget.
func TestRows(t *testing.T) {
	t.Parallel()
	through := &body{content: `{"results":[1,2,3]}`}
	_, err := response.JSON[thing](&http.Response{Body: through}, nil)
	require.NoError(t, err)
	require.Equal(t, 3, through.rows)
	through = &body{content: `[1,2]`}
	_, err = response.JSON[[]int](&http.Response{Body: through}, nil)
	require.NoError(t, err)
	require.Equal(t, 2, through.rows)
	through = &body{content: `{"id":"a"}`, rows: 9}
	_, err = response.JSON[struct{ ID string }](&http.Response{Body: through}, nil)
	require.NoError(t, err)
	require.Zero(t, through.rows)
}

func TestDone(t *testing.T) {
	t.Parallel()
	through := &body{}
	require.NoError(t, response.Done(&http.Response{Body: through}, nil))
	require.True(t, through.closed)
	require.ErrorIs(t, response.Done(nil, errTransport), errTransport)
}
