package paging_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
)

var errService = errors.New("the service failed")

type batch = paging.Batch[string]

// script is a listing that answers with one batch after the other, then an error.
type script struct {
	mu    sync.Mutex
	list  []*batch
	asked []paging.Window
}

func (s *script) listing() paging.Listing[string] {
	return paging.Listing[string]{
		Key: func(r *string) string { return *r }, Most: 200,
		Fetch: func(_ context.Context, w paging.Window) (*batch, error) {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.asked = append(s.asked, w)
			if len(s.list) == 0 {
				return nil, errService
			}
			next := s.list[0]
			s.list = s.list[1:]
			return next, nil
		},
	}
}

func page(start, limit int, next bool, rows ...string) *batch {
	if rows == nil {
		rows = []string{}
	}
	return &batch{Rows: rows, Start: start, Limit: limit, Next: next}
}

func counted(n int, b *batch) *batch {
	b.Count = &n
	return b
}

func unlinked(b *batch) *batch {
	b.Unlinked = true
	return b
}

func starts(asked []paging.Window) []int {
	var list []int
	for _, w := range asked {
		list = append(list, w.Start)
	}
	return list
}

// TestEnds: a walk ends without an error only where the service said that it is
// the end.
func TestEnds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		start int
		list  []*batch
		want  []string
		asked []int
		err   error
	}{
		"nothing":                                   {0, []*batch{page(0, 9, false)}, nil, []int{0}, nil},
		"nothing, with a link":                      {0, []*batch{page(0, 9, true), page(9, 9, true)}, nil, []int{0, 9}, nil},
		"nothing from a start":                      {5, []*batch{page(4, 9, false)}, nil, []int{4}, nil},
		"no more":                                   {0, []*batch{page(0, 9, false, "a", "b")}, []string{"a", "b"}, []int{0}, nil},
		"two pages":                                 {0, []*batch{page(0, 2, true, "a", "b"), page(1, 3, false, "b", "c")}, []string{"a", "b", "c"}, []int{0, 1}, nil},
		"full, no link":                             {0, []*batch{page(0, 2, false, "a", "b"), page(1, 3, false, "b")}, []string{"a", "b"}, []int{0, 1}, nil},
		"full, no link, counted":                    {0, []*batch{counted(2, page(0, 2, false, "a", "b"))}, []string{"a", "b"}, []int{0}, nil},
		"full, no link, refused":                    {0, []*batch{page(0, 2, false, "a", "b")}, []string{"a", "b"}, []int{0, 1}, errService},
		"fewer counted":                             {0, []*batch{counted(0, page(0, 9, false, "a"))}, []string{"a"}, []int{0}, nil},
		"never a link":                              {0, []*batch{unlinked(page(0, 9, false, "a", "b")), unlinked(page(1, 3, false, "b"))}, []string{"a", "b"}, []int{0, 1}, nil},
		"never a link, one row":                     {0, []*batch{unlinked(page(0, 9, false, "a")), unlinked(page(1, 9, false))}, []string{"a"}, []int{0, 1}, nil},
		"never a link, at the end":                  {2, []*batch{unlinked(page(1, 9, false, "b"))}, nil, []int{1}, nil},
		"a link at the end":                         {0, []*batch{page(0, 9, true, "a", "b"), page(1, 9, true, "b"), page(2, 9, true), page(11, 9, true)}, []string{"a", "b"}, []int{0, 1, 2, 11}, nil},
		"empty in the middle":                       {0, []*batch{page(0, 9, true, "a", "b"), page(1, 9, true, "b"), page(2, 9, true), page(11, 9, false, "z"), page(1, 9, true, "b", "c"), page(2, 9, false, "c")}, []string{"a", "b", "c"}, []int{0, 1, 2, 11, 1, 2}, nil},
		"empty in the middle, twice":                {0, []*batch{page(0, 9, true, "a", "b"), page(1, 9, true, "b"), page(2, 9, true), page(11, 9, false, "z"), page(1, 9, true, "b"), page(2, 9, true), page(11, 9, false, "z")}, []string{"a", "b"}, []int{0, 1, 2, 11, 1, 2, 11}, confluence.ErrStalled},
		"empty at first, rows behind":               {0, []*batch{page(0, 9, true), page(9, 9, false, "z"), page(0, 9, true), page(9, 9, false, "z")}, nil, []int{0, 9, 0, 9}, confluence.ErrStalled},
		"empty where rows were":                     {0, []*batch{page(0, 9, true, "a", "b"), page(1, 9, true), page(0, 9, true, "a", "b"), page(1, 9, true), page(0, 9, true, "a", "b"), page(1, 9, true)}, []string{"a", "b"}, []int{0, 1, 0, 1, 0, 1}, confluence.ErrStalled},
		"nothing at the last offset":                {math.MaxInt32 - 8, []*batch{page(math.MaxInt32-9, 9, true), page(math.MaxInt32, 9, true)}, nil, []int{math.MaxInt32 - 9, math.MaxInt32}, nil},
		"no offset, the count was right":            {0, []*batch{counted(5, page(0, 0, false, "a", "b")), counted(5, page(1, 0, false, "b")), counted(5, page(2, 0, false)), counted(3, page(1, 0, false, "b", "c"))}, []string{"a", "b", "c"}, []int{0, 1, 2, 1}, nil},
		"ends before the count":                     {0, []*batch{counted(5, page(0, 9, false, "a", "b")), counted(5, page(1, 9, false, "b")), counted(5, page(2, 9, false)), counted(5, page(1, 9, false, "b")), counted(5, page(2, 9, false))}, []string{"a", "b"}, []int{0, 1, 2, 1, 2}, confluence.ErrChanged},
		"short, but the count has more":             {0, []*batch{counted(3, page(0, 9, false, "a", "b")), counted(3, page(1, 9, false, "b", "c"))}, []string{"a", "b", "c"}, []int{0, 1}, nil},
		"the count was right by then":               {0, []*batch{counted(5, page(0, 9, false, "a", "b")), counted(2, page(1, 9, false, "b"))}, []string{"a", "b"}, []int{0, 1}, nil},
		"none, but some counted":                    {0, []*batch{counted(5, page(0, 9, false)), counted(5, page(0, 9, false))}, nil, []int{0, 0}, confluence.ErrChanged},
		"a start behind the count":                  {9, []*batch{counted(5, page(8, 9, false))}, nil, []int{8}, nil},
		"pages of one row":                          {0, []*batch{page(0, 9, true, "a"), page(1, 9, true, "b"), page(0, 9, true, "a"), page(1, 9, true, "b")}, []string{"a"}, []int{0, 1, 0, 1}, confluence.ErrStalled},
		"a first page of one row":                   {0, []*batch{page(0, 9, true, "a"), page(1, 9, false, "b", "c"), page(0, 9, true, "a", "b")}, []string{"a", "b", "c"}, []int{0, 1, 0}, nil},
		"another offset":                            {0, []*batch{page(0, 2, true, "a", "b"), page(0, 2, true, "b", "c")}, []string{"a", "b"}, []int{0, 1}, confluence.ErrStalled},
		"another offset at first":                   {5, []*batch{page(0, 2, true, "a", "b")}, nil, []int{4}, confluence.ErrStalled},
		"no offset, begins alike":                   {0, []*batch{page(0, 0, true, "a", "b"), page(0, 0, true, "a", "b", "c")}, []string{"a", "b"}, []int{0, 1}, confluence.ErrStalled},
		"no offset":                                 {0, []*batch{page(0, 0, true, "a", "b"), page(0, 0, false, "b", "c")}, []string{"a", "b", "c"}, []int{0, 1}, nil},
		"alike twice":                               {0, []*batch{page(0, 3, true, "a", "b", "c"), page(2, 4, true, "a", "b", "c"), page(4, 4, false, "c", "d")}, []string{"a", "b", "c", "d"}, []int{0, 2, 4}, nil},
		"alike three times":                         {0, []*batch{page(0, 3, true, "a", "b", "c"), page(2, 4, true, "a", "b", "c"), page(4, 4, true, "a", "b", "c")}, []string{"a", "b", "c"}, []int{0, 2, 4}, confluence.ErrStalled},
		"the row before the start left":             {1, []*batch{page(0, 2, true, "a", "b"), page(1, 3, true, "x"), page(0, 3, false, "c", "x")}, []string{"b"}, []int{0, 1, 0}, confluence.ErrChanged},
		"alike on the way back":                     {0, []*batch{page(0, 2, true, "a", "b"), page(1, 3, true, "b", "c"), page(2, 3, true, "c", "d"), page(3, 3, true, "d", "e"), page(4, 3, false, "z"), page(3, 3, false, "z"), page(2, 3, false, "z"), page(1, 3, false, "z"), page(0, 3, false, "z")}, []string{"a", "b", "c", "d", "e", "z"}, []int{0, 1, 2, 3, 4, 3, 2, 1, 0}, nil},
		"not the first row is known":                {0, []*batch{page(0, 3, true, "a", "b", "c"), page(2, 4, true, "x", "c", "d"), page(0, 4, true, "a", "w", "x", "c"), page(4, 4, false, "d", "e")}, []string{"a", "b", "c", "w", "x", "d", "e"}, []int{0, 2, 0, 4}, nil},
		"a row without identity before a known one": {0, []*batch{page(0, 3, true, "a", "", "b"), page(2, 4, false, "", "b", "c")}, []string{"a", "", "b", "c"}, []int{0, 2}, nil},
		"rows before the start left":                {3, []*batch{page(2, 3, true, "c", "d", "e"), page(4, 4, true, "x", "y"), page(2, 4, true, "w", "x")}, []string{"d", "e"}, []int{2, 4, 2}, confluence.ErrChanged},
		"rows without identity at the beginning":    {0, []*batch{page(0, 2, true, "a", "b"), page(1, 3, true), page(0, 3, true, "", ""), page(0, 4, false, "", "", "c")}, []string{"a", "b", "", "", "c"}, []int{0, 1, 0, 0}, nil},
		"no identity before a start":                {1, []*batch{page(0, 2, true, "", ""), page(0, 4, false, "", "", "c")}, []string{"", "c"}, []int{0, 0}, nil},
		"another one before a start":                {1, []*batch{page(0, 2, true, "", ""), page(0, 4, false, "x", "", "c")}, []string{""}, []int{0, 0}, confluence.ErrChanged},
		"all left":                                  {0, []*batch{page(0, 2, true, "a", "b"), page(1, 3, false), page(0, 3, false)}, []string{"a", "b"}, []int{0, 1, 0}, nil},
		"no list":                                   {0, []*batch{{Limit: 9}}, nil, []int{0}, confluence.ErrUnexpectedContent},
		"no batch":                                  {0, []*batch{nil}, nil, []int{0}, confluence.ErrUnexpectedContent},
		"a link behind the last offset":             {math.MaxInt32, []*batch{page(math.MaxInt32-1, 2, true, "a", "b"), page(math.MaxInt32, 3, true, "b")}, []string{"b"}, []int{math.MaxInt32 - 1, math.MaxInt32}, confluence.ErrStalled},
	} {
		s := &script{list: c.list}
		got, err := confluence.Collect(paging.All(t.Context(), paging.Window{Start: c.start}, s.listing()))
		require.ErrorIs(t, err, c.err, name)
		require.Equal(t, c.want, got, name)
		require.Equal(t, c.asked, starts(s.asked), name)
	}
}

