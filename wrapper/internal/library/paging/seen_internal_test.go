package paging

import (
	"context"
	"runtime"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSeen(t *testing.T) {
	t.Parallel()
	s := newSeen()
	const rows = 200_000
	for i := range rows {
		h := s.hash(strconv.Itoa(i))
		require.False(t, s.has(h))
		require.True(t, s.add(h))
		if i%997 == 0 || i < 100 {
			require.True(t, s.has(h))
			require.False(t, s.add(h))
			require.False(t, s.has(s.after(h)))
		}
		require.LessOrEqual(t, 4*s.rows, 3*len(s.slots))
		if i > firstSlots {
			require.LessOrEqual(t, 8*cap(s.slots), 16*s.rows, "bytes a row")
		}
	}
	for i := range rows {
		require.True(t, s.has(s.hash(strconv.Itoa(i))))
	}
	require.NotEqual(t, s.hash("a"), newSeen().hash("a"), "a seed for each walk")
}

// TestSeenWraps: the last slot is followed by the first.
func TestSeenWraps(t *testing.T) {
	t.Parallel()
	s := newSeen()
	for h := ^uint64(0); h > ^uint64(0)-200; h-- {
		require.True(t, s.add(h))
	}
	for h := ^uint64(0); h > ^uint64(0)-200; h-- {
		require.False(t, s.add(h))
	}
	require.True(t, s.add(1))
}

// numbers is a listing of n rows in pages of 200.
func numbers(n int) Listing[string] {
	all := make([]string, n)
	for i := range all {
		all[i] = strconv.Itoa(i)
	}
	return Listing[string]{
		Key: func(s *string) string { return *s }, Most: 200,
		Fetch: func(_ context.Context, w Window) (*Batch[string], error) {
			end := min(w.Start+200, n)
			return &Batch[string]{Rows: all[w.Start:end], Start: w.Start, Limit: 200, Next: end < n}, nil
		},
	}
}

// TestMemory: what a walk holds, at most 16 bytes a row.
func TestMemory(t *testing.T) { //nolint:paralleltest // it measures the memory of the process
	const rows = 1_000_000
	l := numbers(rows)
	held := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	before, n, most := held(), 0, int64(0)
	for _, err := range All(t.Context(), Window{}, l) {
		require.NoError(t, err)
		if n++; n%50_000 == 0 {
			now := held() - before
			require.LessOrEqual(t, now, int64(16*n+1<<16), "after %d rows", n)
			most = max(most, now)
		}
	}
	require.Equal(t, rows, n)
	t.Logf("%.1f bytes a row", float64(most)/rows)
}

// BenchmarkAll walks through a million rows; the time is that of one row.
func BenchmarkAll(b *testing.B) {
	l := numbers(1_000_000)
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range All(b.Context(), Window{}, l) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1e6, "ns/row")
}
