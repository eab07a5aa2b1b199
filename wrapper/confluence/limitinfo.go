package confluence

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/limit"
)

// limitInfo is what a response says of limits. Cloud has two kinds, and two families
// of headers: bursts, in X-RateLimit-*, and a quota, in RateLimit and
// RateLimit-Policy; but quotas were seen in the former, too. A header that begins
// with Beta- announces what is not in force yet.
type limitInfo struct {
	refused bool // by a limit
	byQuota bool // by the quota
	burst   limit.Response
	quota   limit.QuotaResponse
	size    int // of the content, in bytes
}

const (
	// longestBurst is how long a burst limit asks to wait at most. What takes
	// longer is the end of an hour.
	longestBurst = time.Minute
	// largestBurst is how many requests a second a burst limit allows at most. More
	// is a number of points.
	largestBurst = 999
	// lastingRefusals is after how many refusals of a request it is no burst: some
	// seconds have passed.
	lastingRefusals = 4
)

// readLimits reads what a response says of limits.
func (call *call) readLimits(resp *http.Response, now time.Time) limitInfo {
	c := call.conn
	said := limitInfo{refused: resp.StatusCode == http.StatusTooManyRequests}
	said.burst.Accepted = !said.refused
	if c.limits.oneBucket {
		said.readBucket(resp, now)
		return said
	}
	h := headers{resp.Header, now}
	if said.refused || c.budget.quota.WantsDate(now) {
		said.quota.Date = h.date()
	}
	x, rows := h.family("X-Ratelimit-"), h.structured()
	if !said.refused && !x.named && len(rows) == 0 && resp.Header["Retry-After"] == nil {
		return said
	}
	said.readBoth(h, x, rows)
	if said.refused {
		said.readRefusal(call, h, x, rows)
	}
	return said
}

// readBucket reads the headers of Data Center, which are on every response.
func (said *limitInfo) readBucket(resp *http.Response, now time.Time) {
	h := headers{resp.Header, now}
	x := h.family("X-Ratelimit-")
	rate, rateNamed := h.number("X-Ratelimit-Fillrate")
	if x.named && x.limit > 0 {
		said.burst.Bucket, said.burst.Left = x.limit, x.left
		if seconds, ok := h.number("X-Ratelimit-Interval-Seconds"); ok && seconds > 0 && rate > 0 {
			said.burst.Rate = float64(rate) / float64(seconds)
		}
	}
	wait := h.retryAfter("Retry-After")
	switch {
	case said.refused:
		said.burst.Refused, said.burst.Pause = true, wait
		said.burst.Blocked = x.limitNamed && x.limit == 0 || rateNamed && rate == 0
	case x.named && x.left == 0 && wait <= longestBurst:
		said.burst.Pause = wait
	}
}

// readBoth tells what belongs to the quota from what belongs to a burst.
func (said *limitInfo) readBoth(h headers, x family, rows []limitRow) {
	for _, row := range rows {
		switch {
		case row.burst && !row.preview && row.leftNamed && row.limit > 0 && !x.named:
			said.burst.Bucket, said.burst.Left = row.limit, row.left
		case !row.burst && row.leftNamed && (!said.quota.Told || !row.preview && (said.quota.Preview || row.left < said.quota.Left)):
			said.quota.Told, said.quota.Preview = true, row.preview
			said.quota.Left, said.quota.Limit, said.quota.Pause = row.left, row.limit, row.wait
		}
	}
	switch {
	case !x.named:
	case !x.isQuota(h) && x.limit > 0:
		said.burst.Bucket, said.burst.Left = x.limit, x.left
	case x.isQuota(h) && (!said.quota.Told || said.quota.Preview):
		said.quota.Told, said.quota.Preview = true, false
		said.quota.Left, said.quota.Limit, said.quota.Pause = x.left, x.limit, max(x.wait, 0)
	}
	if wait := h.retryAfter("Retry-After"); !said.refused && x.named && x.left == 0 && !x.isQuota(h) && wait <= longestBurst {
		said.burst.Pause = wait
	}
}