// TestAsksForOneMore: pages after the first begin with a known row, and bring as
// many new ones as a walk by offsets gets.
func TestAsksForOneMore(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		rows, standard, most int
		window               paging.Window
		asked                []paging.Window
	}{
		"none given":       {25, 10, 200, paging.Window{}, []paging.Window{{}, {Start: 9, Limit: 11}, {Start: 19, Limit: 11}}},
		"one given":        {25, 10, 200, paging.Window{Limit: 9}, []paging.Window{{Limit: 9}, {Start: 8, Limit: 10}, {Start: 17, Limit: 10}}},
		"from a start":     {25, 10, 200, paging.Window{Start: 5, Limit: 9}, []paging.Window{{Start: 4, Limit: 10}, {Start: 13, Limit: 10}, {Start: 22, Limit: 10}}},
		"the most":         {25, 10, 10, paging.Window{}, []paging.Window{{}, {Start: 9}, {Start: 18}}},
		"the most, given":  {25, 10, 10, paging.Window{Limit: 10}, []paging.Window{{Limit: 10}, {Start: 9, Limit: 10}, {Start: 18, Limit: 10}}},
		"more than it has": {25, 10, 10, paging.Window{Limit: 99}, []paging.Window{{Limit: 99}, {Start: 9, Limit: 99}, {Start: 18, Limit: 99}}},
		"one row":          {3, 10, 200, paging.Window{Limit: 1}, []paging.Window{{Limit: 1}, {Limit: 2}, {Start: 1, Limit: 2}, {Start: 2, Limit: 2}}},
	} {
		m := newModel(c.rows)
		m.standard, m.most = c.standard, c.most
		got, err := confluence.Collect(paging.All(t.Context(), c.window, m.listing()))
		require.NoError(t, err, name)
		require.Len(t, got, c.rows-c.window.Start, name)
		require.Equal(t, c.asked, m.requests, name)
	}
	m := newModel(100_000)
	_, err := confluence.Collect(paging.All(t.Context(), paging.Window{}, m.listing()))
	require.NoError(t, err)
	require.Len(t, m.requests, 503, "one more in 200")
	m = newModel(20) // pages are shorter than they say
	m.standard, m.cuts = 10, func() int { return 7 }
	_, err = confluence.Collect(paging.All(t.Context(), paging.Window{}, m.listing()))
	require.NoError(t, err)
	require.Equal(t, []paging.Window{{}, {Start: 6, Limit: 11}, {Start: 12, Limit: 11}, {Start: 18, Limit: 11}}, m.requests)
}

