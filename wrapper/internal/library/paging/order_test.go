package paging_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
)

// TestTailIsOfTheLastPlaces: a row that came into the middle of what was read, and was
// yielded late, is not one of the last rows: those after it came long before. A walk
// that goes on from there must not take it for one, and yield them again.
func TestTailIsOfTheLastPlaces(t *testing.T) {
	t.Parallel()
	const n = 1000
	m := newModel(n + 1) // the last one is to come in before r199
	late := member{row: row{name: "late"}}
	m.members = slices.Insert(m.members[:n:n], 199, late)
	leave := func(names ...string) {
		for _, name := range names {
			m.set(slices.IndexFunc(m.members, func(r member) bool { return r.name == name }), false)
		}
	}
	requests := 0
	m.change = func() {
		switch requests++; requests {
		case 3:
			m.members[199].present = true
			for i := range 9 { // the last one read among them
				leave("r" + strconv.Itoa(390+i))
			}
		case 4:
			leave("r406") // with which the page after it began
		}
	}
	times := map[string]int{}
	tail := paging.NewTail([]byte("salt"))
	var mark *paging.Mark
	for chunk, err := range paging.Pages(t.Context(), nil, m.listing()) {
		require.NoError(t, err)
		for _, r := range chunk.Rows {
			times[r.name]++
		}
		addTo(tail, &chunk)
		if times["late"] > 0 {
			mark = &paging.Mark{Offset: chunk.Offset, End: chunk.End, Largest: chunk.Largest, Tail: tail.Reread()}
			break
		}
	}
	require.NotNil(t, mark)
	leave("r407") // which came last
	m.change = nil
	m.requests = nil
	for chunk, err := range paging.Pages(t.Context(), mark, m.listing()) {
		require.NoError(t, err)
		for _, r := range chunk.Rows {
			times[r.name]++
		}
	}
	for _, r := range m.members {
		require.LessOrEqual(t, times[r.name], 1, "%s twice", r.name)
		if r.stayed {
			require.Equal(t, 1, times[r.name], r.name)
		}
	}
}
