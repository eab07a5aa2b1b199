package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestConnectionsAreKept: workers side by side do not open a connection for every
// few requests.
func TestConnectionsAreKept(t *testing.T) { //nolint:paralleltest // beside it, others count allocations
	for _, workers := range []int{1, 8, 64} {
		opened, err := connectionsOf(t.Context(), workers, sdkAt)
		require.NoError(t, err)
		require.LessOrEqual(t, opened, 2*workers)
	}
}

// TestCollectPeak: Collect takes no more than twice its result on the way.
func TestCollectPeak(t *testing.T) { //nolint:paralleltest // the heap is that of the whole process
	peak, result, err := collectPeak(t.Context(), 100_000)
	require.NoError(t, err)
	t.Logf("%.0f bytes at the peak for a result of %.0f", peak, result)
	require.LessOrEqual(t, peak, 2*result)
}