// TestAsksForNothingThatIsNotThere: pages ahead keep to the count, and to links.
func TestAsksForNothingThatIsNotThere(t *testing.T) {
	t.Parallel()
	m := newModel(20)
	m.standard, m.counted = 5, true
	_, err := confluence.Collect(paging.All(t.Context(), paging.Window{Ahead: 50}, m.listing()))
	require.NoError(t, err)
	require.Len(t, m.requests, 4)
	m = newModel(0) // the page is empty, and says that there is another
	m.endless = true
	_, err = confluence.Collect(paging.All(t.Context(), paging.Window{Ahead: 8}, m.listing()))
	require.NoError(t, err)
	require.Equal(t, []paging.Window{{}, {Start: 200}}, m.requests)
	m = newModel(200) // the last page is full, and the only one
	_, err = confluence.Collect(paging.All(t.Context(), paging.Window{Ahead: 8}, m.listing()))
	require.NoError(t, err)
	require.Len(t, m.requests, 2)
}

// TestAsksAsFarAheadAsItMay: the bound on pages of no use leaves room for those ahead.
func TestAsksAsFarAheadAsItMay(t *testing.T) {
	t.Parallel()
	m := newModel(500)
	got, err := confluence.Collect(paging.All(t.Context(), paging.Window{Limit: 10, Ahead: 100}, m.listing()))
	require.NoError(t, err)
	require.Len(t, got, 500)
}

