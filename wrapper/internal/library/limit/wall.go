package limit

import "time"

// wall is what is known of a refusal: nothing goes until the quota is renewed.
// Then one request goes alone and tries.
type wall struct {
	until   time.Time
	order   uint64    // the last request that was sent before it was known
	at      time.Time // when the last refusal came
	guessed bool      // the service did not say when it ends
	next    bool      // the next request goes alone
	trying  bool      // it is under way
}

// mayProbe reports whether one request may try before the end, which nobody
// named or nobody can believe.
func (w *wall) mayProbe(now time.Time) bool {
	if w.trying || now.Sub(w.at) < probeEvery || !w.until.After(now) || !w.guessed && w.until.Sub(w.at) < 2*renewal {
		return false
	}
	w.at = now
	return true
}

// begin reports whether the request that is sent now is the one that tries.
func (w *wall) begin() bool {
	alone := w.next
	w.trying, w.next = w.trying || alone, false
	return alone
}

// done notes how the request ended that tried.
func (w *wall) done(s *Spending, accepted bool) {
	if !s.alone {
		return
	}
	s.alone, w.trying = false, false
	if accepted {
		w.until = time.Time{}
	} else {
		w.next = true
	}
}

// close lets nothing go until the quota is renewed.
func (q *Quota) close(s *Spending, said QuotaResponse, now time.Time) {
	a, w := &q.account, &q.wall
	if spent := a.spent + a.others; !s.alone && spent > 0 {
		a.found = spent
	}
	if said.Limit > 0 {
		a.limit = said.Limit
	}
	w.guessed = said.Pause <= 0
	a.end = a.topOfTheHour(now)
	w.until = a.end
	if !w.guessed {
		w.until = after(now, said.Pause)
		if said.Pause < 2*renewal {
			a.end = w.until
		}
	}
	w.until = w.until.Add(q.jitter)
	if s.alone && w.until.Before(now.Add(probeEvery)) {
		w.until = now.Add(probeEvery)
	}
	w.order, w.at, w.next = q.order, now, true
	a.stopped, a.told = true, false
	q.interactive.giveUp(w.until)
	q.background.giveUp(w.until)
}