// readRefusal finds out which limit refused a request, and for how long.
func (said *limitInfo) readRefusal(call *call, h headers, x family, rows []limitRow) {
	pause := h.refusedFor(x, rows)
	said.byQuota = call.isQuota(h, x, rows, pause)
	if !said.byQuota {
		said.burst.Refused, said.burst.Pause = true, pause
		said.quota = limit.QuotaResponse{Date: said.quota.Date}
		return
	}
	said.quota.Refused, said.quota.Pause = true, pause
	said.burst = limit.Response{}
}

// isQuota reports whether a refusal is the quota's. The reason says so, or what is
// used up, or how long it takes. A refusal without words that are of use is the
// quota's where its end must be near, or where it does not pass: a gateway was seen to
// refuse with nothing but a reset in the past.
func (call *call) isQuota(h headers, x family, rows []limitRow, pause time.Duration) bool {
	reason := strings.ToLower(h.get("Ratelimit-Reason") + h.get("Beta-Ratelimit-Reason"))
	switch {
	case strings.Contains(reason, "quota"), strings.Contains(reason, "cost"):
		return true
	case strings.Contains(reason, "burst"), strings.Contains(reason, "concurrent"), strings.Contains(reason, "thread"):
		return false
	}
	for _, row := range rows {
		if row.leftNamed && row.left == 0 {
			return !row.burst
		}
	}
	if pause > longestBurst || x.named && x.isQuota(h) || x.limit > largestBurst {
		return true
	}
	if pause > 0 {
		return false
	}
	state := call.conn.budget.quota.State()
	return state.Closed || state.Near || x.resetNamed && call.refusals >= lastingRefusals
}

// nameLimit adds to the error of a refusal which limit it is, and when that is
// renewed.
func (call *call) nameLimit(failure *Error, now time.Time) {
	said := call.limits
	pause := said.burst.Pause
	if said.byQuota {
		pause = said.quota.Pause
		if isPlain(failure) {
			failure.Kind = ErrQuota
		}
		if pause <= 0 {
			failure.Reset = call.conn.budget.quota.State().Reset
		}
	}
	if pause > 0 {
		failure.RetryAfter = max(failure.RetryAfter, pause)
		if pause < 1000*time.Hour {
			failure.Reset = now.Add(pause)
		}
	}
}

// isPlain reports whether the kind of a failure is no other than that of its status.
func isPlain(failure *Error) bool {
	return failure.Kind == nil || errors.Is(failure.Kind, ErrRateLimited)
}

// readQuota is what a caller is told of the quota.
func (said *limitInfo) readQuota(resp *http.Response, now time.Time) RateLimit {
	q := said.quota
	if !q.Told && !q.Refused {
		return RateLimit{}
	}
	told := RateLimit{Named: true, Limit: q.Limit, Remaining: q.Left}
	if q.Pause > 0 {
		told.Reset = serviceTime(resp.Header, now).Add(q.Pause)
	}
	return told
}

// headers are those of a response, read at a time.
type headers struct {
	http.Header

	now time.Time
}

func (h headers) get(name string) string {
	if values := h.Header[name]; len(values) > 0 { // the names are canonical
		return values[0]
	}
	return ""
}

func (h headers) number(name string) (int, bool) {
	value := h.get(name)
	if value == "" {
		return 0, false
	}
	n, err := strconv.Atoi(value)
	return n, err == nil && n >= 0
}

func (h headers) date() time.Time {
	return serviceTime(h.Header, time.Time{})
}

// retryAfter is how long a header asks to wait; 0 if it does not.
func (h headers) retryAfter(name string) time.Duration {
	value := h.get(name)
	if value == "" {
		return 0
	}
	wait, _ := parseRetryAfter(value, serviceTime(h.Header, h.now))
	return wait
}
