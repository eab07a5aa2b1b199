//go:build !race

// The race detector changes how much is allocated, so counts hold only without
// it. What the pairs do is run under it by TestTable.

package main

import (
	"context"
	"runtime"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAllocations holds what the SDK allocates to a bound by what the same work
// allocates by hand. Time is for the benchmarks: it depends on the machine.
//
//nolint:paralleltest // AllocsPerRun counts for the whole process and refuses parallel tests
func TestAllocations(t *testing.T) {
	s, end, err := newScenes()
	require.NoError(t, err)
	defer end()
	for _, c := range []struct {
		pair  pair
		runs  int
		times float64 // as many as by hand, so many times
		more  float64 // and so many more
	}{
		{currentPair("a single GET", s.single), 200, 1, 30},
		{pagePair("a page", s.page), 20, 1.05, 0},
		{listingPair("a listing", s.listing), 2, 1.05, 0},
		{lookupPair("a look-up", s.lookup), 2, 1.05, 0},
		// By hand, one shape of body is known; the SDK finds the message in any.
		{failurePair("an error", s.failing), 200, 2, wide(4)},
	} {
		t.Run(c.pair.name, func(t *testing.T) {
			hand, sdk := allocations(t, c.runs, c.pair.hand), allocations(t, c.runs, c.pair.sdk)
			t.Logf("%.0f by the SDK, %.0f by hand: %+.0f or %.3f times", sdk, hand, sdk-hand, sdk/hand)
			require.LessOrEqual(t, sdk, hand*c.times+c.more)
		})
	}
}

// wide is nothing where an int has 64 bits: elsewhere larger ones in interfaces
// are allocated.
func wide(more float64) float64 {
	if strconv.IntSize == 64 {
		return 0
	}
	return more
}

// TestOneCopyOfABody: that the response to a read can be asked for again where it
// breaks off costs one copy of its body.
//
//nolint:paralleltest // it measures the memory of the process
func TestOneCopyOfABody(t *testing.T) {
	s, end, err := newScenes()
	require.NoError(t, err)
	defer end()
	read := currentPair("a large answer", s.large).sdk
	require.NoError(t, read(t.Context())) // connections and caches are made
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	require.NoError(t, read(t.Context()))
	runtime.ReadMemStats(&after)
	allocated := after.TotalAlloc - before.TotalAlloc
	t.Logf("%d bytes for a body of %d", allocated, largeBody)
	require.Less(t, allocated, uint64(largeBody*105/100))
}

func allocations(t *testing.T, runs int, op func(context.Context) error) float64 {
	t.Helper()
	ctx := t.Context()
	return testing.AllocsPerRun(runs, func() {
		if err := op(ctx); err != nil {
			t.Fatal(err)
		}
	})
}
