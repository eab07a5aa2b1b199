package limit

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// TestHours: an hour ends at its top by the clock of the service; who waited for it
// comes a little later, and alone.
func TestHours(t *testing.T) {
	t.Parallel()
	now := start.Add(10 * time.Minute)
	a := account{limit: 100, spent: 7, others: 3, told: true}
	require.False(t, a.roll(now, time.Second), "nobody waited")
	require.Equal(t, start.Add(time.Hour), a.end)
	require.Equal(t, account{limit: 100, end: a.end}, a)
	a.clock(time.Time{}, now)
	require.Zero(t, a.clocked)
	a.clock(now.Add(3*time.Minute), now)
	require.Equal(t, 3*time.Minute, a.skew)
	require.Equal(t, now, a.clocked)
	require.Equal(t, start.Add(57*time.Minute), a.end)
	for _, known := range []account{{stopped: true, end: a.end}, {told: true, end: a.end}} {
		known.clock(now.Add(9*time.Minute), now)
		require.Equal(t, start.Add(57*time.Minute), known.end, "it was named")
	}
	a.spent = 5
	require.False(t, a.roll(a.end.Add(-1), time.Second))
	require.Equal(t, 5, a.spent)
	a.stopped = true
	require.False(t, a.roll(a.end.Add(time.Second-1), time.Second))
	require.True(t, a.roll(a.end.Add(time.Second), time.Second))
	require.Equal(t, start.Add(117*time.Minute), a.end)
	require.Zero(t, a.spent)
}

// TestCharge: what a request has cost, known better later, of the hour it was
// sent in.
func TestCharge(t *testing.T) {
	t.Parallel()
	a := account{end: start.Add(time.Hour)}
	s := &Spending{Cost: 40, end: a.end}
	a.hold(s)
	require.Equal(t, []int{1, 40}, []int{a.under, a.reserved})
	a.release(s)
	require.Equal(t, []int{0, 0}, []int{a.under, a.reserved})
	a.charge(s, 40)
	a.charge(s, 31)
	require.Equal(t, 31, a.spent)
	a.end = start.Add(90 * time.Minute) // by another clock
	a.charge(s, 30)
	require.Equal(t, 30, a.spent)
	a.end = a.end.Add(1)
	a.charge(s, 9)
	require.Equal(t, 30, a.spent)
}

// TestTell: the least that the service says is left counts, unless it is so much
// more that another hour must have begun.
func TestTell(t *testing.T) {
	t.Parallel()
	now := start.Add(10 * time.Minute)
	a := account{limit: 8000, others: 9, end: start.Add(time.Hour), reserved: 10}
	told := func(left int) { a.tell(QuotaResponse{Told: true, Left: left}, now) }
	told(500)
	require.Equal(t, []int{500, 9, 8000}, []int{a.left, a.before, a.limit})
	a.others = 30
	told(500)
	require.Equal(t, 9, a.before)
	told(499)
	require.Equal(t, []int{499, 30}, []int{a.left, a.before})
	told(499 + 10 + 2000)
	require.Equal(t, 499, a.left, "a late response")
	a.spent = 5
	told(499 + 10 + 2001)
	require.Equal(t, []int{2510, 0, 0}, []int{a.left, a.spent, a.others})
	a = account{told: true, left: 1, spent: 5}
	told(1002)
	require.Equal(t, []int{1002, 0}, []int{a.left, a.spent}, "a thousand at least")

	a.tell(QuotaResponse{Limit: 65_000, Left: 1000, Pause: 5 * time.Minute}, now)
	require.Equal(t, 65_000, a.limit)
	require.Equal(t, now.Add(5*time.Minute), a.end)
	for _, pause := range []time.Duration{0, -1, 2 * time.Hour} {
		a.tell(QuotaResponse{Left: 1000, Pause: pause}, now)
		require.Equal(t, now.Add(5*time.Minute), a.end, "no end of an hour")
	}
	a.tell(QuotaResponse{Left: 1000, Pause: 2*time.Hour - 1}, now)
	require.Equal(t, now.Add(2*time.Hour-1), a.end)

	a = account{limit: 1000, spent: 5, others: 100}
	a.tell(QuotaResponse{Preview: true, Left: 850}, now)
	require.Equal(t, 50, a.spent)
	a.tell(QuotaResponse{Preview: true, Left: 999}, now)
	require.Equal(t, 50, a.spent)
	require.False(t, a.told)
}

