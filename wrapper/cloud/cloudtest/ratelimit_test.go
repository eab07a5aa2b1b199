package cloudtest_test

import (
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

func TestRateLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := cloudtest.Start(t)
		ask := func() response { return send(t, server, call{path: v1 + "/user/current"}) }
		server.RateLimit(3)
		for left := 2; left >= 0; left-- {
			got := ask()
			require.Equal(t, http.StatusOK, got.status)
			require.Equal(t, strconv.Itoa(left), got.header.Get("X-Ratelimit-Remaining"))
		}
		refused := ask()
		require.Equal(t, http.StatusTooManyRequests, refused.status)
		for name, value := range map[string]string{
			"X-RateLimit-Limit": "3", "X-RateLimit-Remaining": "0", "X-RateLimit-NearLimit": "true",
			"X-RateLimit-Reset": "2000-01-01T00:00:00Z", "Retry-After": "1",
		} {
			require.Equal(t, value, refused.header.Get(name), name)
		}
		time.Sleep(334 * time.Millisecond)
		require.Equal(t, http.StatusOK, ask().status, "a token is back")
		require.Equal(t, http.StatusTooManyRequests, ask().status)
		server.RateLimit(0)
		require.Equal(t, http.StatusOK, ask().status)
	})
}
