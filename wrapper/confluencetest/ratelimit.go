package confluencetest

import (
	"math"
	"net/http"
	"strconv"
	"time"
)

// rateLimit is a bucket of tokens that fills with time.
type rateLimit struct {
	perSecond float64
	tokens    float64
	filled    time.Time
}

// RateLimit lets perSecond requests through in a second, and as many at once;
// the others are refused with 429 and the headers of the product. 0 turns it
// off.
func (s *Server) RateLimit(perSecond int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.limit = nil
	if perSecond > 0 {
		s.limit = &rateLimit{perSecond: float64(perSecond), tokens: float64(perSecond), filled: time.Now()}
	}
}

// take takes a token. It returns how many are left and how long it takes until
// there is one again.
func (l *rateLimit) take(now time.Time) (ok bool, left int, wait time.Duration) {
	l.tokens = min(l.perSecond, l.tokens+now.Sub(l.filled).Seconds()*l.perSecond)
	l.filled = now
	if l.tokens < 1 {
		missing := (1 - l.tokens) / l.perSecond
		return false, 0, time.Duration(math.Ceil(missing * float64(time.Second)))
	}
	l.tokens--
	return true, int(l.tokens), 0
}

// limited is the stage of the rate limit. The refusals and the headers differ
// by product.
func (s *Server) limited(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		limit := s.limit
		if limit == nil {
			s.mu.Unlock()
			next.ServeHTTP(w, r)
			return
		}
		ok, left, wait := limit.take(time.Now())
		perSecond := int(limit.perSecond)
		s.mu.Unlock()
		s.rateHeaders(w.Header(), perSecond, left, wait)
		if !ok {
			bareFault(http.StatusTooManyRequests, "Rate limit exceeded.").write(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// cloudRateHeaders are those of Cloud: whole seconds to wait, and the time at
// which the limit is lifted in ISO 8601 without seconds where it has none.
func cloudRateHeaders(h http.Header, perSecond, left int, wait time.Duration) {
	h.Set("X-Ratelimit-Limit", strconv.Itoa(perSecond))
	h.Set("X-Ratelimit-Remaining", strconv.Itoa(left))
	h.Set("X-Ratelimit-Nearlimit", strconv.FormatBool(left*5 < perSecond))
	if wait > 0 {
		h.Set("X-Ratelimit-Reset", time.Now().Add(wait).UTC().Format(time.RFC3339))
		h.Set("Retry-After", strconv.Itoa(wholeSeconds(wait)))
	}
}

// datacenterRateHeaders are those of Data Center, which are on every answer.
func datacenterRateHeaders(h http.Header, perSecond, left int, wait time.Duration) {
	h.Set("X-Ratelimit-Limit", strconv.Itoa(perSecond))
	h.Set("X-Ratelimit-Remaining", strconv.Itoa(left))
	h.Set("X-Ratelimit-Interval-Seconds", "1")
	h.Set("X-Ratelimit-Fillrate", strconv.Itoa(perSecond))
	h.Set("Retry-After", strconv.Itoa(wholeSeconds(wait)))
}

func wholeSeconds(wait time.Duration) int { return int(math.Ceil(wait.Seconds())) }
