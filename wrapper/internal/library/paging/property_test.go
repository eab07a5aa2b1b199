package paging_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
)

// churn is how a listing changes, at every request and every yield.
type churn struct {
	rng    *rand.Rand
	events int // how many more changes there are
	chance float64
	block  int  // members that leave, or return, at once
	kth    int  // of the rows yielded, those to remove; 0: none
	leave  bool // nobody returns
}

func (c *churn) happen(m *model) {
	for c.events > 0 && c.rng.Float64() < c.chance {
		c.events--
		first, present := c.rng.IntN(max(1, len(m.members))), c.rng.IntN(2) == 0 && !c.leave
		for i := first; i < min(first+1+c.rng.IntN(c.block), len(m.members)); i++ {
			m.set(i, present)
		}
	}
}

// scene is a listing and a walk through it.
type scene struct {
	*model
	churn

	window paging.Window
	first  []int // what was there at the first request, by the places of members
}

func anyScene(t *rapid.T) *scene {
	m := newModel(rapid.IntRange(0, 60).Draw(t, "rows"))
	seed := rapid.Uint64().Draw(t, "seed")
	s := &scene{model: m, churn: churn{rng: rand.New(rand.NewPCG(seed, 1)), block: 1}}
	m.most = rapid.IntRange(2, 20).Draw(t, "most")
	m.standard = rapid.IntRange(2, m.most).Draw(t, "standard")
	m.placed = rapid.Bool().Draw(t, "placed")
	m.linked = rapid.Bool().Draw(t, "linked")
	m.counted = rapid.Bool().Draw(t, "counted")
	if !m.placed && !m.linked && !m.counted {
		m.placed = true
	}
	s.window = paging.Window{
		Limit: rapid.IntRange(0, 25).Draw(t, "limit"), Ahead: rapid.IntRange(0, 8).Draw(t, "ahead"),
	}
	if rapid.Bool().Draw(t, "from a start") {
		s.window.Start = rapid.IntRange(0, len(m.members)+2).Draw(t, "start")
	}
	if rapid.Bool().Draw(t, "cut") {
		least, most := rapid.IntRange(2, 6).Draw(t, "least"), rapid.IntRange(0, 8).Draw(t, "over")
		m.cuts = func() int { return least + s.rng.IntN(most+1) }
	}
	for i := range m.members {
		m.members[i].present = s.rng.IntN(8) > 0
	}
	return s
}

// changes lets the listing change: mildly, or in any way.
func (s *scene) changes(t *rapid.T) {
	s.events = rapid.IntRange(0, 200).Draw(t, "events")
	s.chance = rapid.Float64Range(0, 0.9).Draw(t, "chance")
	s.block = rapid.SampledFrom([]int{1, 1, 2, 5, 30}).Draw(t, "block")
	s.kth = rapid.SampledFrom([]int{0, 0, 1, 2, 3}).Draw(t, "kth")
}

// walk goes through the listing and returns the places of the rows that came.
func (s *scene) walk(ctx context.Context) ([]int, error) {
	s.start()
	s.first = nil
	index := map[string]int{}
	for i, m := range s.members {
		index[m.name] = i
	}
	s.change = func() {
		s.happen(s.model)
		if s.first == nil {
			s.first = []int{}
			for i, m := range s.members {
				if m.present {
					s.first = append(s.first, i)
				}
			}
		}
	}
	var got []int
	for r, err := range paging.All(ctx, s.window, s.listing()) {
		if err != nil {
			return got, err
		}
		s.mu.Lock()
		got = append(got, index[r.name])
		if s.kth > 0 && len(got)%s.kth == 0 {
			s.set(index[r.name], false)
		}
		s.happen(s.model)
		s.mu.Unlock()
	}
	return got, nil
}

// requireKept asserts the promise, one thing at a time.
func (s *scene) requireKept(t require.TestingT, got []int, err error) {
	came := map[int]bool{}
	for _, i := range got {
		require.False(t, came[i], "row %d came twice", i)
		came[i] = true
	}
	before := -1 // the last place before the start
	if start := s.window.Start; start > 0 {
		before = len(s.members)
		if start <= len(s.first) {
			before = s.first[start-1]
		}
		if start <= len(s.first) && s.members[before].null {
			return // nothing can tell whether the row before the start is still there
		}
	}
	for _, i := range got {
		require.Greater(t, i, before, "row %d is from before the start", i)
	}
	if err != nil {
		require.True(t, errors.Is(err, confluence.ErrChanged) || errors.Is(err, confluence.ErrStalled), "%v", err)
		return
	}
	for i, m := range s.members {
		if i > before && m.stayed && !m.null {
			require.True(t, came[i], "row %d stayed and was lost: %v", i, got)
		}
	}
}

