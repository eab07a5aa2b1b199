package overlap_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/overlap"
)

func TestDo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n, most int
		took    time.Duration
	}{
		{0, 1, 0},
		{0, 8, 0},
		{1, 8, time.Second},
		{5, 1, 5 * time.Second},
		{5, 0, 5 * time.Second},
		{5, 2, 3 * time.Second},
		{5, 5, time.Second},
		{5, 100, time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			began := time.Now()
			var turn sync.Mutex
			done := map[int]int{}
			var now, peak atomic.Int32
			overlap.Do(c.n, c.most, func(i int) {
				peak.Store(max(peak.Load(), now.Add(1)))
				defer now.Add(-1)
				time.Sleep(time.Second)
				turn.Lock()
				defer turn.Unlock()
				done[i]++
			})
			require.Equal(t, c.took, time.Since(began))
			require.Len(t, done, c.n)
			for i := range c.n {
				require.Equal(t, 1, done[i])
			}
			require.LessOrEqual(t, int(peak.Load()), max(c.most, 1))
		})
	}
}

func TestDoPanics(t *testing.T) {
	t.Parallel()
	for _, most := range []int{1, 3} {
		var begun atomic.Int32
		require.PanicsWithValue(t, "transport", func() {
			overlap.Do(1000, most, func(i int) {
				begun.Add(1)
				if i == 2 {
					panic("transport")
				}
			})
		})
		require.GreaterOrEqual(t, int(begun.Load()), 3)
	}
}
