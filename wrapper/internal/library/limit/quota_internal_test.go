package limit

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// TestMayBeSent: what the service tells is left stops a request, and the own
// account only where there is a reserve.
func TestMayBeSent(t *testing.T) {
	t.Parallel()
	end := at(3600)
	for name, c := range map[string]struct {
		account     account
		reserve     int
		interactive bool
		want        verdict
	}{
		"just enough":              {account{told: true, left: 10}, 0, false, goes},
		"one too few":              {account{told: true, left: 9}, 0, false, whenRenewed},
		"one too few, others go":   {account{told: true, left: 12, reserved: 3, under: 1}, 0, false, afterResponse},
		"above the reserve":        {account{told: true, left: 15}, 5, false, goes},
		"the reserve":              {account{told: true, left: 14}, 5, false, whenRenewed},
		"the reserve, interactive": {account{told: true, left: 14}, 5, true, goes},
		"own, just enough":         {account{limit: 100, spent: 85}, 5, false, goes},
		"own, the reserve":         {account{limit: 100, spent: 86}, 5, false, whenRenewed},
		"own, interactive":         {account{limit: 100, spent: 86}, 5, true, goes},
		"own, no reserve":          {account{limit: 100, spent: 100}, 0, false, goes},
		"own, near, one under way": {account{limit: 100, spent: 85, under: 1}, 0, false, afterResponse},
		"own, far, one under way":  {account{limit: 100, spent: 10, under: 1}, 0, false, goes},
		"nothing known, a reserve": {account{spent: 100}, 5, false, goes},
	} {
		q := &Quota{reserve: c.reserve, account: c.account, jitter: time.Second}
		q.account.end = end
		what, until := q.check(10, c.interactive, start)
		require.Equal(t, c.want, what, name)
		require.Equal(t, c.want == whenRenewed, q.account.stopped, name)
		if c.want == whenRenewed {
			require.Equal(t, end.Add(time.Second), until, name)
		}
	}
	q := &Quota{account: account{end: end}, wall: wall{until: at(5), next: true}}
	what, until := q.check(10, false, at(4))
	require.Equal(t, whenRenewed, what)
	require.Equal(t, at(5), until)
	what, _ = q.check(10, false, at(5))
	require.Equal(t, goes, what, "the one that tries")
	q.wall.trying = true
	what, _ = q.check(10, false, at(5))
	require.Equal(t, afterResponse, what)
}

// TestSomethingIsLeft: if less than a request may cost, one that would not wait may
// try.
func TestSomethingIsLeft(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		q           *Quota
		interactive bool
		want        bool
	}{
		"one point":        {&Quota{account: account{told: true, left: 1}}, false, true},
		"nothing":          {&Quota{account: account{told: true}}, false, false},
		"not told":         {&Quota{account: account{left: 1}}, false, false},
		"others under way": {&Quota{account: account{told: true, left: 1, under: 1}}, false, false},
		"closed":           {&Quota{account: account{told: true, left: 1}, wall: wall{until: at(1)}}, false, false},
		"open by now":      {&Quota{account: account{told: true, left: 1}, wall: wall{until: start}}, false, true},
		"a reserve":        {&Quota{account: account{told: true, left: 1}, reserve: 5}, false, false},
		"its reserve":      {&Quota{account: account{told: true, left: 1}, reserve: 5}, true, true},
	} {
		require.Equal(t, c.want, c.q.isLeft(c.interactive, start), name)
	}
}

func TestWantsDate(t *testing.T) {
	t.Parallel()
	q := &Quota{}
	require.True(t, q.WantsDate(start))
	q.account.clock(at(100), start)
	require.False(t, q.WantsDate(start))
	require.False(t, q.WantsDate(at(60)))
	require.True(t, q.WantsDate(at(60).Add(1)))
}