func TestRemaining(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		account account
		left    int
		known   bool
	}{
		{account{told: true, left: 100, others: 30, before: 10, reserved: 5}, 75, true},
		{account{told: true, left: 100, others: 10, before: 30, reserved: 5}, 95, true},
		{account{limit: 100, spent: 20, others: 30, reserved: 5}, 45, true},
		{account{spent: 20}, -20, false},
	} {
		left, known := c.account.remaining()
		require.Equal(t, c.left, left)
		require.Equal(t, c.known, known)
	}
}

// TestNearTheEnd: four times of what is expected where it is told, else the last
// fifth, until that proves wrong by more than requests that are not counted yet.
func TestNearTheEnd(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		account       account
		cost, reserve int
		near          bool
		found         int
	}{
		"told":               {account{told: true, left: 140, others: 30, before: 10, reserved: 20}, 10, 0, false, 0},
		"told, near":         {account{told: true, left: 139, others: 30, before: 10, reserved: 20}, 10, 0, true, 0},
		"told, reserve":      {account{told: true, left: 140}, 10, 100, false, 0},
		"reserve, near":      {account{told: true, left: 139}, 10, 100, true, 0},
		"told, less":         {account{told: true, left: 40, others: 10, before: 30}, 10, 0, false, 0},
		"own":                {account{limit: 100, spent: 30, others: 20, reserved: 20}, 10, 0, false, 0},
		"own, near":          {account{limit: 100, spent: 31, others: 20, reserved: 20}, 10, 0, true, 0},
		"found":              {account{limit: 1000, found: 100, spent: 71}, 10, 0, true, 100},
		"found, above":       {account{limit: 10, found: 100, spent: 70}, 10, 0, false, 100},
		"two requests above": {account{limit: 100, spent: 70, others: 70}, 10, 0, true, 0},
		"the limit wrong":    {account{limit: 100, spent: 71, others: 70}, 10, 0, false, 300},
		"what was found":     {account{limit: 100, found: 300, spent: 381}, 10, 0, false, 900},
		"told, far above":    {account{told: true, limit: 100, spent: 500}, 10, 0, true, 0},
		"nothing known":      {account{spent: 1000}, 10, 0, false, 0},
	} {
		c.account.doubt(c.cost)
		require.Equal(t, c.near, c.account.isNearTheEnd(c.cost, c.reserve), name)
		require.Equal(t, c.found, c.account.found, name)
	}
}

// TestWall: who may try before the end, once a minute, and what becomes of it.
func TestWall(t *testing.T) {
	t.Parallel()
	now := start.Add(time.Minute)
	for name, c := range map[string]struct {
		wall wall
		may  bool
	}{
		"guessed":          {wall{until: now.Add(time.Hour), at: start, guessed: true}, true},
		"not yet":          {wall{until: now.Add(time.Hour), at: start.Add(1), guessed: true}, false},
		"another does":     {wall{until: now.Add(time.Hour), at: start, guessed: true, trying: true}, false},
		"over":             {wall{until: now, at: start, guessed: true}, false},
		"named":            {wall{until: start.Add(2*time.Hour - 1), at: start}, false},
		"not to be belied": {wall{until: start.Add(2 * time.Hour), at: start}, true},
	} {
		w := c.wall
		require.Equal(t, c.may, w.mayProbe(now), name)
		if c.may {
			require.Equal(t, now, w.at)
		}
	}
	w := wall{until: now, next: true}
	require.True(t, w.begin())
	require.True(t, w.trying)
	require.False(t, w.begin(), "the next one does not")
	require.True(t, w.trying)
	w.done(&Spending{}, true)
	require.True(t, w.trying)
	tried := &Spending{alone: true}
	w.done(tried, false)
	require.Equal(t, wall{until: now, next: true}, w)
	require.False(t, tried.alone)
	w.begin()
	w.done(&Spending{alone: true}, true)
	require.Equal(t, wall{}, w)
}

