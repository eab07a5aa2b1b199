package confluence_test

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"math"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// listing serves rows 0 to n-1 in pages of at most most, and notes what it was
// asked for.
type listing struct {
	rows, most int
	asked      []int
}

func (l *listing) fetch(ctx context.Context, opts *confluence.ListOptions) (*confluence.Page[int], error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	l.asked = append(l.asked, opts.Start)
	page := &confluence.Page[int]{Start: opts.Start, Limit: l.most}
	for i := opts.Start; i < min(l.rows, opts.Start+l.most); i++ {
		page.Items = append(page.Items, i)
	}
	page.More = opts.Start+len(page.Items) < l.rows
	opts.Start, opts.Limit = -1, -1 // what a fetch does to its options stays there
	return page, nil
}

func count(n int) []int {
	var rows []int
	for i := range n {
		rows = append(rows, i)
	}
	return rows
}

func TestAllAdvancesByWhatCame(t *testing.T) {
	t.Parallel()
	l := &listing{rows: 450, most: 200}
	got, err := confluence.Collect(confluence.All(t.Context(), &confluence.ListOptions{Limit: 1000}, l.fetch))
	require.NoError(t, err)
	require.Equal(t, count(450), got)
	require.Equal(t, []int{0, 200, 400}, l.asked)
}

func TestAllIsLazyAndStartsAnew(t *testing.T) {
	t.Parallel()
	l := &listing{rows: 5, most: 2}
	opts := &confluence.ListOptions{Start: 1}
	rows := confluence.All(t.Context(), opts, l.fetch)
	opts.Start = 4 // the caller's options were read when the walk was made
	require.Empty(t, l.asked)
	for range 2 {
		l.asked = nil
		got, err := confluence.Collect(rows)
		require.NoError(t, err)
		require.Equal(t, []int{1, 2, 3, 4}, got)
		require.Equal(t, []int{1, 3}, l.asked)
	}
}

func TestAllStopsAtABreak(t *testing.T) {
	t.Parallel()
	for stop, asked := range map[int][]int{0: {0}, 1: {0}, 2: {0, 2}} {
		l := &listing{rows: 100, most: 2}
		for row, err := range confluence.All(t.Context(), nil, l.fetch) {
			require.NoError(t, err)
			if row == stop {
				break
			}
		}
		require.Equal(t, asked, l.asked)
	}
}

// pages serves what it is given, one page a call.
func pages(list ...*confluence.Page[int]) confluence.Fetch[int] {
	return func(context.Context, *confluence.ListOptions) (*confluence.Page[int], error) {
		if len(list) == 0 {
			return nil, errors.New("asked once too often")
		}
		next := list[0]
		list = list[1:]
		return next, nil
	}
}

func TestAllEnds(t *testing.T) {
	t.Parallel()
	type page = confluence.Page[int]
	for name, c := range map[string]struct {
		start int
		fetch confluence.Fetch[int]
		want  []int
		err   error
	}{
		"empty":                     {0, pages(&page{}), nil, nil},
		"empty that claims more":    {0, pages(&page{More: true, Limit: 200}), nil, nil},
		"empty after rows":          {0, pages(&page{Items: []int{0, 1}, More: true}, &page{Start: 2, More: true}), []int{0, 1}, nil},
		"no more":                   {0, pages(&page{Items: []int{0, 1}, Limit: 2}), []int{0, 1}, nil},
		"short page with more":      {0, pages(&page{Items: []int{0}, Limit: 9, More: true}, &page{Items: []int{1}, Start: 1, Limit: 9}), []int{0, 1}, nil},
		"no place named":            {0, pages(&page{Items: []int{0}, More: true}, &page{Items: []int{1}}), []int{0, 1}, nil},
		"the same page again":       {0, pages(&page{Items: []int{0, 1}, More: true}, &page{Items: []int{0, 1}, More: true}), []int{0, 1}, confluence.ErrStalled},
		"same rows, other place":    {0, pages(&page{Items: []int{0}, Limit: 1, More: true}, &page{Items: []int{0}, Limit: 1, Start: 1}), []int{0, 0}, nil},
		"offset ignored":            {0, pages(&page{Items: []int{0, 1}, Limit: 2, More: true}, &page{Items: []int{0, 9}, Limit: 2, More: true}), []int{0, 1}, confluence.ErrStalled},
		"offset ignored at first":   {5, pages(&page{Items: []int{0, 1}, Limit: 2, More: true}), nil, confluence.ErrStalled},
		"offset jumped":             {0, pages(&page{Items: []int{0}, Limit: 1, More: true}, &page{Items: []int{9}, Limit: 1, Start: 9}), []int{0}, confluence.ErrStalled},
		"empty page of other place": {5, pages(&page{Limit: 2}), nil, nil},
		"no page":                   {0, pages(nil), nil, confluence.ErrUnexpectedContent},
	} {
		got, err := confluence.Collect(confluence.All(t.Context(), &confluence.ListOptions{Start: c.start}, c.fetch))
		require.ErrorIs(t, err, c.err, name)
		require.Equal(t, c.want, got, name)
	}
}

