package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestCheck: every kind of change to the small description is seen.
func TestCheck(t *testing.T) {
	t.Parallel()
	known := write(t, "{}")
	code, stdout, stderr := drift(t, "-check", "-ours", write(t, small), "-dc", write(t, small), "-known", known)
	require.Empty(t, stderr)
	require.Equal(t, exitSame, code, stdout)
	for line := range strings.Lines(stdout) {
		fields := strings.Fields(line)
		if strings.HasPrefix(line, "operationId") || strings.HasPrefix(line, "version") {
			require.Equal(t, []string{"0", "does", "not", "matter"}, append(fields[1:2], fields[3:]...), line)
		}
	}
	require.Contains(t, stdout, "property added as required")
}

// TestCheckFails: a kind that goes unseen is listed with a place, and what our
// contract leaves out is not looked into.
func TestCheckFails(t *testing.T) {
	t.Parallel()
	all := &tally{kinds: map[string]*score{}, beyond: map[string]bool{"dc Space.icon": true}}
	all.count(mutation{name: "seen"}, true, "here")
	all.count(mutation{name: "unseen"}, false, "there")
	all.count(mutation{name: "excused", excused: true}, false, "elsewhere")
	var out strings.Builder
	require.True(t, all.write(&out))
	require.Contains(t, out.String(), "unseen          0     1      there")
	require.Contains(t, out.String(), "on purpose:\n  dc Space\n")
	require.Contains(t, out.String(), "go unseen: teach")
}
