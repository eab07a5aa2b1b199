package datacentertest

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// RateLimit lets perSecond requests of each user through in a second, and as many
// at once; the others are refused with 429 and the headers of the product. 0 turns
// it off, and what [Server.LimitRequests] set with it.
func (s *Server) RateLimit(perSecond int) { s.engine.RateLimit(perSecond) }

// LimitRequests sets the rate limit of one user, or that of each other user if the
// username is empty: everybody has a bucket of their own for all they ask, visitors
// together one by the name of "anonymous". Intervals are told in whole seconds, rounded up. All
// buckets are full afterwards, and nothing is counted.
func (s *Server) LimitRequests(username string, limit confluencetest.Bucket) {
	s.engine.LimitRequests(username, limit)
}

// RequestCounts returns how many requests of each user were let through and refused
// since a limit was set, sorted by username.
func (s *Server) RequestCounts() []confluencetest.BucketCount { return s.engine.RequestCounts() }

// admitted is the sixth and the seventh stage: who asks, and whether they may by now.
func (s *Server) admitted(next http.Handler) http.Handler {
	return s.authenticated(s.engine.Limited(rateLimited(), next))
}

// rateLimited is how the instance limits requests, once it knows who asks.
func rateLimited() testserver.RateLimit {
	return testserver.RateLimit{
		Of: func(r *http.Request) string {
			if caller := callerOf(r.Context()); caller != nil {
				return caller.username
			}
			return visitor
		},
		Tell: setRateLimit,
		Refuse: func(r *http.Request) *respond.Error {
			if !strings.Contains(r.Header.Get("Accept"), "json") {
				return respond.HTML(http.StatusTooManyRequests, "Rate limit exceeded")
			}
			return respond.Refuse(http.StatusTooManyRequests, struct {
				Message string `json:"message"`
			}{"Rate limit exceeded."})
		},
	}
}

// setRateLimit sets the headers of Data Center, which are on every response.
func setRateLimit(h http.Header, left testserver.BucketLeft) {
	h.Set("X-Ratelimit-Limit", strconv.Itoa(left.Bucket.Size))
	h.Set("X-Ratelimit-Remaining", strconv.Itoa(left.Tokens))
	h.Set("X-Ratelimit-Interval-Seconds", strconv.Itoa(testserver.WholeSeconds(left.Bucket.Interval)))
	h.Set("X-Ratelimit-Fillrate", strconv.Itoa(left.Bucket.Fill))
	h.Set("Retry-After", strconv.Itoa(testserver.WholeSeconds(left.Wait)))
}
