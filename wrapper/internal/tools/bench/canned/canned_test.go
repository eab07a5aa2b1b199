package canned_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/canned"
)

// TestLongListing: what is written over the page before is a page as any other.
func TestLongListing(t *testing.T) {
	t.Parallel()
	const members = 1_234
	transport := canned.NewTransport(http.StatusOK, canned.LongListing(members))
	for _, start := range []int{0, 199, 200, 1_000, 1_034, 1_100, 1_233, 0} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, fmt.Sprintf("%s%s?start=%d", canned.Site, canned.MemberPath, start), http.NoBody)
		require.NoError(t, err)
		resp, err := transport.RoundTrip(req)
		require.NoError(t, err)
		body, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		ids := func(body []byte) (all []string) {
			var page struct {
				Results []struct {
					AccountID string `json:"accountId"`
				} `json:"results"`
				Start int `json:"start"`
				Size  int `json:"size"`
				Links struct {
					Next string `json:"next"`
				} `json:"_links"`
			}
			require.NoError(t, json.Unmarshal(body, &page))
			for _, row := range page.Results {
				all = append(all, row.AccountID)
			}
			return append(all, page.Links.Next, fmt.Sprint(page.Start, page.Size))
		}
		require.Equal(t, ids(canned.MemberPage(start, members)), ids(body), start)
	}
}
