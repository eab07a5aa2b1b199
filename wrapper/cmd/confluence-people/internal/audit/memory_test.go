//go:build !race

// The race detector takes memory of its own, so what is measured holds only without it.

package audit_test

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/audit"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/output"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// TestMemoryIsFlat: 200 groups of 5,000 are read and written with the memory of the
// pages that are read ahead and of who was seen, however many came before.
func TestMemoryIsFlat(t *testing.T) { //nolint:paralleltest // it measures memory
	on := newEndless(t, 5000, 200)
	var heaps []uint64
	on.watch = func(n int) {
		if n%100_000 == 0 {
			heaps = append(heaps, heap())
		}
	}
	var groups []site.Group
	for i := range 200 {
		groups = append(groups, site.Group{ID: strconv.Itoa(i), Name: fmt.Sprint("group ", i)})
	}
	before := heap()
	made, err := audit.Open(on, filepath.Join(t.TempDir(), "journal"), audit.Heading{}, deaf{})
	require.NoError(t, err)
	require.NoError(t, made.Read(t.Context(), groups))
	to := output.New("csv", io.Discard)
	sum, err := made.Write(to)
	require.NoError(t, errors.Join(err, to.Close(), made.Close()))
	require.Equal(t, audit.Summary{Groups: 200, Memberships: 1_000_000, People: 5000}, sum)
	t.Log(before, heaps)
	most := slices.Max(heaps)
	require.Less(t, most-min(before, most), uint64(24<<20), "200 pages of 200, read ahead, and who is known of 8 groups")
	require.Less(t, most-min(heaps[1], most), uint64(8<<20), "it does not grow")
	require.Less(t, heap()-min(before, heap()), uint64(4<<20))
}

func heap() uint64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}
