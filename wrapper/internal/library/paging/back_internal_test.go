package paging

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestKept: of the pages that wait, those the walk has passed are dropped, and of
// too many the ones farthest ahead.
func TestKept(t *testing.T) {
	t.Parallel()
	w := &walk[string]{list: numbers(9), known: newSeen()}
	w.place.anchor = 15
	for i := range mostKept + 10 {
		at := (i * 7) % (mostKept + 10)
		w.keep(w.survey(&Batch[string]{Rows: []string{"x"}}, at))
	}
	require.Len(t, w.kept, mostKept)
	require.Equal(t, mostKept-1, w.kept[mostKept-1].at)
	require.NoError(t, w.retry())
	require.Len(t, w.kept, mostKept-16)
	require.Equal(t, 16, w.kept[0].at)
}
