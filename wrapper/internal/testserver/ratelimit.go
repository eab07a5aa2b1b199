package testserver

import (
	"math"
	"net/http"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
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
		s.limit = &rateLimit{perSecond: float64(perSecond), tokens: float64(perSecond), filled: s.clock.Now()}
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
		ok, left, wait := limit.take(s.clock.Now())
		perSecond := int(limit.perSecond)
		s.mu.Unlock()
		s.rateHeaders(w.Header(), perSecond, left, wait)
		if !ok {
			respond.Bare(http.StatusTooManyRequests, "Rate limit exceeded.").Write(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// RateHeaders sets a product's headers of a rate limit: how many requests a
// second has, how many are left, and how long to wait until there is one again.
type RateHeaders func(h http.Header, perSecond, left int, wait time.Duration)

// WholeSeconds rounds up, as Retry-After needs it.
func WholeSeconds(wait time.Duration) int { return int(math.Ceil(wait.Seconds())) }
