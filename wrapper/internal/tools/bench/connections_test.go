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
