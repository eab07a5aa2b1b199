package response_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

func TestPageSaysWhetherThereIsMore(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		rows     int
		envelope response.Envelope
		more     bool
	}{
		"a link":                           {3, response.Envelope{Limit: 200, Next: "/next"}, true},
		"a link on a full page":            {3, response.Envelope{Limit: 3, Next: "/next"}, true},
		"no link, short":                   {3, response.Envelope{Limit: 200}, false},
		"no link, full":                    {3, response.Envelope{Limit: 3}, true},
		"no link, more than was asked":     {4, response.Envelope{Limit: 3}, true},
		"no link, limit not named":         {3, response.Envelope{}, false},
		"never a link, short":              {3, response.Envelope{Limit: 200, Unlinked: true}, true},
		"empty with a link":                {0, response.Envelope{Limit: 200, Next: "/next"}, false},
		"empty where there is never one":   {0, response.Envelope{Limit: 200, Unlinked: true}, false},
		"empty of a limit of 0 and a link": {0, response.Envelope{Next: "/next"}, false},
	} {
		page, err := response.Page(make([]int, c.rows), c.envelope)
		require.NoError(t, err, name)
		require.Equal(t, c.more, page.More, name)
		require.Len(t, page.Items, c.rows, name)
	}
	page, err := response.Page[int](nil, response.Envelope{Limit: 200, Next: "/next"})
	require.ErrorIs(t, err, confluence.ErrUnexpectedContent, "no list at all is not an empty one")
	require.Nil(t, page)
}

func TestWindow(t *testing.T) {
	t.Parallel()
	start, limit := response.Window(nil)
	require.Nil(t, start)
	require.Nil(t, limit)
	start, limit = response.Window(&confluence.ListOptions{})
	require.Nil(t, start)
	require.Nil(t, limit, "a limit of 0 would be an empty page")
	start, limit = response.Window(&confluence.ListOptions{Start: 7, Limit: 9})
	require.Equal(t, int32(7), *start)
	require.Equal(t, int32(9), *limit)
}

// TestOperation: errors of decoding name the operation as the contract does.
func TestOperation(t *testing.T) {
	t.Parallel()
	require.Equal(t, "getUser", response.Operation[*gen.GetUserResponse]())
	require.Equal(t, "getGroupByGroupId", response.Operation[*gen.GetGroupByGroupIDResponse]())
	require.Equal(t, "removeGroupById", response.Operation[*gen.RemoveGroupByIDResponse]())
}
