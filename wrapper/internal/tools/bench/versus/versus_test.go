package versus

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMedian(t *testing.T) {
	t.Parallel()
	values := func(all ...float64) (costs []Cost) {
		for _, v := range all {
			costs = append(costs, Cost{Time: v})
		}
		return costs
	}
	require.InDelta(t, 2, medians(values(9, 1, 2)).Time, 0)
	require.InDelta(t, 1.5, medians(values(2, 1)).Time, 0)
}

func TestVerdict(t *testing.T) {
	t.Parallel()
	r := Result{SDK: Cost{Allocs: 43.4}, Ratio: Cost{Time: 1.004, CPU: 1.16, Bytes: 0.3}}
	require.Equal(t, "met", Target{Time: 1, Bytes: 0.5, Allocs: 43}.verdict(r))
	require.Equal(t, "**missed**: CPU above 1.15, allocations above 42", Target{Time: 1, CPU: 1.15, Allocs: 42}.verdict(r))
	require.Empty(t, Target{}.verdict(r))
	require.Empty(t, ratio(math.NaN()))
}

func TestTable(t *testing.T) {
	t.Parallel()
	calls := 0
	count := func(context.Context) error { calls++; return nil }
	var out strings.Builder
	require.NoError(t, Table(t.Context(), &out, "natural", []Pair{{Name: "one", SDK: count, Other: count}}, 2, 0))
	require.Equal(t, 6, calls, "both sides once before, and twice each")
	require.Contains(t, out.String(), "\n| one | ")
	broken := errors.New("broken")
	require.ErrorIs(t, Table(t.Context(), &out, "natural", []Pair{{SDK: count, Other: func(context.Context) error { return broken }}}, 1, 0), broken)
}
