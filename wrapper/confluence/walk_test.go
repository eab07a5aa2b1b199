package confluence_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// service is a listing of numbers with every trap of paging. It notes how many
// requests it gets and how many are under way.
type service struct {
	rows  int
	limit int              // page size where none is asked for
	short func(at int) int // how many rows a page may have, by its offset
	fail  int              // offset that fails; 0 is none
	took  time.Duration

	requests atomic.Int32
	under    atomic.Int32
	most     atomic.Int32
}

var errService = errors.New("the service failed")

func (s *service) fetch(ctx context.Context, o *confluence.ListOptions) (*confluence.Page[int], error) {
	s.requests.Add(1)
	s.enter()
	defer s.under.Add(-1)
	select {
	case <-time.After(s.took):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if s.fail > 0 && o.Start <= s.fail && s.fail < o.Start+s.size(o) {
		return nil, errService
	}
	limit := o.Limit
	if limit == 0 {
		limit = s.limit
	}
	page := &confluence.Page[int]{Start: o.Start, Limit: limit, Items: []int{}}
	for i := o.Start; i < min(o.Start+s.size(o), s.rows); i++ {
		page.Items = append(page.Items, i)
	}
	page.More = len(page.Items) > 0 && o.Start+len(page.Items) < s.rows
	return page, nil
}

// enter notes that one more request is under way.
func (s *service) enter() {
	now := s.under.Add(1)
	for {
		most := s.most.Load()
		if now <= most || s.most.CompareAndSwap(most, now) {
			return
		}
	}
}

func (s *service) size(o *confluence.ListOptions) int {
	limit := o.Limit
	if limit == 0 {
		limit = s.limit
	}
	if s.short != nil {
		return min(limit, s.short(o.Start))
	}
	return limit
}

// traps are services that mislead, each in its own way.
func traps() map[string]func() *service {
	shorter := func(short func(int) int) func() *service {
		return func() *service { return &service{rows: 103, limit: 10, short: short, took: time.Second} }
	}
	return map[string]func() *service{
		"regular":       shorter(nil),
		"capped":        shorter(func(int) int { return 4 }),
		"last is empty": func() *service { return &service{rows: 100, limit: 10, took: time.Second} },
		"one page":      func() *service { return &service{rows: 7, limit: 10, took: time.Second} },
		"nothing":       func() *service { return &service{limit: 10, took: time.Second} },
		"one short page": shorter(func(at int) int {
			if at == 30 {
				return 3
			}
			return 10
		}),
		"random": shorter(func(at int) int { return 1 + int(rand.New(rand.NewPCG(7, uint64(at))).UintN(10)) }),
		"cap appears": shorter(func(at int) int {
			if at < 50 {
				return 10
			}
			return 5
		}),
	}
}

// TestAheadIsTheSameListing compares overlapped walks with the sequential one.
func TestAheadIsTheSameListing(t *testing.T) {
	t.Parallel()
	for name, trap := range traps() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, limit := range []int{0, 1, 7, 10, 25} {
				for _, start := range []int{0, 20} {
					var want []int
					for ahead := range 10 {
						synctest.Test(t, func(t *testing.T) {
							s := trap()
							opts := &confluence.ListOptions{Start: start, Limit: limit, Ahead: ahead}
							got, err := confluence.Collect(confluence.All(t.Context(), opts, s.fetch))
							require.NoError(t, err)
							require.Zero(t, s.under.Load(), "requests that outlive the walk")
							require.LessOrEqual(t, int(s.most.Load()), ahead+1)
							if ahead == 0 {
								want = got
							}
							require.Equal(t, want, got, "ahead %d", ahead)
						})
					}
				}
			}
		})
	}
}

func TestAheadFailsWhereTheSequentialWalkDoes(t *testing.T) {
	t.Parallel()
	for ahead := range 10 {
		synctest.Test(t, func(t *testing.T) {
			s := &service{rows: 100, limit: 10, fail: 45, took: time.Second}
			got, err := confluence.Collect(confluence.All(t.Context(), &confluence.ListOptions{Ahead: ahead}, s.fetch))
			require.ErrorIs(t, err, errService)
			require.Len(t, got, 40)
			require.Zero(t, s.under.Load())
		})
	}
}

// TestAheadFailureThatDoesNotMatter: a page that was fetched from a wrong offset
// may fail.
func TestAheadFailureThatDoesNotMatter(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{rows: 13, limit: 10, fail: 25, took: time.Second} // there is nothing at 25
		got, err := confluence.Collect(confluence.All(t.Context(), &confluence.ListOptions{Ahead: 5}, s.fetch))
		require.NoError(t, err)
		require.Len(t, got, 13)
	})
}

func TestAheadEndsWithABreak(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &service{rows: 1000, limit: 10, took: time.Second}
		rows := confluence.All(t.Context(), &confluence.ListOptions{Ahead: 4}, s.fetch)
		for range 2 { // ranging again starts again
			s.requests.Store(0)
			for n, err := range rows {
				require.NoError(t, err)
				if n == 15 {
					break
				}
			}
			require.Zero(t, s.under.Load(), "requests that outlive the range")
			require.Equal(t, int32(6), s.requests.Load(), "the page that is read, the one before, and 4 ahead")
		}
	})
}

func TestAheadEndsWithTheContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 2500*time.Millisecond)
		defer cancel()
		s := &service{rows: 1000, limit: 10, took: time.Second}
		got, err := confluence.Collect(confluence.All(ctx, &confluence.ListOptions{Ahead: 4}, s.fetch))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Len(t, got, 50)
		require.Zero(t, s.under.Load())
	})
}

// TestAheadIsFaster: 50 pages of 50 ms each.
func TestAheadIsFaster(t *testing.T) {
	t.Parallel()
	took := func(ahead int) (took time.Duration) {
		synctest.Test(t, func(t *testing.T) {
			s := &service{rows: 50 * 200, limit: 200, took: 50 * time.Millisecond}
			began := time.Now()
			rows, err := confluence.Collect(confluence.All(t.Context(), &confluence.ListOptions{Ahead: ahead}, s.fetch))
			require.NoError(t, err)
			require.Len(t, rows, 10_000)
			took = time.Since(began)
		})
		return took
	}
	require.Equal(t, 2500*time.Millisecond, took(0))
	require.LessOrEqual(t, 6*took(8), took(0))
}

// TestAheadDoesNotWaste: where pages are shortened at random, guesses are few.
func TestAheadDoesNotWaste(t *testing.T) {
	t.Parallel()
	requests := func(ahead int) int {
		s := traps()["random"]()
		s.took = 0
		_, err := confluence.Collect(confluence.All(t.Context(), &confluence.ListOptions{Ahead: ahead}, s.fetch))
		require.NoError(t, err)
		return int(s.requests.Load())
	}
	require.LessOrEqual(t, requests(8), 2*requests(0)+8)
	s := traps()["regular"]()
	s.took = 0
	_, err := confluence.Collect(confluence.All(t.Context(), &confluence.ListOptions{Ahead: 3}, s.fetch))
	require.NoError(t, err)
	require.LessOrEqual(t, int(s.requests.Load()), 11+3)
}

func TestAheadIsChecked(t *testing.T) {
	t.Parallel()
	require.ErrorIs(t, (&confluence.ListOptions{Ahead: -1}).Check(), confluence.ErrInvalid)
	require.ErrorIs(t, (&confluence.ListOptions{Ahead: 101}).Check(), confluence.ErrInvalid)
}

// TestAheadKeepsToTheTotal: nothing is fetched where the service says there is
// nothing.
func TestAheadKeepsToTheTotal(t *testing.T) {
	t.Parallel()
	var requests atomic.Int32
	fetch := func(_ context.Context, o *confluence.ListOptions) (*confluence.Page[int], error) {
		requests.Add(1)
		return &confluence.Page[int]{Items: []int{o.Start}, Start: o.Start, Limit: 1, Total: 3, More: o.Start < 2}, nil
	}
	rows, err := confluence.Collect(confluence.All(t.Context(), &confluence.ListOptions{Ahead: 50}, fetch))
	require.NoError(t, err)
	require.Equal(t, []int{0, 1, 2}, rows)
	require.Equal(t, int32(3), requests.Load())
}

// TestAheadPanicsWhereTheCallerIs: a panic of a fetch can be recovered from.
func TestAheadPanicsWhereTheCallerIs(t *testing.T) {
	t.Parallel()
	fetch := func(_ context.Context, o *confluence.ListOptions) (*confluence.Page[int], error) {
		if o.Start == 3 {
			panic("a broken transport")
		}
		return &confluence.Page[int]{Items: []int{o.Start}, Start: o.Start, Limit: 1, More: true}, nil
	}
	var rows []int
	require.PanicsWithValue(t, "a broken transport", func() {
		for row, err := range confluence.All(t.Context(), &confluence.ListOptions{Ahead: 2}, fetch) {
			require.NoError(t, err)
			rows = append(rows, row)
		}
	})
	require.Equal(t, []int{0, 1, 2}, rows)
}

// TestEqualPages: two pages alike are no standstill if the service says where it
// is; three are.
func TestEqualPages(t *testing.T) {
	t.Parallel()
	walk := func(limit int, rows ...string) ([]string, error) {
		return confluence.Collect(confluence.All(t.Context(), nil, func(_ context.Context, o *confluence.ListOptions) (*confluence.Page[string], error) {
			return &confluence.Page[string]{
				Items: rows[o.Start : o.Start+1], Start: o.Start, Limit: limit, More: o.Start+1 < len(rows),
			}, nil
		}))
	}
	rows, err := walk(1, "a", "a", "b", "b", "c")
	require.NoError(t, err)
	require.Len(t, rows, 5)
	rows, err = walk(1, "a", "a", "a", "b")
	require.ErrorIs(t, err, confluence.ErrStalled)
	require.Len(t, rows, 2)
	rows, err = walk(0, "a", "a", "b")
	require.ErrorIs(t, err, confluence.ErrStalled, "nothing else tells where it is")
	require.Len(t, rows, 1)
}
