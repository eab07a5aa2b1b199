package cloudtest

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

// setRateLimit sets the headers of Cloud: whole seconds to wait, and the time at
// which the limit is lifted in ISO 8601 without seconds where it has none.
func setRateLimit(h http.Header, perSecond, left int, wait time.Duration) {
	h.Set("X-Ratelimit-Limit", strconv.Itoa(perSecond))
	h.Set("X-Ratelimit-Remaining", strconv.Itoa(left))
	h.Set("X-Ratelimit-Nearlimit", strconv.FormatBool(left*5 < perSecond))
	if wait > 0 {
		h.Set("X-Ratelimit-Reset", time.Now().Add(wait).UTC().Format(time.RFC3339))
		h.Set("Retry-After", strconv.Itoa(testserver.WholeSeconds(wait)))
	}
}
