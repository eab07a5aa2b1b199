package walktest

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/faulttest"
)

// RequireNoFalseEnd has a client walk through services that mislead: no walk ends
// as if it were complete, and none goes on for ever. Show writes a row, count is
// the name of the field that counts all rows.
func RequireNoFalseEnd(t *testing.T, show func(row string) string, count string,
	walk func(through http.RoundTripper, ahead int) ([]string, error),
) {
	t.Helper()
	rows := func(from, to int) string {
		var shown []string
		for i := from; i < to; i++ {
			shown = append(shown, show(Row(i)))
		}
		return strings.Join(shown, ",")
	}
	for name, c := range map[string]struct {
		page func(start, request int) (rows, more string)
		err  error // nil: one of the two
		says string
	}{
		"other rows at every offset": {page: func(_, k int) (string, string) { return rows(10*k, 10*k+10), `,"_links":{"next":"/x"}` }},
		"the same rows at every offset": {
			func(int, int) (string, string) { return rows(0, 10), `,"_links":{"next":"/x"}` },
			confluence.ErrStalled, "hold the same rows",
		},
		"an empty page in the middle": {func(start, _ int) (string, string) {
			end := start/10*10 + 10
			if end == 20 {
				end = start
			}
			return rows(start, end), `,"_links":{"next":"/x"}`
		}, confluence.ErrStalled, "is empty, and it is not the last"},
		"fewer rows than were counted": {func(start, _ int) (string, string) {
			return rows(start, max(start, 10)), `,"_links":{},"` + count + `":30`
		}, confluence.ErrChanged, "30 rows were counted"},
	} {
		for _, ahead := range []int{0, 4} {
			var requests atomic.Int32
			_, err := walk(faulttest.RoundTrip(func(r *http.Request) (*http.Response, error) {
				start, _ := strconv.Atoi(r.URL.Query().Get("start"))
				shown, more := c.page(start, int(requests.Add(1)))
				return respond(r, http.StatusOK, fmt.Sprintf(`{"results":[%s],"start":%d,"limit":10%s}`, shown, start, more)), nil
			}), ahead)
			require.Error(t, err, "%s, %d ahead", name, ahead)
			require.Less(t, requests.Load(), int32(1000), name)
			if c.err != nil {
				require.ErrorIs(t, err, c.err, "%s, %d ahead", name, ahead)
				require.ErrorContains(t, err, c.says, name)
			}
		}
	}
}