// TestRefusedByAQuota: until when nothing goes, and what that says of the limit.
func TestRefusedByAQuota(t *testing.T) {
	t.Parallel()
	now := start.Add(10 * time.Minute)
	const jitter = 3 * time.Second
	for name, c := range map[string]struct {
		said       QuotaResponse
		alone      bool
		until, end time.Time
		found      int
	}{
		"named":           {QuotaResponse{Pause: 20 * time.Minute}, false, start.Add(30 * time.Minute), start.Add(30 * time.Minute), 12},
		"not named":       {QuotaResponse{}, false, start.Add(time.Hour), start.Add(time.Hour), 12},
		"beyond belief":   {QuotaResponse{Pause: 2 * time.Hour}, false, start.Add(130 * time.Minute), start.Add(time.Hour), 12},
		"two hours":       {QuotaResponse{Pause: 2*time.Hour - 1}, false, start.Add(130*time.Minute - 1), start.Add(130*time.Minute - 1), 12},
		"a probe":         {QuotaResponse{Pause: 20 * time.Minute}, true, start.Add(30 * time.Minute), start.Add(30 * time.Minute), 0},
		"a probe, a bit":  {QuotaResponse{Pause: time.Second}, true, now.Add(time.Minute - jitter), now.Add(time.Second), 0},
		"named, a bit":    {QuotaResponse{Pause: time.Second}, false, now.Add(time.Second), now.Add(time.Second), 12},
		"below a minute":  {QuotaResponse{Pause: 57*time.Second - 1}, true, now.Add(57 * time.Second), now.Add(57*time.Second - 1), 0},
		"tells the limit": {QuotaResponse{Limit: 77, Pause: time.Minute}, false, now.Add(time.Minute), now.Add(time.Minute), 12},
	} {
		q := &Quota{jitter: jitter, order: 5, account: account{spent: 5, others: 7, told: true, limit: 9}}
		q.close(&Spending{alone: c.alone}, c.said, now)
		require.Equal(t, c.until.Add(jitter), q.wall.until, name)
		require.Equal(t, c.end, q.account.end, name)
		require.Equal(t, c.found, q.account.found, name)
		require.Equal(t, c.said.Pause == 0, q.wall.guessed, name)
		require.Equal(t, max(9, c.said.Limit), q.account.limit, name)
		require.True(t, q.account.stopped && !q.account.told && q.wall.next)
		require.EqualValues(t, 5, q.wall.order)
		require.Equal(t, now, q.wall.at)
	}
}

// TestShares: what others are told, and how often; what is learnt of them.
func TestShares(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) { // the clock starts at 2000-01-01
		var told []Share
		answer, failure := Share{}, error(nil)
		q := NewQuota(Options{Limit: 1000, Share: func(ctx context.Context, mine Share) (Share, error) {
			deadline, ok := ctx.Deadline()
			require.True(t, ok)
			require.Equal(t, 5*time.Second, time.Until(deadline))
			told = append(told, Share{End: mine.End.UTC(), Spent: mine.Spent, Closed: mine.Closed.UTC()})
			return answer, failure
		}})
		top := start.Add(time.Hour)
		answer = Share{End: top, Spent: 300}
		q.exchange(t.Context(), false)
		require.Equal(t, []Share{{End: top}}, told)
		require.Equal(t, 300, q.account.others)

		q.account.spent, q.account.reserved = 4, 6
		q.exchange(t.Context(), false)
		require.Len(t, told, 1, "a hundredth is no news")
		q.account.reserved = 7
		answer.Spent = 400
		q.exchange(t.Context(), false)
		require.Equal(t, Share{End: top, Spent: 11}, told[1])
		require.Equal(t, 389, q.account.others)

		q.account.reserved, q.account.spent = 0, 9
		time.Sleep(time.Second - 1)
		q.exchange(t.Context(), false)
		require.Len(t, told, 2)
		time.Sleep(time.Nanosecond)
		failure = errors.New("no database")
		q.exchange(t.Context(), false)
		require.Equal(t, Share{End: top, Spent: -2}, told[2])
		require.ErrorIs(t, q.State().Err, failure)
		require.Equal(t, 389, q.account.others)
		failure = nil
		q.shared.busy = true
		q.exchange(t.Context(), true)
		require.Len(t, told, 3, "one at a time")
		q.shared.busy = false
		answer = Share{End: top.Add(time.Hour), Spent: 50}
		q.exchange(t.Context(), true)
		require.Equal(t, -2, told[3].Spent, "what could not be told is told again")
		require.Equal(t, 389, q.account.others, "it is of another hour")

		answer = Share{End: top, Closed: top.Add(-10 * time.Minute)}
		q.account.skew = time.Minute
		q.exchange(t.Context(), true)
		require.Equal(t, 0, q.account.others)
		require.Equal(t, top.Add(-11*time.Minute), q.account.end.UTC())
		require.Equal(t, top.Add(-11*time.Minute).Add(q.jitter), q.wall.until.UTC())
		require.True(t, q.State().Closed)
		q.exchange(t.Context(), true)
		require.Equal(t, top.Add(-10*time.Minute), told[len(told)-1].Closed)
		require.Equal(t, top, told[len(told)-1].End, "the hour is what is meant")

		until := q.wall.until
		for _, closed := range []time.Time{{}, start, top.Add(-20 * time.Minute)} {
			answer = Share{End: top, Closed: closed}
			q.exchange(t.Context(), true)
			require.Equal(t, until, q.wall.until, "that is nothing new")
		}
	})
}
