package cloudtest_test

import (
	"maps"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

// headersOf returns the headers that speak of limits, and the date.
func headersOf(got response) map[string]string {
	said := map[string]string{}
	for _, name := range []string{
		"Date", "Retry-After", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-RateLimit-NearLimit",
		"RateLimit", "RateLimit-Policy", "RateLimit-Reason",
	} {
		if value := got.header.Get(name); value != "" {
			said[name] = value
		}
	}
	return said
}

// TestQuotaHeaders: what a response says at first, beyond four fifths and when
// nothing is left, by a clock that is 40 minutes and 20 seconds past the hour.
func TestQuotaHeaders(t *testing.T) {
	t.Parallel()
	const (
		date   = "Sat, 01 Jan 2000 00:40:20 GMT"
		reset  = "2000-01-01T01:00Z"
		policy = `"global-app-quota";q=12;w=3600`
	)
	for name, c := range map[string]struct {
		style               cloudtest.QuotaHeaders
		first, near, refuse map[string]string
	}{
		"all": {
			cloudtest.QuotaAllHeaders,
			map[string]string{"RateLimit-Policy": policy},
			map[string]string{"RateLimit-Policy": policy, "RateLimit": `"global-app-quota";r=0;t=1180`},
			map[string]string{
				"X-RateLimit-Limit": "12", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset,
				"X-RateLimit-NearLimit": "true", "RateLimit": `"global-app-quota";r=0;t=1180`,
				"RateLimit-Reason": "confluence-quota-global-based", "Retry-After": "1180",
			},
		},
		"Retry-After": {cloudtest.QuotaRetryAfter, nil, nil, map[string]string{"Retry-After": "1180"}},
		"X-RateLimit": {
			cloudtest.QuotaXRateLimit,
			map[string]string{"X-RateLimit-Limit": "12", "X-RateLimit-Remaining": "9", "X-RateLimit-Reset": reset},
			map[string]string{"X-RateLimit-Limit": "12", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset},
			map[string]string{"X-RateLimit-Limit": "12", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": reset},
		},
		"RateLimit": {
			cloudtest.QuotaRateLimit,
			map[string]string{"RateLimit-Policy": policy},
			map[string]string{"RateLimit-Policy": policy, "RateLimit": `"global-app-quota";r=0;t=1180`},
			map[string]string{"RateLimit": `"global-app-quota";r=0;t=1180`},
		},
		"gateway": {
			cloudtest.QuotaGateway, nil, nil,
			map[string]string{"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "2000-01-01T00:39Z"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				site := cloudtest.Start(t)
				site.LimitPoints(cloudtest.PointsQuota{Points: 12, Headers: c.style})
				time.Sleep(10*time.Minute + 20*time.Second)
				site.Advance(30 * time.Minute)
				for i, want := range []map[string]string{c.first, nil, nil, c.near, c.refuse} {
					got := send(t, site, call{path: v1 + "/user/current"})
					require.Equal(t, i == 4, got.status == http.StatusTooManyRequests, got.body)
					if i == 0 || i >= 3 {
						wanted := map[string]string{"Date": date}
						maps.Copy(wanted, want)
						require.Equal(t, wanted, headersOf(got), "request %d", i)
					}
				}
			})
		})
	}
}

// TestQuotaWindows: an hour ends at its top, on both sides of it, and a refused
// request costs nothing.
func TestQuotaWindows(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		site := cloudtest.Start(t)
		ask := func() int { return send(t, site, call{path: v1 + "/user/current"}).status }
		require.Equal(t, http.StatusOK, ask())
		require.Empty(t, site.QuotaWindows())

		site.LimitPoints(cloudtest.PointsQuota{Points: 4})
		top := time.Now().UTC().Add(time.Hour)
		require.Equal(t, []cloudtest.QuotaWindow{{End: top}}, site.QuotaWindows())
		for _, want := range []int{200, 200, 429, 429} {
			require.Equal(t, want, ask())
		}
		time.Sleep(time.Hour - time.Nanosecond)
		require.Equal(t, http.StatusTooManyRequests, ask())
		first := cloudtest.QuotaWindow{End: top, Requests: 5, Points: 6, Refused: 3}
		require.Equal(t, []cloudtest.QuotaWindow{first}, site.QuotaWindows())

		time.Sleep(time.Nanosecond)
		require.Equal(t, http.StatusOK, ask())
		second := cloudtest.QuotaWindow{End: top.Add(time.Hour), Requests: 1, Points: 3}
		require.Equal(t, []cloudtest.QuotaWindow{first, second}, site.QuotaWindows())

		// Hours without a request are left out, also if somebody looked.
		site.Advance(3 * time.Hour)
		require.Len(t, site.QuotaWindows(), 3)
		site.Advance(2*time.Hour + 30*time.Minute)
		require.Equal(t, []cloudtest.QuotaWindow{first, second, {End: top.Add(6 * time.Hour)}}, site.QuotaWindows())

		site.LimitPoints(cloudtest.PointsQuota{})
		for range 3 {
			require.Equal(t, http.StatusOK, ask())
		}
		require.Empty(t, site.QuotaWindows())
	})
}
