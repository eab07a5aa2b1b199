package control_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// Requests from elsewhere get nothing, unless that is wanted.
func TestGuard(t *testing.T) {
	t.Parallel()
	closed := cloudSite(t, nil)
	open := cloudSite(t, &confluencetest.ControlOptions{Open: true})
	for name, test := range map[string]struct {
		from, host, header, value string
		closed, open              int
	}{
		"loopback":          {"127.0.0.1:5000", "127.0.0.1:8085", "", "", 200, 200},
		"IPv6":              {"[::1]:5000", "[::1]:8085", "", "", 200, 200},
		"mapped":            {"[::ffff:127.0.0.1]:5000", "localhost", "", "", 200, 200},
		"in memory":         {"pipe", "localhost", "", "", 200, 200},
		"another machine":   {"192.0.2.1:5000", "192.0.2.2:8085", "", "", 403, 200},
		"through a proxy":   {"127.0.0.1:5000", "127.0.0.1", "X-Forwarded-For", "192.0.2.1", 403, 200},
		"another name":      {"127.0.0.1:5000", "evil.example:8085", "", "", 403, 200},
		"own page":          {"127.0.0.1:5000", "localhost:8085", "Origin", "http://localhost:8085", 200, 200},
		"page of elsewhere": {"127.0.0.1:5000", "localhost:8085", "Origin", "https://evil.example", 403, 403},
		"site of elsewhere": {"127.0.0.1:5000", "localhost:8085", "Sec-Fetch-Site", "cross-site", 403, 403},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for s, want := range map[*steered]int{closed: test.closed, open: test.open} {
				r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/-/clock/advance", nil)
				r.Body = http.NoBody
				r.RemoteAddr, r.Host = test.from, test.host
				if test.header != "" {
					r.Header.Set(test.header, test.value)
				}
				got := s.send(r)
				if want == http.StatusOK {
					want = http.StatusBadRequest // it gets as far as to the missing body
				}
				require.Equal(t, want, got.Code, got.Body)
			}
		})
	}
}
