package paging_test

import (
	"context"
	"math"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
)

func TestLazyAndAnew(t *testing.T) {
	t.Parallel()
	m := newModel(5)
	m.standard = 2
	rows := paging.All(t.Context(), paging.Window{Start: 1}, m.listing())
	require.Empty(t, m.requests)
	for range 2 {
		m.requests = nil
		got, err := confluence.Collect(rows)
		require.NoError(t, err)
		require.Len(t, got, 4)
		require.Equal(t, []int{0, 1, 3}, starts(m.requests))
	}
}

func TestBreak(t *testing.T) {
	t.Parallel()
	for stop, asked := range map[string][]int{"r0": {0}, "r1": {0}, "r2": {0, 1}} {
		m := newModel(100)
		m.standard = 2
		for r, err := range paging.All(t.Context(), paging.Window{}, m.listing()) {
			require.NoError(t, err)
			if r.name == stop {
				break
			}
		}
		require.Equal(t, asked, starts(m.requests))
	}
	synctest.Test(t, func(t *testing.T) {
		m := newModel(1000)
		m.standard, m.took = 10, time.Second
		began := time.Now()
		for r, err := range paging.All(t.Context(), paging.Window{Ahead: 4}, m.listing()) {
			require.NoError(t, err)
			if r.name == "r15" {
				break
			}
		}
		require.Equal(t, 2*time.Second, time.Since(began), "nothing is waited for")
		require.Zero(t, m.under.Load(), "requests that outlive the range")
	})
}

// TestErrorOnceAndLast: what came before an error is kept.
func TestErrorOnceAndLast(t *testing.T) {
	t.Parallel()
	for _, ahead := range []int{0, 1, 8} {
		m := newModel(100)
		m.standard = 10
		l := m.listing()
		fetch := l.Fetch
		l.Fetch = func(ctx context.Context, w paging.Window) (*paging.Batch[row], error) {
			require.Zero(t, w.Ahead)
			if w.Start == 39 {
				return nil, errService
			}
			return fetch(ctx, w)
		}
		n, failed := 0, 0
		for r, err := range paging.All(t.Context(), paging.Window{Ahead: ahead}, l) {
			require.Zero(t, failed)
			if n++; err != nil {
				require.ErrorIs(t, err, errService)
				require.Zero(t, r)
				failed++
			}
		}
		require.Equal(t, 1, failed)
		require.Equal(t, 41, n, "%d ahead", ahead)
	}
}

// TestAheadFailureThatDoesNotMatter: a page behind the end may fail.
func TestAheadFailureThatDoesNotMatter(t *testing.T) {
	t.Parallel()
	m := newModel(13)
	m.standard = 10
	l := m.listing()
	fetch := l.Fetch
	l.Fetch = func(ctx context.Context, w paging.Window) (*paging.Batch[row], error) {
		if w.Start > 12 {
			panic("behind the end")
		}
		return fetch(ctx, w)
	}
	got, err := confluence.Collect(paging.All(t.Context(), paging.Window{Ahead: 5}, l))
	require.NoError(t, err)
	require.Len(t, got, 13)
}

func TestPanic(t *testing.T) {
	t.Parallel()
	for _, ahead := range []int{0, 2} {
		m := newModel(100)
		m.standard = 10
		l := m.listing()
		fetch := l.Fetch
		l.Fetch = func(ctx context.Context, w paging.Window) (*paging.Batch[row], error) {
			if w.Start == 29 {
				panic("a broken transport")
			}
			return fetch(ctx, w)
		}
		n := 0
		require.PanicsWithValue(t, "a broken transport", func() {
			for _, err := range paging.All(t.Context(), paging.Window{Ahead: ahead}, l) {
				require.NoError(t, err)
				n++
			}
		})
		require.Equal(t, 30, n)
	}
}

