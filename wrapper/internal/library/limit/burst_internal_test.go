package limit

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// TestJittered: a fifth more at most, five seconds at most, and never less.
func TestJittered(t *testing.T) {
	t.Parallel()
	for pause, more := range map[time.Duration]time.Duration{
		10 * time.Second: 2 * time.Second, time.Minute: 5 * time.Second, 25 * time.Second: 5 * time.Second,
		-1: 0, 0: 0, Never: 0, Never - time.Minute: 0,
	} {
		longest := pause
		for range 300 {
			got := jittered(pause)
			require.GreaterOrEqual(t, got, pause)
			longest = max(longest, got)
		}
		require.LessOrEqual(t, longest, pause+more)
		require.GreaterOrEqual(t, longest, pause+more*9/10)
	}
}

// TestLine: who was refused goes back before those who came later, and anyone can
// leave.
func TestLine(t *testing.T) {
	t.Parallel()
	var l line
	orders := func() (list []uint64) {
		for w := l.head; w != nil; w = w.next {
			list = append(list, w.order)
		}
		require.Len(t, list, l.length)
		return list
	}
	waiters := map[uint64]*waiter{}
	for _, order := range []uint64{3, 1, 4, 2} {
		waiters[order] = &waiter{order: order, ready: make(chan error, 1)}
		l.pushInOrder(waiters[order])
	}
	require.Equal(t, []uint64{1, 2, 3, 4}, orders())
	l.remove(waiters[2])
	l.remove(waiters[4])
	require.Equal(t, []uint64{1, 3}, orders())
	require.Same(t, waiters[3], l.tail)
	waiters[1].patience, waiters[3].patience = at(5), at(6)
	l.giveUp(at(6))
	require.Equal(t, []uint64{3}, orders())
	require.Error(t, <-waiters[1].ready)
}

// entered lets a request go at once.
func entered(t *testing.T, b *Burst) *Turn {
	t.Helper()
	turn := &Turn{}
	require.NoError(t, b.Enter(t.Context(), turn, Wait{}))
	return turn
}

// TestRefusedComeBackInOrder: in the one they came in first.
func TestRefusedComeBackInOrder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var b Burst
		turns := []*Turn{entered(t, &b), entered(t, &b), entered(t, &b)}
		for _, turn := range turns {
			b.Leave(turn, Response{Refused: true, Pause: 10 * time.Second, Bucket: 5})
		}
		var order []int
		for _, i := range []int{2, 0, 1} {
			go func() {
				if b.Enter(t.Context(), turns[i], Wait{Patience: time.Hour}) == nil {
					order = append(order, i)
					b.Leave(turns[i], Response{Accepted: true})
				}
			}()
			synctest.Wait()
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		require.Equal(t, []int{0, 1, 2}, order)
	})
}

// TestProbesOfAPause: one a minute, in spite of a long pause.
func TestProbesOfAPause(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var b Burst
		b.Leave(entered(t, &b), Response{Refused: true, Pause: time.Hour})
		for range 3 {
			time.Sleep(time.Minute - 1)
			require.Error(t, b.Enter(t.Context(), &Turn{}, Wait{}))
			time.Sleep(time.Nanosecond)
			require.NoError(t, b.Enter(t.Context(), &Turn{}, Wait{}))
			require.Error(t, b.Enter(t.Context(), &Turn{}, Wait{}))
		}
	})
}

// TestLateRefusals: what was sent before a pause could not know of it, and
// lengthens it only where it names more than twice as much.
func TestLateRefusals(t *testing.T) {
	t.Parallel()
	for asked, longer := range map[time.Duration]bool{10 * time.Second: false, 20 * time.Second: false, 21 * time.Second: true} {
		synctest.Test(t, func(t *testing.T) {
			var b Burst
			first, second := entered(t, &b), entered(t, &b)
			time.Sleep(time.Second)
			b.Leave(first, Response{Refused: true, Pause: 10 * time.Second})
			until := b.paused
			time.Sleep(4 * time.Second)
			b.Leave(second, Response{Refused: true, Pause: asked})
			require.Equal(t, longer, b.paused.After(until), asked)
			require.Equal(t, time.Now().Add(asked), second.after)
		})
	}
	synctest.Test(t, func(t *testing.T) { // one that was sent since can
		var b Burst
		b.Leave(entered(t, &b), Response{Pause: 10 * time.Second})
		turn := &Turn{}
		require.NoError(t, b.Enter(t.Context(), turn, Wait{Off: true}))
		until := b.paused
		time.Sleep(time.Second)
		b.Leave(turn, Response{Refused: true, Pause: 10 * time.Second})
		require.True(t, b.paused.After(until))
	})
}

