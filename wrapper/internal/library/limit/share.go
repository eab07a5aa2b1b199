package limit

import (
	"context"
	"errors"
	"time"
)

// Share is what a process tells others of a budget, and is told of all of them.
// Times are those of the service's clock.
type Share struct {
	// End is when the hour ends that Spent is of.
	End time.Time
	// Spent is how many points were spent: by this process since the last
	// exchange, or by all of them in the hour. Requests under way count with what
	// they are expected to cost, so that it may be negative when they cost less.
	Spent int
	// Closed is until when the quota lets nothing through; zero if it does.
	Closed time.Time
}

const (
	// shareEvery is how often processes exchange what they know, or when a
	// hundredth of the quota is news.
	shareEvery = time.Second
	sharePart  = 100
	// shareTime is how long an exchange may take.
	shareTime = 5 * time.Second
)

// shared is how far the exchange with other processes is.
type shared struct {
	busy bool
	at   time.Time
	end  time.Time // of the hour that spent is of
	mine int       // how much of the own account the others know
	err  error
}

// exchange tells other processes what was spent, and learns what they did. One
// request at a time does so; a failure leaves the process on its own.
func (q *Quota) exchange(ctx context.Context, now bool) {
	if q.share == nil {
		return
	}
	q.mu.Lock()
	began := time.Now()
	mine := q.news(began)
	if q.shared.busy || !now && began.Sub(q.shared.at) < shareEvery && mine.Spent*sharePart <= q.account.limit {
		q.mu.Unlock()
		return
	}
	q.shared.busy = true
	q.mu.Unlock()

	ctx, cancel := context.WithTimeout(ctx, shareTime)
	defer cancel()
	err := errPanicked
	var all Share
	defer func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.shared.busy, q.shared.at, q.shared.err = false, time.Now(), err
		if err == nil {
			q.takeOver(mine, all)
		}
	}()
	all, err = q.share(ctx, mine)
}

// errPanicked is why an exchange failed that did not return.
var errPanicked = errors.New("the exchange of the budget panicked")

// news is what the others do not know yet.
func (q *Quota) news(now time.Time) Share {
	a := &q.account
	q.roll(now)
	// What is told of the end differs by seconds; the hour is what is meant.
	end := a.end.Add(a.skew).Round(renewal)
	if !q.shared.end.Equal(end) {
		q.shared.end, q.shared.mine = end, 0
	}
	mine := Share{End: end, Spent: a.spent + a.reserved - q.shared.mine}
	if q.wall.until.After(now) {
		mine.Closed = a.end.Add(a.skew)
	}
	return mine
}

// takeOver follows what all processes know.
func (q *Quota) takeOver(mine, all Share) {
	a, now := &q.account, time.Now()
	q.shared.mine += mine.Spent
	if all.End.Equal(mine.End) {
		a.others = max(all.Spent-q.shared.mine, 0)
	}
	closed := all.Closed.Add(-a.skew)
	if all.Closed.IsZero() || !closed.After(now) || q.wall.until.After(closed) {
		return
	}
	a.end, a.stopped, a.told = closed, true, false
	q.wall.until = closed.Add(q.jitter)
	q.wall.order, q.wall.at, q.wall.next, q.wall.guessed = q.order, now, true, false
	q.interactive.giveUp(q.wall.until)
	q.background.giveUp(q.wall.until)
}
