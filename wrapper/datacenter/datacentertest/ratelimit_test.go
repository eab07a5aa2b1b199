package datacentertest_test

import (
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

func TestRateLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := newInstance(t)
		current := func() response { return ask(t, server, call{path: rest + "/user/current"}) }
		server.RateLimit(3)
		for left := 2; left >= 0; left-- {
			got := current()
			require.Equal(t, http.StatusOK, got.status)
			require.Equal(t, strconv.Itoa(left), got.header.Get("X-Ratelimit-Remaining"))
		}
		refused := current()
		require.Equal(t, http.StatusTooManyRequests, refused.status)
		for name, value := range map[string]string{
			"X-RateLimit-Limit": "3", "X-RateLimit-Remaining": "0", "X-RateLimit-Interval-Seconds": "1",
			"X-RateLimit-FillRate": "3", "Retry-After": "1",
		} {
			require.Equal(t, value, refused.header.Get(name), name)
		}
		time.Sleep(334 * time.Millisecond)
		require.Equal(t, http.StatusOK, current().status, "a token is back")
		require.Equal(t, http.StatusTooManyRequests, current().status)
		server.RateLimit(0)
		require.Equal(t, http.StatusOK, current().status)
	})
}
