package main

import (
	"net/http"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/canned"
)

// TestListingHoldsOnePage walks through so many members that holding on to them
// would show, and looks at the heap on the way.
func TestListingHoldsOnePage(t *testing.T) { //nolint:paralleltest // the heap is that of the whole process
	const everybody = 100_000
	s, err := newSides(canned.Site, canned.NewTransport(http.StatusOK, canned.LongListing(everybody)))
	require.NoError(t, err)
	opts := cloud.MemberListOptions{Limit: canned.PageSize}

	// What a page holds, the slack of its slice included.
	_, err = s.sdk.Groups.ListMembers(t.Context(), canned.GroupID, &opts) // connections and caches are made
	require.NoError(t, err)
	before := heap()
	page, err := s.sdk.Groups.ListMembers(t.Context(), canned.GroupID, &opts)
	require.NoError(t, err)
	onePage := heap() - before
	runtime.KeepAlive(page)
	require.Greater(t, onePage, int64(canned.PageSize*100), "what is compared with")

	before = heap()
	var held []int64
	rows := 0
	for _, err := range s.sdk.Groups.AllMembers(t.Context(), canned.GroupID, &opts) {
		require.NoError(t, err)
		if rows++; rows%(everybody/10) == 5*canned.PageSize/2 { // in the middle of a page, first the third
			held = append(held, heap()-before)
		}
	}
	require.Equal(t, everybody, rows)
	require.Len(t, held, 10)
	t.Logf("a page takes %d bytes; a walk holds %d", onePage, held)
	const aRow = 14 // bytes to know a row again, so that it is not yielded twice
	for i := range held {
		walked := int64(i*everybody/10 + 5*canned.PageSize/2)
		require.LessOrEqual(t, held[i], 2*onePage+walked*aRow, "a page and its slack, and what tells rows apart")
	}
}

// heap returns how many bytes are held, garbage left out.
func heap() int64 {
	runtime.GC() // twice, so that pools are empty
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
