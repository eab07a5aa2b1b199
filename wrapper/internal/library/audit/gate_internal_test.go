package audit

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func newLane(group int) *lane { return &lane{group: group, ready: make(chan struct{}, 1)} }

// admitted is how many pages may be read at once.
func admitted(g *gate) int {
	ctx, cancel := context.WithCancel(context.Background())
	cancel() // nobody waits
	for n := 0; ; n++ {
		if l := newLane(n); !g.enter(ctx, l) && l.held == 0 {
			return n
		}
	}
}

// TestRoom: how many pages are read ahead at first.
func TestRoom(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		metered  bool
		parallel int
		want     int
		grows    bool
	}{
		{false, 1, 1, false}, {true, 1, 1, false}, {false, 2, pagesAhead, false}, {true, 2, 2, true}, {true, 8, 8, true},
	} {
		g := newGate(c.metered, c.parallel)
		require.Equal(t, c.want, admitted(g), "%+v", c)
		require.Equal(t, c.grows, g.grows, "%+v", c)
	}
}

// TestRoomGrows: a page more for each 20 that were yielded, where that is more than at
// first, and never more than without a quota.
func TestRoomGrows(t *testing.T) {
	t.Parallel()
	for taken, want := range map[int]int{0: 2, 59: 2, 60: 3, 79: 3, 80: 4, 4000: 200, 9000: 200} {
		g := newGate(true, 2)
		for range taken {
			l := newLane(0)
			require.True(t, g.enter(t.Context(), l))
			g.take(l)
		}
		require.Equal(t, want, admitted(g), "%d", taken)
	}
}

// TestFirstGroupsFirst: whoever waits is let in by the order of groups.
func TestFirstGroupsFirst(t *testing.T) {
	t.Parallel()
	g, ctx := newGate(false, 1), t.Context()
	first := newLane(0)
	require.True(t, g.enter(ctx, first))
	gone, cancel := context.WithCancel(ctx)
	cancel()
	for _, group := range []int{3, 1, 4, 2} {
		require.False(t, g.enter(gone, newLane(group)), "there is no room, and it stays in the line")
	}
	for i, l := range g.waits {
		require.Equal(t, i+1, l.group)
	}
	g.leave(first)
	require.Len(t, g.waits, 3)
	require.Equal(t, 2, g.waits[0].group)
}

func TestIsPlace(t *testing.T) {
	t.Parallel()
	type place = confluence.AuditPlace
	for _, is := range []place{
		{},
		{Offset: 5, End: 5},
		{Offset: 5, End: 6},
		{Offset: 1 << 20, End: 1 << 21},
		{Offset: math.MaxInt32, End: math.MaxInt32},
		{Page: math.MaxInt32},
		{End: 1 << 20},
	} {
		require.True(t, isPlace(is), "%+v", is)
	}
	beyond := math.MaxInt32
	beyond++ // below zero where an int has 32 bits
	for _, none := range []place{
		{Offset: -1},
		{Offset: 5, End: 4},
		{Offset: math.MaxInt32, End: beyond},
		{End: 1<<20 + 1},
		{Offset: 1, End: 1<<20 + 2},
		{Page: -1},
		{Page: beyond},
	} {
		require.False(t, isPlace(none), "%+v", none)
	}
}