func TestContext(t *testing.T) {
	t.Parallel()
	for _, ahead := range []int{0, 3} {
		ctx, cancel := context.WithCancel(t.Context())
		m := newModel(100)
		n := 0
		for _, err := range paging.All(ctx, paging.Window{Ahead: ahead}, m.listing()) {
			if err != nil {
				require.ErrorIs(t, err, context.Canceled)
				continue
			}
			if n++; n == 7 {
				cancel()
			}
		}
		require.Equal(t, 7, n, "it ends at once")
		cancel()
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 2500*time.Millisecond)
			defer cancel()
			m := newModel(1000)
			m.standard, m.took = 10, time.Second
			began := time.Now()
			_, err := confluence.Collect(paging.All(ctx, paging.Window{Ahead: ahead}, m.listing()))
			require.ErrorIs(t, err, context.DeadlineExceeded)
			require.Equal(t, 2500*time.Millisecond, time.Since(began))
		})
	}
}

func TestInvalid(t *testing.T) {
	t.Parallel()
	m := newModel(3)
	var none context.Context
	_, err := confluence.Collect(paging.All(none, paging.Window{}, m.listing()))
	require.ErrorIs(t, err, confluence.ErrInvalid)
	_, err = paging.One(none, paging.Window{}, m.listing())
	require.ErrorIs(t, err, confluence.ErrInvalid)
	windows := []paging.Window{{Start: -1}, {Limit: -1}, {Ahead: -1}, {Ahead: 101}}
	if strconv.IntSize > 32 { // elsewhere no int is too large
		windows = append(windows, paging.Window{Start: math.MaxInt}, paging.Window{Limit: math.MaxInt})
	}
	for _, bad := range windows {
		require.ErrorIs(t, bad.Check(), confluence.ErrInvalid)
		_, err = confluence.Collect(paging.All(t.Context(), bad, m.listing()))
		require.ErrorIs(t, err, confluence.ErrInvalid)
		_, err = paging.One(t.Context(), bad, m.listing())
		require.ErrorIs(t, err, confluence.ErrInvalid)
	}
	require.EqualError(t, paging.Window{Ahead: 101}.Check(), (&paging.Window{Ahead: 101}).Check().Error())
	require.Empty(t, m.requests)
	require.NoError(t, paging.Window{Start: math.MaxInt32, Limit: math.MaxInt32, Ahead: 100}.Check())
	start, limit := paging.Window{}.Params()
	require.Nil(t, start)
	require.Nil(t, limit, "a limit of 0 would be an empty page")
	start, limit = paging.Window{Start: 7, Limit: 9}.Params()
	require.Equal(t, int32(7), *start)
	require.Equal(t, int32(9), *limit)
}

func TestOne(t *testing.T) {
	t.Parallel()
	m := newModel(8)
	m.counted = true
	m.members[2].row.null = true
	p, err := paging.One(t.Context(), paging.Window{Start: 1, Limit: 3, Ahead: 4}, m.listing())
	require.NoError(t, err)
	require.Equal(t, []row{{name: "r1"}, {name: "r3"}}, p.Items)
	require.Equal(t, []int{1, 3, 8}, []int{p.Start, p.Limit, *p.Count})
	m.cuts = func() int { return 2 }
	for _, start := range []int{4, 6} {
		require.True(t, p.More)
		p, err = p.Next(t.Context())
		require.NoError(t, err)
		require.Equal(t, start, p.Start)
		require.Len(t, p.Items, 2)
	}
	require.False(t, p.More)
	_, err = p.Next(t.Context())
	require.ErrorIs(t, err, confluence.ErrInvalid)
	require.Equal(t, []paging.Window{{Start: 1, Limit: 3}, {Start: 4, Limit: 3}, {Start: 6, Limit: 3}}, m.requests)
	m.placed, m.endless = false, true
	p, err = paging.One(t.Context(), paging.Window{Start: 9}, m.listing())
	require.NoError(t, err)
	require.Equal(t, 9, p.Start)
	require.NotNil(t, p.Items)
	require.False(t, p.More, "an empty page leads nowhere")
	s := &script{list: []*batch{{}}}
	_, err = paging.One(t.Context(), paging.Window{}, s.listing())
	require.ErrorIs(t, err, confluence.ErrUnexpectedContent)
}
