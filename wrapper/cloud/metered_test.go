package cloud_test

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// metered is a service with many groups of the same members and a quota, lean enough
// for a million rows: the test server takes some minutes for them.
type metered struct {
	groups, people []string
	style          func(h http.Header, left int, reset, now time.Time)
	ahead          time.Duration // of its clock

	turn     sync.Mutex
	hour     time.Time
	left     int
	requests int
	spent    int
	refused  []int // in each hour
}

// lowestTier is the quota of the lowest tier.
const lowestTier = 65_000

func meteredStyles() map[string]func(h http.Header, left int, reset, now time.Time) {
	return map[string]func(h http.Header, left int, reset, now time.Time){
		"Retry-After": func(h http.Header, left int, reset, now time.Time) {
			if left == 0 {
				h.Set("Retry-After", strconv.Itoa(int(reset.Sub(now)/time.Second)+1))
			}
		},
		"X-RateLimit": func(h http.Header, left int, reset, _ time.Time) {
			h.Set("X-Ratelimit-Limit", strconv.Itoa(lowestTier))
			h.Set("X-Ratelimit-Remaining", strconv.Itoa(left))
			h.Set("X-Ratelimit-Reset", reset.UTC().Format("2006-01-02T15:04Z"))
		},
		"RateLimit": func(h http.Header, left int, reset, now time.Time) {
			if left < lowestTier/5 {
				h.Set("Ratelimit-Policy", fmt.Sprintf(`"global-app-quota";q=%d;w=3600`, lowestTier))
				h.Set("Ratelimit", fmt.Sprintf(`"global-app-quota";r=%d;t=%d`, left, int(reset.Sub(now)/time.Second)))
			}
		},
		"gateway": func(h http.Header, left int, _, now time.Time) {
			if left == 0 {
				h.Set("X-Ratelimit-Remaining", "0")
				h.Set("X-Ratelimit-Reset", now.Add(-time.Minute).UTC().Format("2006-01-02T15:04Z"))
			}
		},
	}
}

// RoundTrip serves a page of groups, or of members of any group.
func (m *metered) RoundTrip(r *http.Request) (*http.Response, error) {
	select {
	case <-time.After(300 * time.Millisecond):
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	rows, show := m.people, `{"type":"known","accountId":"`
	if strings.HasSuffix(r.URL.Path, "/group") {
		rows, show = m.groups, `{"type":"group","id":"`
	}
	start, _ := strconv.Atoi(r.URL.Query().Get("start")) // 0 where there is none
	first := min(start, len(rows))
	end := min(first+200, len(rows))
	status, header := m.charge(end - first)
	resp := &http.Response{
		StatusCode: status, Header: header, Request: r, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Body: http.NoBody,
	}
	if status != http.StatusOK {
		return resp, nil
	}
	var body strings.Builder
	fmt.Fprintf(&body, `{"start":%d,"limit":200,"size":%d,"_links":{`, start, end-first)
	if end < len(rows) {
		fmt.Fprintf(&body, `"next":"/rest/api/next?start=%d"`, end)
	}
	body.WriteString(`},"results":[`)
	for i, id := range rows[first:end] {
		if i > 0 {
			body.WriteByte(',')
		}
		body.WriteString(show)
		body.WriteString(id)
		body.WriteString(`"}`)
	}
	body.WriteString(`]}`)
	resp.ContentLength = int64(body.Len())
	resp.Body = io.NopCloser(strings.NewReader(body.String()))
	return resp, nil
}

// charge takes the points for so many rows, if they are left.
func (m *metered) charge(rows int) (status int, h http.Header) {
	m.turn.Lock()
	defer m.turn.Unlock()
	now := time.Now().Add(m.ahead)
	if hour := now.Truncate(time.Hour); !hour.Equal(m.hour) {
		m.hour, m.left = hour, lowestTier
		m.refused = append(m.refused, 0)
	}
	m.requests++
	status, left := http.StatusOK, 0
	if cost := 1 + 2*rows; cost > m.left {
		status = http.StatusTooManyRequests
		m.refused[len(m.refused)-1]++
	} else {
		m.left -= cost
		m.spent += cost
		left = m.left
	}
	h = http.Header{"Content-Type": {"application/json"}, "Date": {now.UTC().Format(http.TimeFormat)}}
	m.style(h, left, m.hour.Add(time.Hour), now)
	return status, h
}
