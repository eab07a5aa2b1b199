package confluence

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// retryAfter returns how long a response asks to wait: its Retry-After, or else
// the time until its rate limit resets. It reports false where there is nothing
// it can read. No clock is looked at where nothing asks for it.
func retryAfter(resp *http.Response) (time.Duration, bool) {
	h := headers{Header: resp.Header}
	for _, name := range [...]string{"Retry-After", "Beta-Retry-After"} {
		value := h.get(name)
		if value == "" {
			continue
		}
		if wait, ok := parseRetryAfter(value, serviceTime(h.Header, time.Now())); ok {
			return wait, true
		}
	}
	// Every response may name the next reset; it matters once the limit is hit.
	if resp.StatusCode != http.StatusTooManyRequests && h.get("X-Ratelimit-Remaining") != "0" {
		return 0, false
	}
	if reset, ok := parseReset(h.get("X-Ratelimit-Reset")); ok {
		return max(reset.Sub(serviceTime(h.Header, time.Now())), 0), true
	}
	return 0, false
}

// parseReset reads when the rate limit is renewed. Cloud sends an ISO 8601 time,
// with or without seconds.
func parseReset(value string) (time.Time, bool) {
	if value == "" {
		return time.Time{}, false
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if reset, err := time.Parse(layout, value); err == nil {
			return reset, true
		}
	}
	return time.Time{}, false
}

// parseRetryAfter reads seconds or an HTTP date. Data Center sends
// 9223372036854775807 seconds to a blocked user, which does not fit a Duration:
// such values become the longest one.
func parseRetryAfter(value string, now time.Time) (time.Duration, bool) {
	value = strings.TrimSpace(value)
	if value == "" { // the usual case, on every response
		return 0, false
	}
	if digits := strings.TrimPrefix(value, "+"); digits != "" && strings.Trim(digits, "0123456789") == "" {
		seconds, err := strconv.ParseInt(digits, 10, 64)
		if err != nil { // digits alone fail only by being too many
			return math.MaxInt64, true
		}
		if seconds > int64(math.MaxInt64/time.Second) {
			return math.MaxInt64, true
		}
		return time.Duration(seconds) * time.Second, true
	}
	if date, err := http.ParseTime(value); err == nil {
		return max(date.Sub(now), 0), true
	}
	return 0, false
}

// serviceTime returns the time by the clock of the service, where a response
// tells it: dates in its headers are by that clock.
func serviceTime(h http.Header, now time.Time) time.Time {
	date := headers{Header: h}.get("Date")
	if date == "" {
		return now
	}
	if at, err := http.ParseTime(date); err == nil {
		return at
	}
	return now
}
