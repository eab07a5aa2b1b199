package confluence_test

import (
	"context"
	"encoding/json"
	"iter"
	"log/slog"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func count(n int) []int {
	var rows []int
	for i := range n {
		rows = append(rows, i)
	}
	return rows
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

// TestPageInALog: the rows of a page may name people.
func TestPageInALog(t *testing.T) {
	t.Parallel()
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "page", confluence.NewPage([]string{"Ada Example"}, nil))
	require.NotContains(t, log.String(), "Ada")
	require.Contains(t, log.String(), `"page":{"rows":1,"start":0,"more":false}`)
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
