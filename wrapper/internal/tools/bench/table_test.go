package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/tools/bench/versus"
)

// TestTable runs every pair but those that take seconds, through the command's own
// code.
func TestTable(t *testing.T) { //nolint:paralleltest // beside it, others count allocations
	s, end, err := newScenes()
	require.NoError(t, err)
	defer end()
	all := slices.DeleteFunc(s.pairs(), func(p versus.Pair) bool { return p.Once })
	var out strings.Builder
	require.NoError(t, versus.Table(t.Context(), &out, "natural", all, 1, 0))
	for _, p := range all {
		require.Contains(t, out.String(), "\n| "+p.Name+" | ")
	}
}
