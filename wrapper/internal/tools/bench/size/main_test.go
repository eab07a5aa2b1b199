package main

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// TestRun measures a site that is not large, so that the calls are right; what
// they cost is for make bench.
func TestRun(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	_, err := run(&out, usersOfSmall, 1, 200*time.Millisecond)
	require.NoError(t, err)
	require.Contains(t, out.String(), "| sign-in |")
	require.Equal(t, 2, strings.Count(out.String(), "; 0 wrong responses;"), out.String())
}