// TestAsksAheadForTheNextPages: where nothing changes and guesses are right, the
// pages ahead are those that a walk without them asks for.
func TestAsksAheadForTheNextPages(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		rows, most int
		window     paging.Window
		asked      []int
	}{
		"a row more": {50, 200, paging.Window{Limit: 10, Ahead: 3}, []int{0, 9, 19, 29, 39}},
		"the most":   {46, 10, paging.Window{Limit: 10, Ahead: 3}, []int{0, 9, 18, 27, 36}},
		"two rows":   {6, 200, paging.Window{Limit: 1, Ahead: 3}, []int{0, 0, 1, 2, 3, 4}},
	} {
		for _, endless := range []bool{false, true} { // the count says more than a link
			synctest.Test(t, func(t *testing.T) {
				m := newModel(c.rows)
				m.most, m.counted, m.endless, m.took = c.most, true, endless, time.Second
				began := time.Now()
				got, err := confluence.Collect(paging.All(t.Context(), c.window, m.listing()))
				require.NoError(t, err, name)
				require.Len(t, got, c.rows, name)
				asked := starts(m.requests)
				if !endless {
					require.Equal(t, 3*time.Second, time.Since(began), name)
				} else {
					asked = asked[:len(c.asked)]
					require.LessOrEqual(t, len(m.requests), len(c.asked)+3, name)
				}
				slices.Sort(asked)
				require.Equal(t, c.asked, asked, name)
			})
		}
	}
}

// TestMostlyNull: pages of null rows lead on.
func TestMostlyNull(t *testing.T) {
	t.Parallel()
	m := newModel(4000)
	m.standard, m.most = 10, 10
	var want []string
	for i := range m.members {
		if m.members[i].row.null = i%9 != 0; !m.members[i].null {
			want = append(want, m.members[i].name)
		}
	}
	var got []string
	for r, err := range paging.All(t.Context(), paging.Window{}, m.listing()) {
		require.NoError(t, err)
		got = append(got, r.name)
	}
	require.Equal(t, want, got)
}

// TestWithoutIdentity: rows that cannot be told apart are all yielded where
// nothing changes, null rows are passed over.
func TestWithoutIdentity(t *testing.T) {
	t.Parallel()
	for _, limit := range []int{0, 1, 2, 4, 5} {
		for k := range 2 * 3 * 2 {
			m := newModel(60)
			most, cut := []int{5, 200}[k%2], []int{2, 3, 200}[k/2%3]
			m.most, m.standard, m.linked = most, 5, k < 6
			m.cuts = func() int { return cut }
			var want []string
			for i := range m.members {
				if i%20 > 5 && i%20 < 13 {
					m.members[i].row = row{null: i%2 == 0}
				}
				if !m.members[i].null {
					want = append(want, m.members[i].name)
				}
			}
			var got []string
			for r, err := range paging.All(t.Context(), paging.Window{Limit: limit}, m.listing()) {
				require.NoError(t, err)
				got = append(got, r.name)
			}
			require.Equal(t, want, got, "limit %d of %d, cut to %d", limit, most, cut)
			for _, w := range m.requests {
				require.LessOrEqual(t, w.Limit, most)
			}
		}
	}
}
