package limit

import "time"

// renewal is how often a quota is renewed: at the top of every hour.
const renewal = time.Hour

// QuotaResponse is what a response said of a quota.
type QuotaResponse struct {
	// Refused is whether the quota refused the request.
	Refused bool
	// Lost is whether no response came.
	Lost bool
	// Pause is how long it takes until the quota is renewed; 0 if it is not told.
	Pause time.Duration
	// Limit is how many points an hour has; 0 if it is not told.
	Limit int
	// Left is how many points are left, if Told.
	Left int
	Told bool
	// Preview is whether what is told is not in force yet: it is then as good as
	// the own account, and no better.
	Preview bool
	// Date is the time of the service; zero if it is not known.
	Date time.Time
}

// account is what is known of the points of an hour.
type account struct {
	limit    int // points an hour has; 0: unknown
	found    int // points after which the service refused last; 0: unknown
	spent    int // by this process, as far as is known
	others   int // by other processes
	reserved int // expected of the requests under way
	under    int // requests under way
	left     int // the least the service said
	before   int // what others had spent then
	told     bool
	end      time.Time // of the window, by the clock of this machine
	stopped  bool      // somebody waits for it

	skew    time.Duration // the clock of the service is ahead by this
	clocked time.Time     // when that was seen
}

// roll begins a new window where the old one has ended. It reports whether
// somebody waited for it: the first request then goes alone.
func (a *account) roll(now time.Time, jitter time.Duration) bool {
	end := a.end
	if a.stopped {
		end = end.Add(jitter)
	}
	if now.Before(end) {
		return false
	}
	waited := a.stopped
	a.begin(now)
	return waited
}

func (a *account) begin(now time.Time) {
	a.spent, a.others, a.told, a.stopped = 0, 0, false, false
	a.end = a.topOfTheHour(now)
}

// topOfTheHour returns when the next hour begins at the service.
func (a *account) topOfTheHour(now time.Time) time.Time {
	return now.Add(a.skew).Truncate(renewal).Add(renewal).Add(-a.skew)
}

// clock compares the clocks.
func (a *account) clock(service, now time.Time) {
	if service.IsZero() {
		return
	}
	a.skew, a.clocked = service.Sub(now), now
	if !a.stopped && !a.told {
		a.end = a.topOfTheHour(now)
	}
}

func (a *account) hold(s *Spending) {
	a.under++
	a.reserved += s.Cost
}

func (a *account) release(s *Spending) {
	a.under--
	a.reserved -= s.Cost
}

// charge makes cost what a request has cost.
func (a *account) charge(s *Spending, cost int) {
	if s.end.Before(a.end.Add(-renewal / 2)) {
		return // that hour is over
	}
	a.spent += cost - s.charged
	s.charged = cost
}

// tell takes over what the service says is left.
func (a *account) tell(said QuotaResponse, now time.Time) {
	if said.Limit > 0 {
		a.limit = said.Limit
	}
	if said.Preview {
		a.spent = max(a.spent, a.limit-said.Left-a.others)
		return
	}
	if a.told && said.Left > a.left+a.reserved+max(a.limit/4, 1000) {
		a.begin(now) // the hour has ended, whatever the clocks say
	}
	if !a.told || said.Left < a.left {
		a.left, a.before = said.Left, a.others
	}
	a.told = true
	if said.Pause > 0 && said.Pause < 2*renewal {
		a.end = now.Add(said.Pause)
	}
}

// remaining returns how many points are left when all requests under way are
// paid for, as far as is known.
func (a *account) remaining() (left int, known bool) {
	if a.told {
		return a.left - max(a.others-a.before, 0) - a.reserved, true
	}
	return a.limit - a.spent - a.others - a.reserved, a.limit > 0
}

// isNearTheEnd reports whether a refusal is to be expected: requests then go one
// at a time. What is left, where it is told, must do for four times of what the
// requests under way are expected to cost, since that is an estimate. The own
// account is one altogether: the last fifth is near the end.
func (a *account) isNearTheEnd(cost, reserve int) bool {
	if a.told {
		return a.left-max(a.others-a.before, 0)-reserve < 4*(a.reserved+cost)
	}
	end := a.expected()
	return end > 0 && a.spent+a.others+a.reserved+cost > end*4/5
}

// expected is after how many points a refusal is to be expected; 0: unknown.
func (a *account) expected() int {
	if a.found > 0 {
		return a.found
	}
	return a.limit
}

// doubt looks further where no refusal came long after it should have: the account is
// wrong. It is not by a request that was let through for the last point, and one that
// is charged too much until its rows are counted.
func (a *account) doubt(cost int) {
	if end := a.expected(); !a.told && a.spent+a.others > end*6/5+2*cost {
		a.found = 3 * end
	}
}
