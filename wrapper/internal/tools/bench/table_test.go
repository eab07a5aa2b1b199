package main

import (
	"flag"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTable runs every pair once, through the command's own code.
func TestTable(t *testing.T) { //nolint:paralleltest // the length of a run is a flag of the process
	length := flag.Lookup("test.benchtime").Value.String()
	require.NoError(t, flag.Set("test.benchtime", "1x"))
	t.Cleanup(func() { require.NoError(t, flag.Set("test.benchtime", length)) })
	s, end, err := newScenes()
	require.NoError(t, err)
	defer end()
	all := s.pairs()
	var out strings.Builder
	require.NoError(t, table(&out, all, 1, "1x"))
	require.Equal(t, 2+len(all), strings.Count(out.String(), "\n|")+1)
	for _, p := range all {
		require.Contains(t, out.String(), "\n| "+p.name+" | ")
	}
}

func TestMedian(t *testing.T) {
	t.Parallel()
	values := func(all ...float64) (costs []cost) {
		for _, v := range all {
			costs = append(costs, cost{time: v})
		}
		return costs
	}
	require.InDelta(t, 2, medians(values(9, 1, 2)).time, 0)
	require.InDelta(t, 1.5, medians(values(2, 1)).time, 0)
}
