package datacentertest_test

import (
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
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
			"X-RateLimit-Limit": "3", "X-RateLimit-Remaining": "0", "X-Ratelimit-Interval-Seconds": "1",
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

// TestEachUserHasTheirBucket: for all that they ask together, however they sign in.
// The bucket of one holds 5 and gets one in 12 seconds.
func TestEachUserHasTheirBucket(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := newInstance(t)
		server.AllowAnonymous(true)
		server.RateLimit(2)
		server.LimitRequests("jane", confluencetest.Bucket{Size: 5, Fill: 5, Interval: time.Minute})
		for i, path := range []string{"/user/current", "/group", "/user?username=jane", "/space", "/user/current"} {
			as := call{path: rest + path, as: "jane"}
			if i%2 == 0 {
				as.header = password("jane", "secret")
			}
			require.Equal(t, http.StatusOK, ask(t, server, as).status, path)
		}
		refused := ask(t, server, call{path: rest + "/user/current", as: "jane"})
		require.Equal(t, http.StatusTooManyRequests, refused.status)
		require.JSONEq(t, `{"message":"Rate limit exceeded."}`, refused.body)
		for name, value := range map[string]string{
			"X-RateLimit-Limit": "5", "X-RateLimit-Remaining": "0", "X-Ratelimit-Interval-Seconds": "60",
			"X-RateLimit-FillRate": "5", "Retry-After": "12",
		} {
			require.Equal(t, value, refused.header.Get(name), name)
		}
		page := ask(t, server, call{path: rest + "/user/current", as: "jane", header: map[string]string{"Accept": "*/*"}})
		require.Equal(t, "text/html;charset=UTF-8", page.header.Get("Content-Type"))

		for _, want := range []int{200, 200, 429} {
			require.Equal(t, want, ask(t, server, call{path: rest + "/user/current"}).status)
			require.Equal(t, want, ask(t, server, call{path: rest + "/user/current", bare: true, header: map[string]string{"Accept": "application/json"}}).status)
		}
		require.Equal(t, []confluencetest.BucketCount{
			{Of: "admin", Passed: 2, Refused: 1}, {Of: "anonymous", Passed: 2, Refused: 1}, {Of: "jane", Passed: 5, Refused: 2},
		}, server.RequestCounts())

		server.Advance(12 * time.Second)
		again := ask(t, server, call{path: rest + "/user/current", as: "jane"})
		require.Equal(t, http.StatusOK, again.status)
		require.Equal(t, "0", again.header.Get("Retry-After"), "it says nothing with a success")
	})
}

// TestWrongPasswordTakesNoToken: nobody's bucket is emptied by somebody else.
func TestWrongPasswordTakesNoToken(t *testing.T) {
	t.Parallel()
	server := newInstance(t)
	server.RateLimit(1)
	got := ask(t, server, call{path: rest + "/user/current", header: password("jane", "wrong")})
	require.Equal(t, http.StatusUnauthorized, got.status)
	require.Empty(t, got.header.Get("X-Ratelimit-Limit"))
	require.Empty(t, server.RequestCounts())
}

// The product tells intervals in whole seconds, and none of no time, by which a
// client would divide.
func TestShortIntervals(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	for interval, told := range map[time.Duration]string{500 * time.Millisecond: "1", time.Second: "1", 1500 * time.Millisecond: "2"} {
		d.LimitRequests("", confluencetest.Bucket{Size: 10, Fill: 1, Interval: interval})
		require.Equal(t, told, ask(t, d, call{path: rest + "/user/current"}).header.Get("X-Ratelimit-Interval-Seconds"))
	}
}