// TestGuessedPause: the one of a refusal that names none.
func TestGuessedPause(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var b Burst
		b.Leave(entered(t, &b), Response{Refused: true, Guess: 3 * time.Second})
		began := time.Now()
		require.NoError(t, b.Enter(t.Context(), &Turn{}, Wait{Patience: time.Hour}))
		require.GreaterOrEqual(t, time.Since(began), 3*time.Second)
		require.Less(t, time.Since(began), 4*time.Second)
	})
}

// TestAcceptedInAPause: a pause above a minute ends when a probe is accepted.
func TestAcceptedInAPause(t *testing.T) {
	t.Parallel()
	for pause, ends := range map[time.Duration]bool{time.Minute: false, 61 * time.Second: true} {
		synctest.Test(t, func(t *testing.T) {
			var b Burst
			b.Leave(entered(t, &b), Response{Pause: pause})
			time.Sleep(time.Second)
			turn := &Turn{}
			require.NoError(t, b.Enter(t.Context(), turn, Wait{Off: true}))
			b.Leave(turn, Response{Accepted: true})
			require.Equal(t, ends, !b.paused.After(time.Now()))
		})
	}
}

// TestQueue: nobody goes before those who wait, but for who may while they may not
// yet; and when the last will go is told.
func TestQueue(t *testing.T) {
	t.Parallel()
	b := Burst{pace: pace{limited: true, rate: 10}, next: at(1)}
	again := &waiter{order: 1, after: at(10), again: true, ready: make(chan error, 1)}
	first, last := &waiter{order: 2, ready: make(chan error, 1)}, &waiter{order: 3, ready: make(chan error, 1)}
	b.again.push(again)
	b.line.push(first)
	require.False(t, b.isOpen(at(9)))
	b.line.push(last)
	require.Equal(t, at(1).Add(-10*time.Millisecond+200*time.Millisecond), b.end(last, at(0)))
	require.Equal(t, at(10), b.end(again, at(0)))
	b.dispatch(at(1))
	require.Len(t, first.ready, 1, "the refused one may not go yet")
	require.Empty(t, last.ready)
	b.dispatch(at(2))
	require.Len(t, last.ready, 1)
	require.Empty(t, again.ready)
	b.dispatch(at(10))
	require.Len(t, again.ready, 1)
	b.timer.Stop()
}

// TestWaitsThatAreTold: those above a second, at once or when they have taken one.
func TestWaitsThatAreTold(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		again     bool
		end, end2 time.Duration   // expected, and real
		told      []time.Duration // after the start; 0 for the end, if it is told
	}{
		"short":            {false, time.Second, 900 * time.Millisecond, nil},
		"longer":           {false, time.Second + 1, time.Second / 2, []time.Duration{0}},
		"longer than said": {false, time.Second, 2 * time.Second, []time.Duration{time.Second}},
		"refused":          {true, time.Second, time.Second / 2, []time.Duration{0}},
	} {
		synctest.Test(t, func(t *testing.T) {
			began := time.Now()
			var told []time.Duration
			w := &waiter{again: c.again, ready: make(chan error, 1), tell: func(end time.Time) {
				told = append(told, time.Since(began))
				require.Equal(t, time.Since(began) > 0, end.IsZero())
			}}
			time.AfterFunc(c.end2, func() { w.ready <- nil })
			err, ended := w.wait(t.Context(), began.Add(c.end), began)
			require.NoError(t, err)
			require.False(t, ended)
			require.Equal(t, c.told, told, name)
		})
	}
}
