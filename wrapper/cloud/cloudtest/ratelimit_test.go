package cloudtest_test

import (
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
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

// TestEachOperationHasItsBucket: what is asked of one takes nothing from another,
// of the same path or of the same method.
func TestEachOperationHasItsBucket(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		site := cloudtest.Start(t)
		id := site.AddUser(cloudtest.User{Name: "Ada Example"})
		site.RateLimit(2)
		site.LimitRequests("getUser", confluencetest.Bucket{Size: 3, Fill: 1, Interval: 2 * time.Second})
		ask := func(path string) int { return send(t, site, call{path: v1 + path}).status }
		for range 5 {
			ask("/user?accountId=" + id)
		}
		for _, path := range []string{"/user/" + id + "/property/a", "/user/" + site.AdminID() + "/property/b"} {
			require.Equal(t, http.StatusNotFound, ask(path))
		}
		require.Equal(t, http.StatusTooManyRequests, ask("/user/"+id+"/property/c"), "the template decides")
		require.Equal(t, http.StatusOK, ask("/group"))
		require.Equal(t, http.StatusCreated, send(t, site, call{method: http.MethodPost, path: v1 + "/group", body: `{"name":"new"}`}).status)
		require.Equal(t, []confluencetest.BucketCount{
			{Of: "createGroup", Passed: 1},
			{Of: "getGroups", Passed: 1},
			{Of: "getUser", Passed: 3, Refused: 2},
			{Of: "getUserProperty", Passed: 2, Refused: 1},
		}, site.RequestCounts())

		// The bucket that fills slowly.
		time.Sleep(1999 * time.Millisecond)
		got := send(t, site, call{path: v1 + "/user?accountId=" + id})
		require.Equal(t, http.StatusTooManyRequests, got.status)
		require.Equal(t, map[string]string{
			"Date": "Sat, 01 Jan 2000 00:00:01 GMT", "Retry-After": "1", "RateLimit-Reason": "confluence-burst-based",
			"X-RateLimit-Limit": "3", "X-RateLimit-Remaining": "0", "X-RateLimit-NearLimit": "true", "X-RateLimit-Reset": "2000-01-01T00:00:02Z",
		}, headersOf(got))
		time.Sleep(time.Millisecond)
		require.Equal(t, http.StatusOK, ask("/user?accountId="+id))

		site.LimitRequests("getUser", confluencetest.Bucket{})
		require.Empty(t, site.RequestCounts())
		for range 5 {
			require.Equal(t, http.StatusOK, ask("/user?accountId="+id))
		}
		site.LimitRequests("getUsr", confluencetest.Bucket{Size: 1})
		require.Len(t, site.TakeViolations(), 1)
	})
}

// TestBurstGoesByTheClock: the reset is by the clock of the site.
func TestBurstGoesByTheClock(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		site := cloudtest.Start(t)
		site.Advance(24 * time.Hour)
		site.RateLimit(1)
		ask := func() response { return send(t, site, call{path: v1 + "/user/current"}) }
		ask()
		require.Equal(t, "2000-01-02T00:00:01Z", ask().header.Get("X-Ratelimit-Reset"))
		site.Advance(time.Second)
		require.Equal(t, http.StatusOK, ask().status)
	})
}

// TestBurstBesideQuota: each limit speaks for itself, and what a rate limit refuses
// costs no points.
func TestBurstBesideQuota(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		site := cloudtest.Start(t)
		site.RateLimit(2)
		site.LimitPoints(cloudtest.PointsQuota{Points: 7})
		ask := func() map[string]string {
			said := headersOf(send(t, site, call{path: v1 + "/user/current"}))
			delete(said, "Date")
			return said
		}
		policy := `"global-app-quota";q=7;w=3600`
		require.Equal(t, map[string]string{
			"X-RateLimit-Limit": "2", "X-RateLimit-Remaining": "1", "X-RateLimit-NearLimit": "false", "RateLimit-Policy": policy,
		}, ask())
		require.Equal(t, map[string]string{
			"X-RateLimit-Limit": "2", "X-RateLimit-Remaining": "0", "X-RateLimit-NearLimit": "true",
			"RateLimit-Policy": policy, "RateLimit": `"global-app-quota";r=1;t=3600`,
		}, ask())
		require.Equal(t, map[string]string{
			"X-RateLimit-Limit": "2", "X-RateLimit-Remaining": "0", "X-RateLimit-NearLimit": "true",
			"X-RateLimit-Reset": "2000-01-01T00:00:00Z", "Retry-After": "1", "RateLimit-Reason": "confluence-burst-based",
		}, ask())
		require.Equal(t, 6, site.QuotaWindows()[0].Points)
		require.Equal(t, 2, site.QuotaWindows()[0].Requests)
		time.Sleep(time.Second)
		ask()
		require.Equal(t, map[string]string{
			"X-RateLimit-Limit": "7", "X-RateLimit-Remaining": "0", "X-RateLimit-NearLimit": "true", "X-RateLimit-Reset": "2000-01-01T01:00Z",
			"RateLimit": `"global-app-quota";r=0;t=3599`, "RateLimit-Reason": "confluence-quota-global-based", "Retry-After": "3599",
		}, ask())
	})
}
