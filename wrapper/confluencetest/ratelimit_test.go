package confluencetest_test

import (
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// limited is a server with a rate limit, and how to ask it something.
type limited interface {
	RateLimit(perSecond int)
	HTTPClient() *http.Client
	BasePath() string
	Close()
}

func TestRateLimit(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		server func() limited
		path   string
		header map[string]string // of a refusal
	}{
		"cloud": {
			func() limited { return confluencetest.NewCloud() }, "/wiki/rest/api/user/current",
			map[string]string{
				"X-RateLimit-Limit": "3", "X-RateLimit-Remaining": "0", "X-RateLimit-NearLimit": "true",
				"X-RateLimit-Reset": "2000-01-01T00:00:00Z", "Retry-After": "1",
			},
		},
		"datacenter": {
			func() limited { return confluencetest.NewDatacenter() }, "/rest/api/user/current",
			map[string]string{
				"X-RateLimit-Limit": "3", "X-RateLimit-Remaining": "0", "X-RateLimit-Interval-Seconds": "1",
				"X-RateLimit-FillRate": "3", "Retry-After": "1",
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := c.server()
				defer server.Close()
				ask := func() *http.Response {
					resp, err := server.HTTPClient().Get("http://localhost" + server.BasePath() + c.path)
					require.NoError(t, err)
					require.NoError(t, resp.Body.Close())
					return resp
				}
				server.RateLimit(3)
				for left := 2; left >= 0; left-- {
					resp := ask()
					require.NotEqual(t, http.StatusTooManyRequests, resp.StatusCode)
					require.Equal(t, strconv.Itoa(left), resp.Header.Get("X-Ratelimit-Remaining"))
				}
				refused := ask()
				require.Equal(t, http.StatusTooManyRequests, refused.StatusCode)
				for name, value := range c.header {
					require.Equal(t, value, refused.Header.Get(name), name)
				}
				time.Sleep(334 * time.Millisecond)
				require.NotEqual(t, http.StatusTooManyRequests, ask().StatusCode, "a token is back")
				require.Equal(t, http.StatusTooManyRequests, ask().StatusCode)
				server.RateLimit(0)
				require.NotEqual(t, http.StatusTooManyRequests, ask().StatusCode)
			})
		})
	}
}
