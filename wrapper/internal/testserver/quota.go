package testserver

import (
	"context"
	"net/http"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// Quota is how many points an hour has, and how a product speaks of it.
type Quota struct {
	// Points is how many there are; none is no quota.
	Points int
	// Tell sets the headers of a response.
	Tell func(h http.Header, left QuotaLeft)
	// Refusal is what a request meets when none are left.
	Refusal *respond.Error
}

// QuotaLeft is what a response can say of a quota.
type QuotaLeft struct {
	// Points is how many are left of Of.
	Points, Of int
	// Reset is when the hour ends, and Now the time of the response.
	Reset, Now time.Time
	// Refused is whether the response is a refusal.
	Refused bool
}

// QuotaWindow is what became of an hour.
type QuotaWindow struct {
	End                       time.Time
	Requests, Points, Refused int
}

// quota counts the points of each hour that had a request.
type quota struct {
	Quota

	windows []*QuotaWindow
}

// window returns the hour of a time, and whether it is among the windows. An hour
// ends where the hour of UTC does.
func (q *quota) window(now time.Time) (w *QuotaWindow, kept bool) {
	end := now.UTC().Truncate(time.Hour).Add(time.Hour)
	if last := len(q.windows) - 1; last >= 0 && q.windows[last].End.Equal(end) {
		return q.windows[last], true
	}
	return &QuotaWindow{End: end}, false
}

// enter counts a request, which costs a point unless it is refused.
func (q *quota) enter(now time.Time) (hour *QuotaWindow, left QuotaLeft) {
	left = q.left(now)
	hour, kept := q.window(now)
	if !kept {
		q.windows = append(q.windows, hour)
	}
	hour.Requests++
	if left.Refused = left.Points == 0; left.Refused {
		hour.Refused++
	} else {
		hour.Points++
	}
	return hour, left
}

// left is what there is to say at a time.
func (q *quota) left(now time.Time) QuotaLeft {
	w, _ := q.window(now)
	return QuotaLeft{Points: max(0, q.Points-w.Points), Of: q.Points, Reset: w.End, Now: now}
}

// LimitPoints sets a quota, of which nothing is spent.
func (s *Server) LimitPoints(of Quota) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.quota = nil
	if of.Points > 0 {
		s.quota = &quota{Quota: of}
	}
}

// QuotaWindows returns the hours that had a request, and this one, which is the
// last; none without a quota.
func (s *Server) QuotaWindows() []QuotaWindow {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.quota == nil {
		return nil
	}
	var all []QuotaWindow
	for _, w := range s.quota.windows {
		all = append(all, *w)
	}
	if w, kept := s.quota.window(s.clock.Now()); !kept {
		all = append(all, *w)
	}
	return all
}

// Metered is the stage of the quota. A request costs a point at once and the rest
// when it is known, so that the last ones of an hour can spend more than there
// is.
func (s *Server) Metered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		q := s.quota
		if q == nil {
			s.mu.Unlock()
			next.ServeHTTP(w, r)
			return
		}
		hour, left := q.enter(s.clock.Now())
		s.mu.Unlock()
		if left.Refused {
			q.Tell(w.Header(), left)
			q.Refusal.Write(w)
			return
		}
		m := &meter{of: s, quota: q, hour: hour}
		next.ServeHTTP(&meteredWriter{ResponseWriter: w, meter: m}, r.WithContext(context.WithValue(r.Context(), meterKey{}, m)))
	})
}

// meter charges a request.
type meter struct {
	of    *Server
	quota *quota
	hour  *QuotaWindow
}

type meterKey struct{}

// Charge adds to what a request costs, as long as no response is written.
func Charge(ctx context.Context, points int) {
	m, _ := ctx.Value(meterKey{}).(*meter)
	if m == nil { // no quota
		return
	}
	m.of.mu.Lock()
	defer m.of.mu.Unlock()
	m.hour.Points += points
}

// meteredWriter says what is left when the cost is known.
type meteredWriter struct {
	http.ResponseWriter

	meter *meter
	told  bool
}

// Unwrap lets faults reach what is below, to flush it.
func (w *meteredWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Write says what is left first.
func (w *meteredWriter) Write(p []byte) (int, error) {
	w.tell()
	return w.ResponseWriter.Write(p)
}

// WriteHeader says what is left first.
func (w *meteredWriter) WriteHeader(status int) {
	w.tell()
	w.ResponseWriter.WriteHeader(status)
}

func (w *meteredWriter) tell() {
	if w.told {
		return
	}
	w.told = true
	s, q := w.meter.of, w.meter.quota
	s.mu.Lock()
	left := q.left(s.clock.Now())
	s.mu.Unlock()
	q.Tell(w.Header(), left)
}