// lossless: no row twice, none that stayed lost without an error, none from
// before the start, whatever changes.
func lossless(t *rapid.T) {
	s := anyScene(t)
	s.endless = rapid.IntRange(0, 4).Draw(t, "endless") == 0
	s.changes(t)
	got, err := s.walk(t.Context())
	s.requireKept(t, got, err)
}

func TestLossless(t *testing.T) {
	t.Parallel()
	rapid.Check(t, lossless)
}

func FuzzLossless(f *testing.F) { f.Fuzz(rapid.MakeFuzz(lossless)) }

// TestLosslessWithNulls: null rows are passed over, as long as pages hold more.
func TestLosslessWithNulls(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := anyScene(t)
		for range min(2, len(s.members)) {
			s.members[s.rng.IntN(len(s.members))].row.null = true
		}
		s.most = max(s.most, 5)
		s.standard = max(s.standard, 5)
		if s.window.Limit > 0 {
			s.window.Limit = max(s.window.Limit, 5)
		}
		s.cuts = nil
		s.changes(t)
		got, err := s.walk(t.Context())
		s.requireKept(t, got, err)
	})
}

// TestGoesOnAtMildChurn: a few rows that come and go are no reason to give up.
// Three pages of a row or two are alike by chance, once in some 30,000 walks.
func TestGoesOnAtMildChurn(t *testing.T) {
	t.Parallel()
	walks, alike := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		s := anyScene(t)
		s.window.Start = 0
		s.placed = true
		s.most, s.standard = max(s.most, 6), max(s.standard, 5)
		if s.window.Limit > 0 {
			s.window.Limit = max(s.window.Limit, 4)
		}
		if cuts := s.cuts; cuts != nil {
			s.cuts = func() int { return 2 + cuts() }
		}
		s.events, s.chance = rapid.IntRange(0, 20).Draw(t, "events"), 0.3
		s.kth = rapid.SampledFrom([]int{0, 0, 1, 2, 3}).Draw(t, "kth")
		got, err := s.walk(t.Context())
		s.requireKept(t, got, err)
		if walks++; errors.Is(err, confluence.ErrStalled) {
			alike++
			return
		}
		require.NoError(t, err)
	})
	require.LessOrEqual(t, alike, 2+walks/10_000)
}

// TestNothingChanges: all rows in order, and no more requests than a walk by
// offsets makes.
func TestNothingChanges(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := anyScene(t)
		nulls := rapid.IntRange(0, 1).Draw(t, "nulls") * 3
		for range nulls * min(1, len(s.members)) {
			s.members[s.rng.IntN(len(s.members))].row.null = true
		}
		var want []int
		offset := 0
		for i, m := range s.members {
			if m.present {
				if offset >= s.window.Start && !m.null {
					want = append(want, i)
				}
				offset++
			}
		}
		got, err := s.walk(t.Context())
		require.NoError(t, err)
		require.Equal(t, want, got)
		if nulls == 0 && s.cuts == nil {
			most := s.byOffsets()
			if s.window.Ahead > 0 {
				most += s.window.Ahead
			}
			require.LessOrEqual(t, len(s.requests), most, "%+v", s.requests)
		}
	})
}

// byOffsets is how many requests a walk by offsets makes, and those that the
// pages cost more that cannot be larger by a row.
func (s *scene) byOffsets() int {
	size, rows := s.window.Limit, len(s.present())
	if size == 0 {
		size = s.standard
	}
	n, extra := 0, 0
	if size >= s.most {
		size = s.most
		extra = max(0, rows-s.window.Start)/(size*(size-1)) + 1
	} else if s.window.Limit == 0 && s.window.Start > 0 {
		extra = 1
	}
	for at := s.window.Start; ; at += size {
		n++
		here := max(0, min(size, rows-at))
		counted := s.counted && at+here >= rows
		full := s.placed && here == size && !counted
		if here == 0 || s.linked && at+here >= rows && !full {
			return n + extra
		}
	}
}
