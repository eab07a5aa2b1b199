package paging_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
)

// broken is a walk that is broken off and gone on with, again and again.
type broken struct {
	*scene

	tail  int // rows that are remembered
	pages int // after which it is broken off, at most
	mark  *paging.Mark
	got   []int
	index map[string]int
}

// addTo remembers the rows of a chunk.
func addTo(tail *paging.Tail, chunk *paging.Chunk[row]) {
	for i, r := range chunk.Rows {
		tail.AddAt(r.name, chunk.Place(i))
	}
}

// part goes on until the walk is broken off. It reports whether it came to the end.
func (b *broken) part(ctx context.Context) (bool, error) {
	left := 1 + b.rng.IntN(b.pages)
	for chunk, err := range paging.Pages(ctx, b.mark, b.listing()) {
		if err != nil {
			return false, err
		}
		b.mu.Lock()
		tail := paging.NewShortTail(b.tail)
		if b.mark != nil {
			tail = b.mark.Tail
		}
		for _, r := range chunk.Rows {
			b.got = append(b.got, b.index[r.name])
		}
		addTo(tail, &chunk)
		b.mark = &paging.Mark{Offset: chunk.Offset, End: chunk.End, Largest: chunk.Largest, Tail: tail}
		b.happen(b.model)
		b.mu.Unlock()
		if left--; left == 0 {
			b.mark.Tail = tail.Reread()
			return chunk.Last, nil
		}
	}
	return true, nil
}

func anyBroken(t *rapid.T) *broken {
	s := anyScene(t)
	s.window = paging.Window{}
	b := &broken{scene: s, index: map[string]int{}}
	b.tail = rapid.SampledFrom([]int{1, 3, 10, 200, 200}).Draw(t, "tail")
	b.leave = b.tail < 200 // rows that come into the middle come after those behind them
	b.pages = rapid.IntRange(1, 5).Draw(t, "pages")
	for i, m := range s.members {
		b.index[m.name] = i
	}
	return b
}

func (b *broken) walk(t *rapid.T) error {
	b.start()
	b.change = func() { b.happen(b.model) }
	for range 1000 {
		ended, err := b.part(t.Context())
		if ended || err != nil {
			return err
		}
		b.mu.Lock()
		b.happen(b.model) // while no process runs
		b.mu.Unlock()
	}
	panic("a walk without end")
}

// resumed: nobody who stayed comes twice, or is lost without an error, however often
// the walk is broken off, and whatever changes meanwhile.
func resumed(t *rapid.T) {
	b := anyBroken(t)
	b.changes(t)
	b.kth = 0
	err := b.walk(t)
	times := map[int]int{}
	for _, i := range b.got {
		times[i]++
	}
	for i, m := range b.members {
		if m.stayed {
			require.LessOrEqual(t, times[i], 1, "row %d came twice: %v", i, b.got)
		}
	}
	if err != nil {
		require.True(t, errors.Is(err, confluence.ErrChanged) || errors.Is(err, confluence.ErrStalled), "%v", err)
		return
	}
	for i, m := range b.members {
		if m.stayed {
			require.Equal(t, 1, times[i], "row %d stayed and was lost: %v", i, b.got)
		}
	}
}

func TestResumed(t *testing.T) {
	t.Parallel()
	rapid.Check(t, resumed)
}

func FuzzResumed(f *testing.F) { f.Fuzz(rapid.MakeFuzz(resumed)) }

// TestResumedWhereNothingChanges: all rows in order, without an error, and a request
// more for each time at most.
func TestResumedWhereNothingChanges(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		b := anyBroken(t)
		var want []int
		for i, m := range b.members {
			if m.present {
				want = append(want, i)
			}
		}
		require.NoError(t, b.walk(t))
		require.Equal(t, want, b.got)
	})
}

