package paging_test

import (
	"slices"
	"strconv"
	"strings"
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

// TestAddAt: a late row has its place among those that are remembered, the first and
// the last among them, or none where its neighbour is forgotten; it is counted anyway.
func TestAddAt(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		place paging.Place
		want  string
	}{
		"not late":               {paging.Place{Before: "b", After: "a"}, "a b c x"},
		"the first":              {paging.Place{Late: true}, "x a b c"},
		"before the first":       {paging.Place{Late: true, Before: "a"}, "x a b c"},
		"before":                 {paging.Place{Late: true, Before: "c", After: "gone"}, "a b x c"},
		"after the first":        {paging.Place{Late: true, After: "a"}, "a x b c"},
		"after the last":         {paging.Place{Late: true, After: "c"}, "a b c x"},
		"before one forgotten":   {paging.Place{Late: true, Before: "gone", After: "a"}, "a b c"},
		"after one forgotten":    {paging.Place{Late: true, After: "gone"}, "a b c"},
		"of a tail that is full": {paging.Place{Late: true, After: "c"}, "c x"},
		"before those of a full": {paging.Place{Late: true, Before: "b"}, "b c"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tail, want, rows := paging.NewShortTail(10), paging.NewShortTail(10), 3
			if strings.Contains(name, "full") {
				tail, want = paging.NewShortTail(2), paging.NewShortTail(2)
			}
			for _, key := range []string{"a", "b", "c"} {
				tail.Add(key)
			}
			tail.AddAt("", c.place)
			require.Equal(t, rows, tail.Rows(), "a row without an identity is passed over")
			tail.AddAt("x", c.place)
			require.Equal(t, rows+1, tail.Rows())
			for key := range strings.FieldsSeq(c.want) {
				want.Add(key)
				require.True(t, tail.Has(key), key)
			}
			require.Equal(t, want.Bytes(), tail.Bytes())
			require.False(t, tail.Has("gone"))
			tail.Add("y") // goes on at the end
			want.Add("y")
			require.Equal(t, want.Bytes(), tail.Bytes())
		})
	}
}
