package cloudtest

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// PointsQuota is the quota of points that an app has in an hour.
type PointsQuota struct {
	// Points is how many an hour has: 65,000 at the lowest tier of the service. 0 is
	// no quota.
	Points int
	// Headers is how responses speak of it.
	Headers QuotaHeaders
}

// QuotaHeaders is how responses speak of a quota: all ways were seen.
type QuotaHeaders int

const (
	// QuotaAllHeaders is everything that is documented: RateLimit-Policy on every
	// response, and beyond four fifths of the points RateLimit; with a refusal
	// Retry-After, RateLimit-Reason, X-RateLimit-Limit, -Remaining, -Reset and
	// -NearLimit, too.
	QuotaAllHeaders QuotaHeaders = iota
	// QuotaRetryAfter is a refusal with Retry-After, in seconds, and nothing else.
	QuotaRetryAfter
	// QuotaXRateLimit is X-RateLimit-Limit, -Remaining and -Reset alone, on every
	// response, where otherwise a rate limit has them. The reset has no seconds.
	QuotaXRateLimit
	// QuotaRateLimit is RateLimit-Policy on every response, and beyond four fifths of
	// the points RateLimit; a refusal has RateLimit alone.
	QuotaRateLimit
	// QuotaGateway is a refusal by a gateway: a page, with X-RateLimit-Remaining 0 and
	// an X-RateLimit-Reset that has passed.
	QuotaGateway
)

// QuotaWindow is an hour of a quota.
type QuotaWindow struct {
	// End is the top of the hour.
	End time.Time
	// Requests is how many there were, with those that were refused.
	Requests int
	// Points is what those cost that were served. It can be more than the quota, for
	// the rows of a response are counted when it is made.
	Points int
	// Refused is how many were refused for want of points.
	Refused int
}

// LimitPoints gives all clients of the site together a quota of points, of which
// nothing is spent. A request costs a point, and 2 for each user or group that it
// reads, 1 for another object; a refused one costs nothing. When no points are left
// requests are refused with 429, until the top of the hour by the clock of the site,
// see [Server.Advance]. There is no quota at first.
func (s *Server) LimitPoints(quota PointsQuota) {
	refusal := refuseBusy()
	if quota.Headers == QuotaGateway {
		refusal = respond.HTML(http.StatusTooManyRequests, "Too Many Requests")
	}
	s.engine.LimitPoints(testserver.Quota{Points: quota.Points, Tell: quota.Headers.set, Refusal: refusal})
}

// QuotaWindows returns the hours since [Server.LimitPoints] that had a request, and
// this hour, which is the last. Without a quota there are none.
func (s *Server) QuotaWindows() []QuotaWindow {
	windows := s.engine.QuotaWindows()
	all := make([]QuotaWindow, len(windows))
	for i, w := range windows {
		all[i] = QuotaWindow(w)
	}
	return all
}

// set sets the headers of a response.
func (style QuotaHeaders) set(h http.Header, left testserver.QuotaLeft) {
	wait := strconv.Itoa(testserver.WholeSeconds(left.Reset.Sub(left.Now)))
	switch style {
	case QuotaAllHeaders:
		setStructured(h, left, wait)
		if left.Refused {
			setRemaining(h, left, left.Reset)
			h.Set("X-Ratelimit-Nearlimit", "true")
			h.Set("Retry-After", wait)
			h.Set("Ratelimit-Reason", "confluence-quota-global-based")
		}
	case QuotaRetryAfter:
		if left.Refused {
			h.Set("Retry-After", wait)
		}
	case QuotaXRateLimit:
		setRemaining(h, left, left.Reset)
	case QuotaRateLimit:
		setStructured(h, left, wait)
	case QuotaGateway:
		if left.Refused {
			setRemaining(h, left, left.Now.Add(-time.Minute))
			h.Del("X-Ratelimit-Limit")
			h.Del("X-Ratelimit-Nearlimit")
		}
	}
}

// near reports whether less than a fifth is left.
func near(left testserver.QuotaLeft) bool { return left.Points*5 < left.Of }

// setRemaining sets the headers that bursts have, too. The reset was seen without
// seconds.
func setRemaining(h http.Header, left testserver.QuotaLeft, reset time.Time) {
	h.Set("X-Ratelimit-Limit", strconv.Itoa(left.Of))
	h.Set("X-Ratelimit-Remaining", strconv.Itoa(left.Points))
	h.Set("X-Ratelimit-Reset", reset.UTC().Format("2006-01-02T15:04Z"))
}

// setStructured sets the headers of the quota's own. The policy was seen to vanish
// when nothing is left.
func setStructured(h http.Header, left testserver.QuotaLeft, wait string) {
	const name = `"global-app-quota"`
	if !left.Refused {
		h.Set("Ratelimit-Policy", fmt.Sprintf("%s;q=%d;w=3600", name, left.Of))
	}
	if near(left) {
		h.Set("Ratelimit", fmt.Sprintf("%s;r=%d;t=%s", name, left.Points, wait))
	}
}
