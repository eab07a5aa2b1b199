package datacentertest

import (
	"net/http"
	"strconv"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver"
)

// RateLimit lets perSecond requests through in a second, and as many at once;
// the others are refused with 429 and the headers of the product. 0 turns it
// off.
func (s *Server) RateLimit(perSecond int) { s.engine.RateLimit(perSecond) }

// setRateLimit sets the headers of Data Center, which are on every response.
func setRateLimit(h http.Header, perSecond, left int, wait time.Duration) {
	h.Set("X-Ratelimit-Limit", strconv.Itoa(perSecond))
	h.Set("X-Ratelimit-Remaining", strconv.Itoa(left))
	h.Set("X-Ratelimit-Interval-Seconds", "1")
	h.Set("X-Ratelimit-Fillrate", strconv.Itoa(perSecond))
	h.Set("Retry-After", strconv.Itoa(testserver.WholeSeconds(wait)))
}
