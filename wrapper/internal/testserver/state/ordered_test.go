package state_test

import (
	"cmp"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// TestOrderedIsASortedSlice does the same to a list and to a slice that is
// sorted, in bursts long enough to split and join pieces.
func TestOrderedIsASortedSlice(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		list := state.NewOrdered(cmp.Compare[int])
		model := []int{}
		top := 0
		burst := rapid.IntRange(1, 1500)
		steps := map[string]func(*rapid.T){
			"append": func(t *rapid.T) {
				for range burst.Draw(t, "rows") {
					top += 3
					list.Add(top)
					model = append(model, top)
				}
			},
			"insert": func(t *rapid.T) {
				row := rapid.IntRange(0, top+1).Draw(t, "row")
				for range burst.Draw(t, "rows") {
					at, found := slices.BinarySearch(model, row)
					if found == list.Add(row) {
						t.Fatal("added what is there, or not what is not")
					}
					if !found {
						model = slices.Insert(model, at, row)
					}
					row = (row + 7) % (top + 2)
				}
			},
			"remove": func(t *rapid.T) {
				row := rapid.IntRange(0, top+1).Draw(t, "row")
				step := rapid.IntRange(1, 9).Draw(t, "step")
				for range burst.Draw(t, "rows") {
					at, found := slices.BinarySearch(model, row)
					if found != list.Remove(row) {
						t.Fatal("removed what is not there, or not what is")
					}
					if found {
						model = slices.Delete(model, at, at+1)
					}
					row = (row + step) % (top + 2)
				}
			},
		}
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			steps[rapid.SampledFrom(slices.Sorted(maps.Keys(steps))).Draw(t, "step")](t)
			require.Equal(t, len(model), list.Len())
			require.True(t, slices.Equal(model, slices.Collect(list.All())))
			start := rapid.IntRange(0, len(model)+1).Draw(t, "start")
			n := rapid.IntRange(0, 700).Draw(t, "n")
			from := min(start, len(model))
			require.True(t, slices.Equal(model[from:min(from+n, len(model))], list.Cut(start, n)))
		}
	})
}

func TestOrderedThatIsNotThere(t *testing.T) {
	t.Parallel()
	var none *state.Ordered[int]
	require.Zero(t, none.Len())
	require.Empty(t, none.Cut(0, 10))
	require.Empty(t, slices.Collect(none.All()))
	require.False(t, none.Remove(1))
}

// A piece that is full is split wherever the row goes that it has no room for.
func TestOrderedSplitsAnywhere(t *testing.T) {
	t.Parallel()
	const full = 512
	for at := range full {
		list := state.NewOrdered(cmp.Compare[int])
		for i := range full {
			list.Add(2 * (i + 1))
		}
		require.True(t, list.Add(2*at+1))
		rows := slices.Collect(list.All())
		require.Len(t, rows, full+1)
		require.True(t, slices.IsSorted(rows), at)
	}
}
