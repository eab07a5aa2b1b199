package limit

import "time"

// State is what is known of a budget.
type State struct {
	// Limit is how many points an hour has; 0 if that is not known.
	Limit int
	// Spent is how many were spent in this hour by all processes: an estimate.
	Spent int
	// Reserved is how many the requests under way are expected to cost.
	Reserved int
	// Left is how many are left, if Known; Told is whether the service said so.
	Left        int
	Known, Told bool
	// Near is whether a refusal is to be expected.
	Near bool
	// Closed is whether nothing is let through until Reset.
	Closed bool
	// Reserve is how many points background work leaves to interactive requests;
	// Kept is whether somebody is kept back for them, or for too few points, until
	// Reset.
	Reserve int
	Kept    bool
	// Reset is when the quota is renewed, or when requests go again where they were
	// kept back.
	Reset time.Time
	// Waiting is how many requests wait.
	Waiting int
	// Err is why the last exchange with other processes failed.
	Err error
}

// State returns what is known now.
func (q *Quota) State() State {
	q.mu.Lock()
	defer q.mu.Unlock()
	now := time.Now()
	q.roll(now)
	a := &q.account
	s := State{
		Limit: a.limit, Spent: a.spent + a.others, Reserved: a.reserved, Told: a.told, Reset: a.end,
		Reserve: q.reserve, Waiting: q.interactive.length + q.background.length, Err: q.shared.err,
	}
	s.Left, s.Known = a.remaining()
	s.Near = a.isNearTheEnd(0, 0)
	switch {
	case q.wall.until.After(now):
		s.Closed, s.Reset, s.Left, s.Known = true, q.wall.until, 0, true
	case a.stopped:
		s.Kept, s.Reset = true, a.end.Add(q.jitter)
	}
	s.Left = max(s.Left, 0)
	return s
}