// TestResumedAfterManyLeft: while no process runs, so many leave that neither the
// place nor the step back meets a row that is known. It is found all the same, unless
// all that are remembered have left.
func TestResumedAfterManyLeft(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		gone func(i int) bool
		err  error
	}{
		"none":                        {func(int) bool { return false }, nil},
		"all but the last":            {func(i int) bool { return i < 995 }, nil},
		"all but one of the tail":     {func(i int) bool { return i < 996 && i != 850 }, nil},
		"all but the first":           {func(i int) bool { return i < 996 && i != 796 }, nil},
		"half of the tail, and more":  {func(i int) bool { return i < 700 || i > 900 && i < 996 }, nil},
		"one of the tail amid others": {func(i int) bool { return i < 50 || i >= 796 && i < 996 && i != 850 }, nil},
		"the whole tail":              {func(i int) bool { return i >= 796 && i < 996 }, confluence.ErrChanged},
		"the tail and what is behind": {func(i int) bool { return i >= 796 }, confluence.ErrChanged},
		"everybody":                   {func(int) bool { return true }, nil},
	} {
		m := newModel(1500)
		read, tail := 0, paging.NewTail(nil)
		var mark *paging.Mark
		for chunk, err := range paging.Pages(t.Context(), nil, m.listing()) {
			require.NoError(t, err)
			addTo(tail, &chunk)
			mark = &paging.Mark{Offset: chunk.Offset, End: chunk.End, Largest: chunk.Largest, Tail: tail}
			if read += len(chunk.Rows); read >= 996 {
				break
			}
		}
		for i := range m.members {
			m.set(i, !c.gone(i))
		}
		var want, got []string
		for _, r := range m.present() {
			if i := strings.TrimPrefix(r.name, "r"); len(i) > 3 || i >= "996" && len(i) == 3 {
				want = append(want, r.name)
			}
		}
		m.start()
		var failed error
		for chunk, err := range paging.Pages(t.Context(), mark, m.listing()) {
			failed = err
			for _, r := range chunk.Rows {
				got = append(got, r.name)
			}
		}
		if c.err != nil {
			require.ErrorIs(t, failed, c.err, name)
			require.Empty(t, got, name)
			continue
		}
		require.NoError(t, failed, name)
		require.Equal(t, want, got, name)
		require.Less(t, len(m.requests), 16, name)
	}
}

// TestResumedAfterAllLeft: where all that came are remembered, it may be all of them.
func TestResumedAfterAllLeft(t *testing.T) {
	t.Parallel()
	m := newModel(500)
	var mark *paging.Mark
	for chunk, err := range paging.Pages(t.Context(), nil, m.listing()) {
		require.NoError(t, err)
		tail := paging.NewTail(nil)
		addTo(tail, &chunk)
		mark = &paging.Mark{Offset: chunk.Offset, End: chunk.End, Largest: chunk.Largest, Tail: tail}
		break
	}
	for i := range 200 {
		m.set(i, false)
	}
	rows := 0
	for chunk, err := range paging.Pages(t.Context(), mark, m.listing()) {
		require.NoError(t, err)
		rows += len(chunk.Rows)
	}
	require.Equal(t, 300, rows)
}

// TestTailOf: what no tail has returned is none.
func TestTailOf(t *testing.T) {
	t.Parallel()
	tail := paging.NewTail([]byte("s"))
	for range 201 {
		tail.Add("a")
		tail.Add("")
	}
	require.Equal(t, 201, tail.Rows())
	require.Len(t, tail.Bytes(), 1600)
	require.NotNil(t, paging.TailOf(nil, tail.Bytes(), 201))
	for rows, of := range map[int][]byte{200: make([]byte, 1608), 8: make([]byte, 7), 0: make([]byte, 8), 2: make([]byte, 8), 300: make([]byte, 8)} {
		require.Nil(t, paging.TailOf(nil, of, rows), "%d", rows)
	}
}

// TestNoRowHasAnIdentity: then there are only offsets to go on from.
func TestNoRowHasAnIdentity(t *testing.T) {
	t.Parallel()
	m := newModel(1000)
	for i := range m.members {
		m.members[i].name = ""
	}
	rows, mark := 0, (*paging.Mark)(nil)
	for range 20 {
		for chunk, err := range paging.Pages(t.Context(), mark, m.listing()) {
			require.NoError(t, err)
			rows += len(chunk.Rows)
			mark = &paging.Mark{Offset: chunk.Offset, End: chunk.End, Largest: chunk.Largest, Tail: paging.NewTail(nil)}
			break
		}
	}
	require.Equal(t, 1000, rows)
}

// TestResumedAmidRowsWithoutIdentity: those that came are known by the row before
// them, and those behind them are not.
func TestResumedAmidRowsWithoutIdentity(t *testing.T) {
	t.Parallel()
	m := newModel(9)
	m.standard = 5
	for i := 3; i < 7; i++ {
		m.members[i].name = ""
	}
	rows, mark := 0, (*paging.Mark)(nil)
	for range 2 {
		for chunk, err := range paging.Pages(t.Context(), mark, m.listing()) {
			require.NoError(t, err)
			rows += len(chunk.Rows)
			if mark == nil {
				tail := paging.NewTail(nil)
				addTo(tail, &chunk)
				require.Equal(t, []int{2, 5}, []int{chunk.Offset, chunk.End})
				mark = &paging.Mark{Offset: chunk.Offset, End: chunk.End, Largest: chunk.Largest, Tail: tail}
				break
			}
		}
	}
	require.Equal(t, 9, rows)
}
