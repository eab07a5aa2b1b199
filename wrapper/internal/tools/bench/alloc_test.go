//go:build !race

// The race detector changes how much is allocated, so counts hold only without
// it. What the pairs do is run under it by TestTable.

package main

import (
	"bytes"
	"net/http"
	"runtime"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/canned"
	"github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/versus"
)

// TestAllocations holds what the SDK allocates to a bound. Time is for the
// benchmarks: it depends on the machine.
//
//nolint:paralleltest // AllocsPerRun counts for the whole process and refuses parallel tests
func TestAllocations(t *testing.T) {
	s, end, err := newScenes()
	require.NoError(t, err)
	defer end()
	perRow := func(rows int, each, more float64) float64 { return float64(rows)*each + more }
	for _, c := range []struct {
		pair versus.Pair
		runs int
		most float64
	}{
		{currentPair("a single GET", s.single), 200, fewAllocs},
		// A text is an allocation, and so is whether somebody is a guest.
		{searchPair("a search page", s.search), 20, perRow(canned.HitsSize, 14, 70)},
		{pagePair("a page", s.sized), 20, perRow(canned.PageSize, 10, 70)},
		{listingPair("a listing", members, s.listing), 2, perRow(members, 10.4, 0)},
		{lookupPair("a look-up", s.lookup), 2, perRow(members, 9.4, 0)},
		{failurePair("an error", s.failing), 200, 42},
	} {
		t.Run(c.pair.Name, func(t *testing.T) {
			got := allocations(t, c.runs, c.pair.SDK)
			t.Logf("%.0f of at most %.0f", got, c.most)
			require.LessOrEqual(t, got, c.most*wide())
		})
	}
}

// wide is one where an int has 64 bits: elsewhere larger ones in interfaces are
// allocated.
func wide() float64 {
	if strconv.IntSize == 64 {
		return 1
	}
	return 1.1
}

// largeBody is the size of a large response.
const largeBody = 4 << 20

// largePerson is the response to one GET, with something large that nobody reads.
func largePerson() []byte {
	small := canned.Person(1)
	large := append([]byte(`{"padding":"`), bytes.Repeat([]byte("x"), largeBody-len(small))...)
	return append(append(large, `",`...), small[1:]...)
}

// TestOneCopyOfABody: that the response to a read can be asked for again where it
// breaks off costs one copy of its body.
//
//nolint:paralleltest // it measures the memory of the process
func TestOneCopyOfABody(t *testing.T) {
	s, err := newSides(canned.Site, canned.NewTransport(http.StatusOK, canned.Always(largePerson())))
	require.NoError(t, err)
	read := currentPair("a large response", s).SDK
	require.NoError(t, read(t.Context())) // connections and caches are made
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	require.NoError(t, read(t.Context()))
	runtime.ReadMemStats(&after)
	allocated := after.TotalAlloc - before.TotalAlloc
	t.Logf("%d bytes for a body of %d", allocated, largeBody)
	require.Less(t, allocated, uint64(largeBody*105/100))
}

func allocations(t *testing.T, runs int, op versus.Op) float64 {
	t.Helper()
	ctx := t.Context()
	return testing.AllocsPerRun(runs, func() {
		if err := op(ctx); err != nil {
			t.Fatal(err)
		}
	})
}

// TestCollectPeak: Collect takes no more than twice its result on the way.
func TestCollectPeak(t *testing.T) { //nolint:paralleltest // the heap is that of the whole process
	peak, result, err := collectPeak(t.Context(), 30_000)
	require.NoError(t, err)
	t.Logf("%.0f bytes at the peak for a result of %.0f", peak, result)
	require.LessOrEqual(t, peak, 2*result)
}
