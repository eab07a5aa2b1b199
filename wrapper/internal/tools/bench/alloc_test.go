//go:build !race

// The race detector changes how much is allocated, so counts hold only without
// it. What the pairs do is run under it by TestTable.

package main

import (
	"context"
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
		{failurePair("an error", s.failing), 200, 2, 0},
	} {
		t.Run(c.pair.name, func(t *testing.T) {
			hand, sdk := allocations(t, c.runs, c.pair.hand), allocations(t, c.runs, c.pair.sdk)
			t.Logf("%.0f by the SDK, %.0f by hand: %+.0f or %.3f times", sdk, hand, sdk-hand, sdk/hand)
			require.LessOrEqual(t, sdk, hand*c.times+c.more)
		})
	}
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
