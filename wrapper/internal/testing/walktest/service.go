package walktest

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Service is a transport with one listing, whatever address is asked for, large
// enough for a test that a server with all of its checks would take long for.
type Service struct {
	// Show writes a row as the service does.
	Show func(row string) string
	// Refuse is asked before a request is served, from 1 on: how many seconds to
	// ask the client to wait, with a status of 429; 0 serves it.
	Refuse func(request int) int

	mu       sync.Mutex
	rows     []string
	requests int
}

// NewService returns a service that lists n rows.
func NewService(n int, show func(string) string) *Service {
	return &Service{Show: show, rows: Rows(n)}
}

// Requests is how many requests there were.
func (s *Service) Requests() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests
}

// Leave takes the row at an offset out of the listing and returns it. Refuse may
// call it.
func (s *Service) Leave(offset int) string {
	gone := s.rows[offset]
	s.rows = append(s.rows[:offset:offset], s.rows[offset+1:]...)
	return gone
}

// RoundTrip serves a page of up to 200 rows.
func (s *Service) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests++
	if s.Refuse != nil {
		if seconds := s.Refuse(s.requests); seconds > 0 {
			resp := respond(r, http.StatusTooManyRequests, `{"message":"Rate limit exceeded."}`)
			resp.Header.Set("Retry-After", strconv.Itoa(seconds))
			return resp, nil
		}
	}
	start, _ := strconv.Atoi(r.URL.Query().Get("start")) // 0 where there is none
	first := min(start, len(s.rows))
	end := min(first+200, len(s.rows))
	shown := make([]string, 0, end-first)
	for _, row := range s.rows[first:end] {
		shown = append(shown, s.Show(row))
	}
	next := ""
	if end < len(s.rows) {
		next = fmt.Sprintf(`"next":"/rest/api/next?start=%d"`, end)
	}
	return respond(r, http.StatusOK, fmt.Sprintf(`{"results":[%s],"start":%d,"limit":200,"size":%d,"_links":{%s}}`,
		strings.Join(shown, ","), start, len(shown), next)), nil
}

func respond(r *http.Request, status int, body string) *http.Response {
	return &http.Response{
		StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}}, Request: r,
		Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}
}

// WaitForQuota makes the service refuse two requests for half an hour each, in
// which 25 rows leave that had been listed before. It returns those that left.
func (s *Service) WaitForQuota(at ...int) map[string]bool {
	gone := map[string]bool{}
	s.Refuse = func(request int) int {
		if !slices.Contains(at, request) {
			return 0
		}
		for i := range 25 {
			gone[s.Leave(7*i)] = true
		}
		return 1800
	}
	return gone
}
