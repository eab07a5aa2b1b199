package paging_test

import (
	"context"
	"fmt"
	"strconv"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
)

// removeAll removes each row when it comes, as a user does who leaves all groups.
func removeAll(t *testing.T, m *model, ahead int) {
	t.Helper()
	n := 0
	for r, err := range paging.All(t.Context(), paging.Window{Ahead: ahead}, m.listing()) {
		require.NoError(t, err)
		i, err := strconv.Atoi(r.name[1:])
		require.NoError(t, err)
		m.mu.Lock()
		m.set(i, false)
		m.mu.Unlock()
		n++
	}
	require.Equal(t, len(m.members), n)
	require.Empty(t, m.names(0), "none is left behind")
}

// TestRemoveWhileRanging: leaving each of 3,000 groups leaves none behind.
func TestRemoveWhileRanging(t *testing.T) {
	t.Parallel()
	for ahead, most := range map[int]int{0: 21, 1: 21, 8: 31} {
		synctest.Test(t, func(t *testing.T) {
			m := newModel(3000)
			m.took = 50 * time.Millisecond
			removeAll(t, m, ahead)
			require.LessOrEqual(t, len(m.requests), most, "%d ahead", ahead)
		})
		m := newModel(3000) // pages arrive while rows are removed
		removeAll(t, m, ahead)
		require.LessOrEqual(t, len(m.requests), 2*most, "%d ahead", ahead)
	}
	removeAll(t, newModel(30_000), 0)
}

// leaving walks through a listing that rows leave before requests.
func leaving(t *testing.T, rows, ahead int, leaves func(request int) bool) int {
	t.Helper()
	m := newModel(rows)
	m.change = func() {
		if k := len(m.requests); leaves(k) {
			m.set(k%len(m.members), false) // from the beginning on: everything moves
		}
	}
	got := map[string]bool{}
	for r, err := range paging.All(t.Context(), paging.Window{Ahead: ahead}, m.listing()) {
		require.NoError(t, err)
		require.False(t, got[r.name])
		got[r.name] = true
	}
	for _, member := range m.members {
		require.True(t, !member.stayed || got[member.name], member.name)
	}
	return len(m.requests)
}

// TestSomeLeaveWhileRanging: nobody who stayed is missing.
func TestSomeLeaveWhileRanging(t *testing.T) {
	t.Parallel()
	for _, ahead := range []int{0, 1, 8} {
		n := leaving(t, 40_000, ahead, func(k int) bool { return k%4 == 0 && k <= 200 })
		require.LessOrEqual(t, n, 202+2*50+ahead, "50 leave of 40,000, %d ahead", ahead)
		n = leaving(t, 10_000, ahead, func(k int) bool { return k > 1 })
		require.LessOrEqual(t, n, 3*(52+ahead), "one leaves before every request, %d ahead", ahead)
	}
	require.Equal(t, 202, leaving(t, 40_000, 0, func(int) bool { return false }))
}

// TestSwappedRows: a service whose first 200 rows of 1,000 are others at every
// request ends a walk.
func TestSwappedRows(t *testing.T) {
	t.Parallel()
	for _, ahead := range []int{0, 8} {
		var requests atomic.Int32
		listing := paging.Listing[string]{
			Key: func(s *string) string { return *s }, Most: 200,
			Fetch: func(_ context.Context, w paging.Window) (*paging.Batch[string], error) {
				k := int(requests.Add(1))
				rows := append(names(1000*k, 1000*k+200), names(200, 1000)...)
				return &paging.Batch[string]{
					Rows: rows[w.Start:min(w.Start+200, 1000)], Start: w.Start, Limit: 200, Next: w.Start < 800,
				}, nil
			},
		}
		_, err := confluence.Collect(paging.All(t.Context(), paging.Window{Ahead: ahead}, listing))
		require.ErrorIs(t, err, confluence.ErrChanged)
		require.Less(t, int(requests.Load()), 1000)
	}
}

// TestNewRowsForEver: a service that ignores offsets, echoes them, and has other
// rows at every request.
func TestNewRowsForEver(t *testing.T) {
	t.Parallel()
	for name, rows := range map[string]func(request int) []string{
		"all":                  func(k int) []string { return names(k*10, k*10+10) },
		"the last":             func(k int) []string { return append(names(0, 9), strconv.Itoa(k+10)) },
		"all but one":          func(k int) []string { return append([]string{"x"}, names(k*10, k*10+9)...) },
		"one more":             func(k int) []string { return names(0, 10+k) },
		"all but two in a row": func(k int) []string { return names(k/2*10, k/2*10+10) },
		"one farther on":       func(k int) []string { return names(k, k+10) },
		"null":                 func(int) []string { return make([]string, 10) },
	} {
		requests := 0
		listing := paging.Listing[string]{
			Key: func(s *string) string { return *s }, Null: func(s *string) bool { return *s == "" }, Most: 200,
			Fetch: func(_ context.Context, w paging.Window) (*paging.Batch[string], error) {
				requests++
				return &paging.Batch[string]{Rows: rows(requests), Start: w.Start, Limit: 10, Next: true}, nil
			},
		}
		_, err := confluence.Collect(paging.All(t.Context(), paging.Window{}, listing))
		require.ErrorIs(t, err, confluence.ErrChanged, name)
		require.Less(t, requests, 1000, name)
		if name == "null" {
			require.Equal(t, 101, requests, "a hundred that are of no use")
		}
	}
}

func names(from, to int) []string {
	var list []string
	for i := from; i < to; i++ {
		list = append(list, fmt.Sprintf("r%d", i))
	}
	return list
}

// TestAheadIsFaster: 50 pages of 50 ms each.
func TestAheadIsFaster(t *testing.T) {
	t.Parallel()
	took := func(ahead, limit, short int) (took time.Duration) {
		synctest.Test(t, func(t *testing.T) {
			m := newModel(50*100 - 1)
			m.took = 50 * time.Millisecond
			m.cuts = func() int {
				if len(m.requests) == short {
					return limit / 2
				}
				return m.most
			}
			began := time.Now()
			rows, err := confluence.Collect(paging.All(t.Context(), paging.Window{Limit: limit, Ahead: ahead}, m.listing()))
			require.NoError(t, err)
			require.Len(t, rows, 4999)
			took = time.Since(began)
		})
		return took
	}
	require.Equal(t, 2500*time.Millisecond, took(0, 100, 0))
	require.LessOrEqual(t, 6*took(8, 100, 0), took(0, 100, 0))
	require.LessOrEqual(t, 4*took(8, 100, 3), took(0, 100, 3), "a page was short")
}
