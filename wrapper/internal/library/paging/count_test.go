package paging_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
)

// TestCount: what the service counted, or what a walk finds.
func TestCount(t *testing.T) {
	t.Parallel()
	for _, counted := range []bool{false, true} {
		for rows, requests := range map[int]int{0: 1, 199: 1, 200: 2, 1000: 6} {
			m := newModel(rows)
			m.counted = counted
			if rows > 0 {
				m.members[7].null = true
			}
			n, err := paging.Count(t.Context(), m.listing())
			require.NoError(t, err)
			require.Equal(t, rows, n)
			if counted {
				requests = 1
			}
			require.Len(t, m.requests, requests)
		}
	}
	few := 3
	s := &script{list: []*batch{{Rows: []string{"a", "b", "c", "d"}, Start: 0, Limit: 9, Count: &few}}}
	n, err := paging.Count(t.Context(), s.listing())
	require.NoError(t, err)
	require.Equal(t, 4, n, "a count of fewer rows than came says nothing")
	_, err = paging.Count(t.Context(), s.listing())
	require.ErrorIs(t, err, errService)

	// A page of one row says nothing of those behind it.
	s = &script{list: []*batch{page(0, 9, true, "a"), page(1, 9, false, "b", "c"), page(0, 9, true, "a", "b")}}
	n, err = paging.Count(t.Context(), s.listing())
	require.NoError(t, err)
	require.Equal(t, 3, n)
}
