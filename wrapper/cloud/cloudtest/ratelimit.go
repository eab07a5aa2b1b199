package cloudtest

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/getkin/kin-openapi/routers"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// RateLimit lets perSecond requests of each operation through in a second, and as
// many at once; the others are refused with 429 and the headers of the product. 0
// turns it off, and what [Server.LimitRequests] set with it.
func (s *Server) RateLimit(perSecond int) { s.engine.RateLimit(perSecond) }

// LimitRequests sets the rate limit of one operation, or that of each other
// operation if the operationId is empty: every method and path has a bucket of its
// own, which all clients share. An operation that the contract does not have is a
// violation. All buckets are full afterwards, and nothing is counted.
func (s *Server) LimitRequests(operation string, limit confluencetest.Bucket) {
	if operation != "" && !s.engine.Contract().Has(operation) {
		s.engine.Violate(context.Background(), operation, "rate limit of "+strconv.Quote(operation)+", which is no operation")
	}
	s.engine.LimitRequests(operation, limit)
}

// RequestCounts returns how many requests of each operation were let through and
// refused since a limit was set, sorted by operationId.
func (s *Server) RequestCounts() []confluencetest.BucketCount { return s.engine.RequestCounts() }

// rateLimited is how the site limits requests.
func rateLimited(find func(*http.Request) *routers.Route) testserver.RateLimit {
	return testserver.RateLimit{
		Of: func(r *http.Request) string {
			if to := find(r); to != nil {
				return to.Operation.OperationID
			}
			return ""
		},
		Tell:   setRateLimit,
		Refuse: func(*http.Request) *respond.Error { return refuseBusy() },
	}
}

func refuseBusy() *respond.Error {
	return respond.Bare(http.StatusTooManyRequests, "Rate limit exceeded.")
}

// setRateLimit sets the headers of Cloud, which do not tell how fast a bucket
// fills: whole seconds to wait, and the time at which the limit is lifted.
func setRateLimit(h http.Header, left testserver.BucketLeft) {
	h.Set("X-Ratelimit-Limit", strconv.Itoa(left.Bucket.Size))
	h.Set("X-Ratelimit-Remaining", strconv.Itoa(left.Tokens))
	h.Set("X-Ratelimit-Nearlimit", strconv.FormatBool(left.Tokens*5 < left.Bucket.Size))
	if left.Wait > 0 {
		h.Set("X-Ratelimit-Reset", left.Now.Add(left.Wait).UTC().Format(time.RFC3339))
		h.Set("Retry-After", strconv.Itoa(testserver.WholeSeconds(left.Wait)))
		h.Set("Ratelimit-Reason", "confluence-burst-based")
	}
}
