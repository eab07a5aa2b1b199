package confluence

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// family is what the headers X-RateLimit-* say.
type family struct {
	named      bool // that something is left, or not
	left       int
	limit      int
	limitNamed bool
	wait       time.Duration // until the reset; not above 0 if it is not told or past
	resetNamed bool
}

// family reads X-RateLimit-Limit, -Remaining and -Reset.
func (h headers) family(prefix string) family {
	var f family
	f.left, f.named = h.number(prefix + "Remaining")
	f.limit, f.limitNamed = h.number(prefix + "Limit")
	if reset, ok := parseReset(h.get(prefix + "Reset")); ok {
		f.resetNamed = true
		f.wait = reset.Sub(serviceTime(h.Header, h.now))
	}
	return f
}

// isQuota reports whether the headers speak of points an hour.
func (f family) isQuota(headers) bool {
	return f.limit > largestBurst || f.wait > longestBurst
}

// limitRow is one limit of RateLimit or RateLimit-Policy.
type limitRow struct {
	name      string
	burst     bool
	preview   bool // from a header that begins with Beta-
	left      int
	leftNamed bool
	limit     int
	window    int           // in seconds
	wait      time.Duration // until more is left
}

// structured reads RateLimit and RateLimit-Policy: lists of limits with
// parameters, such as "global-app-quota";r=11000;t=600. Their number and order are
// not fixed, and those with and without Beta- come mixed.
func (h headers) structured() []limitRow {
	var rows []limitRow
	for _, name := range []string{"Ratelimit", "Ratelimit-Policy", "Beta-Ratelimit", "Beta-Ratelimit-Policy"} {
		for _, value := range h.Header[name] {
			for item := range strings.SplitSeq(value, ",") {
				rows = mergeRow(rows, item, strings.HasPrefix(name, "Beta-"))
			}
		}
	}
	for i, row := range rows {
		lower := strings.ToLower(row.name)
		rows[i].burst = strings.Contains(lower, "burst") ||
			!strings.Contains(lower, "quota") && row.window > 0 && row.window <= int(longestBurst.Seconds())
	}
	return rows
}

// mergeRow reads one limit and puts it with what is known of that of its name.
func mergeRow(rows []limitRow, item string, preview bool) []limitRow {
	name, parameters, _ := strings.Cut(item, ";")
	name = strings.Trim(strings.TrimSpace(name), `"`)
	if name == "" {
		return rows
	}
	at := -1
	for i := range rows {
		if rows[i].name == name {
			at = i
		}
	}
	if at < 0 {
		rows = append(rows, limitRow{name: name, preview: preview})
		at = len(rows) - 1
	}
	row := &rows[at]
	for parameter := range strings.SplitSeq(parameters, ";") {
		key, value, _ := strings.Cut(strings.TrimSpace(parameter), "=")
		long, err := strconv.ParseInt(strings.Trim(value, `"`), 10, 64)
		if err != nil || long < 0 {
			continue
		}
		n := int(min(long, math.MaxInt))
		switch key {
		case "r":
			if !row.leftNamed || !preview { // what is in force is worth more
				row.left, row.leftNamed, row.preview = n, true, preview
			}
		case "t":
			if row.wait == 0 || !preview {
				row.wait = seconds(long)
			}
		case "q":
			row.limit = n
		case "w":
			row.window = n
		}
	}
	return rows
}

// seconds is a duration without overflow.
func seconds(n int64) time.Duration {
	const century = 100 * 365 * 24 * 3600
	return time.Duration(min(n, century)) * time.Second
}

// refusedFor is how long a refusal asks to wait: its Retry-After, else the time to
// the reset in RateLimit, else X-RateLimit-Reset if that lies in the future; 0 if
// nothing of it can be used.
func (h headers) refusedFor(x family, rows []limitRow) time.Duration {
	for _, name := range []string{"Retry-After", "Beta-Retry-After"} {
		if wait := h.retryAfter(name); wait > 0 {
			return wait
		}
	}
	var wait time.Duration
	for _, row := range rows {
		if row.leftNamed && row.left == 0 && row.wait > wait {
			wait = row.wait
		}
	}
	for _, row := range rows {
		if wait == 0 && !row.burst {
			wait = row.wait
		}
	}
	if wait == 0 {
		wait = max(x.wait, h.family("X-Beta-Ratelimit-").wait, 0)
	}
	return wait
}

// readRateLimit returns what a response says of the rate limit.
func readRateLimit(resp *http.Response) RateLimit {
	h := headers{resp.Header, time.Time{}}
	left, named := h.number("X-Ratelimit-Remaining")
	if resp.StatusCode == http.StatusTooManyRequests {
		left, named = 0, true
	}
	if !named {
		return RateLimit{}
	}
	limit, _ := h.number("X-Ratelimit-Limit") // 0 where it is not named
	said := RateLimit{Named: true, Limit: limit, Remaining: left}
	if reset, ok := parseReset(h.get("X-Ratelimit-Reset")); ok {
		said.Reset = reset
	}
	return said
}