// TestStateOfAQuota: what all processes spent, and who waits in both lines.
func TestStateOfAQuota(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := NewQuota(Options{Limit: 100})
		q.account.end = time.Now().Add(time.Hour)
		q.account.spent, q.account.others, q.account.reserved = 7, 5, 3
		q.interactive.length, q.background.length = 1, 2
		s := q.State()
		require.Equal(t, []int{100, 12, 3, 85, 3}, []int{s.Limit, s.Spent, s.Reserved, s.Left, s.Waiting})
		require.True(t, s.Known)
		require.False(t, s.Told || s.Near || s.Closed)
	})
}

// TestNobodyOvertakes: a request that could go waits behind those that came before,
// and who will not wait as long as it takes is told so.
func TestNobodyOvertakes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := NewQuota(Options{Limit: 1000})
		began := time.Now()
		first := &Spending{Cost: 1}
		require.NoError(t, q.Enter(t.Context(), first, Wait{}))
		require.EqualValues(t, 1, first.order)
		q.Leave(t.Context(), first, QuotaResponse{Told: true, Left: 100, Limit: 1000, Pause: time.Minute}, 1)
		var after [2]time.Duration
		for i, cost := range []int{400, 2} {
			go func() {
				s := &Spending{Cost: cost}
				if q.Enter(t.Context(), s, Wait{Patience: time.Hour}) == nil {
					after[i] = time.Since(began)
					q.Leave(t.Context(), s, QuotaResponse{}, cost)
				}
			}()
			synctest.Wait()
		}
		require.Equal(t, 2, q.State().Waiting)
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		require.GreaterOrEqual(t, after[0], time.Minute)
		require.GreaterOrEqual(t, after[1], time.Minute)
		require.Zero(t, q.State().Waiting)

		q.account.told, q.account.left, q.account.end = true, 0, time.Now().Add(time.Minute)
		w := &waiter{spending: &Spending{Cost: 5}, patience: time.Now().Add(time.Second), ready: make(chan error, 1)}
		q.background.push(w)
		q.dispatch(time.Now())
		closed, ok := errors.AsType[*ClosedError](<-w.ready)
		require.True(t, ok)
		require.Equal(t, q.account.end.Add(q.jitter), closed.Until)
	})
}

// TestWaitsForAQuotaThatAreTold: short ones only to who comes again.
func TestWaitsForAQuotaThatAreTold(t *testing.T) {
	t.Parallel()
	for order, want := range map[uint64]int{0: 0, 1: 1} {
		synctest.Test(t, func(t *testing.T) {
			q := NewQuota(Options{})
			q.account.end = time.Now().Add(time.Hour)
			q.wall.until, q.wall.next = time.Now().Add(time.Second/2), true
			told := 0
			s := &Spending{order: order}
			require.NoError(t, q.Enter(t.Context(), s, Wait{Patience: time.Hour, Tell: func(time.Time) { told++ }}))
			require.Equal(t, want, told)
			q.Leave(t.Context(), s, QuotaResponse{}, 1)
		})
	}
}

// TestLetThroughAndGone: one whose context ends the very moment it is let through
// keeps nothing, of a quota as of a rate.
func TestLetThroughAndGone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for range 2000 {
			ctx, cancel := context.WithCancel(t.Context())
			q := NewQuota(Options{})
			q.account.end = time.Now().Add(time.Hour)
			q.wall.until, q.wall.next = time.Now().Add(time.Second), true
			var b Burst
			b.pause(time.Second, time.Now())
			b.pace.limited, b.pace.rate = true, 0.1
			time.AfterFunc(time.Second, cancel)
			ended := make(chan error)
			go func() { ended <- b.Enter(ctx, &Turn{}, Wait{Patience: time.Hour}) }()
			s := &Spending{Cost: 5}
			if q.Enter(ctx, s, Wait{Patience: time.Hour}) != nil {
				require.Zero(t, q.State().Reserved)
				require.False(t, q.wall.trying)
			}
			if <-ended != nil {
				require.False(t, b.next.After(time.Now()), "the next one need not wait for it")
			}
			cancel()
			synctest.Wait()
		}
	})
}