func TestAllYieldsAnErrorOnceAndLast(t *testing.T) {
	t.Parallel()
	l := &listing{rows: 100, most: 2}
	fetch := func(ctx context.Context, opts *confluence.ListOptions) (*confluence.Page[int], error) {
		if opts.Start == 4 {
			return nil, errReset
		}
		return l.fetch(ctx, opts)
	}
	failed := 0
	for row, err := range confluence.All(t.Context(), nil, fetch) {
		require.Zero(t, failed)
		if err != nil {
			require.ErrorIs(t, err, errReset)
			require.Zero(t, row)
			failed++
		}
	}
	require.Equal(t, 1, failed)
	got, err := confluence.Collect(confluence.All(t.Context(), nil, fetch))
	require.ErrorIs(t, err, errReset)
	require.Equal(t, count(4), got)
}

func TestAllEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	l := &listing{rows: 100, most: 2}
	var got []int
	var failed error
	for row, err := range confluence.All(ctx, nil, l.fetch) {
		if err != nil {
			failed = err
			continue
		}
		got = append(got, row)
		if row == 3 {
			cancel()
		}
	}
	require.ErrorIs(t, failed, context.Canceled)
	require.Equal(t, count(4), got)
	require.Equal(t, []int{0, 2}, l.asked)
}

func TestListOptions(t *testing.T) {
	t.Parallel()
	for _, good := range []*confluence.ListOptions{nil, {}, {Start: 1, Limit: 200}, {Start: math.MaxInt32, Limit: math.MaxInt32}} {
		require.NoError(t, good.Check())
	}
	embedded := struct{ confluence.ListOptions }{confluence.ListOptions{Start: 3}}
	require.Same(t, &embedded.ListOptions, embedded.Window())
	for _, bad := range []confluence.ListOptions{{Start: -1}, {Limit: -1}, {Start: math.MaxInt32 + 1}, {Limit: math.MaxInt32 + 1}} {
		require.ErrorIs(t, bad.Check(), confluence.ErrInvalid)
	}
}

func TestPageNext(t *testing.T) {
	t.Parallel()
	last := confluence.NewPage([]int{3}, nil)
	first := confluence.NewPage([]int{1, 2}, func(context.Context) (*confluence.Page[int], error) { return last, nil })
	require.True(t, first.More)
	next, err := first.Next(t.Context())
	require.NoError(t, err)
	require.Same(t, last, next)
	var none *confluence.Page[int]
	first.More = false
	for name, p := range map[string]*confluence.Page[int]{
		"the last": last, "none": none, "no page of ours": {More: true}, "no more": first,
	} {
		_, err = p.Next(t.Context())
		require.ErrorIs(t, err, confluence.ErrInvalid, name)
	}
}

// TestPageJSON: a page is written as the services write it.
func TestPageJSON(t *testing.T) {
	t.Parallel()
	page := confluence.NewPage[string](nil, nil)
	text, err := json.Marshal(page)
	require.NoError(t, err)
	require.JSONEq(t, `{"results":[],"start":0,"limit":0,"more":false}`, string(text))
	n := 0
	page.Items, page.Start, page.Limit, page.Count, page.More = []string{"a"}, 2, 3, &n, true
	text, err = json.Marshal(page)
	require.NoError(t, err)
	require.JSONEq(t, `{"results":["a"],"start":2,"limit":3,"totalSize":0,"more":true}`, string(text))
}

// numbers yields n numbers.
func numbers(n int) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i := range n {
			if !yield(i, nil) {
				return
			}
		}
	}
}

func TestCollect(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 15, 16, 17, 48, 49, 5000} {
		got, err := confluence.Collect(numbers(n))
		require.NoError(t, err)
		require.Equal(t, count(n), got)
		got, err = confluence.Collect(func(yield func(int, error) bool) {
			numbers(n)(yield)
			yield(0, errReset)
		})
		require.ErrorIs(t, err, errReset)
		require.Equal(t, count(n), got)
	}
	got, err := confluence.Collect[int](nil)
	require.ErrorIs(t, err, confluence.ErrInvalid)
	require.Nil(t, got)
}

// TestCollectMemory: all that Collect ever allocates is twice its result, and a
// chunk.
func TestCollectMemory(t *testing.T) { //nolint:paralleltest // it measures the memory of the process
	for _, n := range []int{90_000, 100_000, 130_000} { // a slice that grows moves in between
		rows := numbers(n)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got, err := confluence.Collect(rows)
		runtime.ReadMemStats(&after)
		require.NoError(t, err)
		require.Len(t, got, n)
		require.Less(t, int(after.TotalAlloc-before.TotalAlloc), 2*8*n*102/100)
	}
}
