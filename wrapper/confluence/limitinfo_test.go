package confluence_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// TestQuotaIsNotABurst: the two are told apart.
func TestQuotaIsNotABurst(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		headers []string
		quota   bool
	}{
		"reason, quota":       {[]string{"RateLimit-Reason: confluence-quota-tenant-based", "Retry-After: 5"}, true},
		"reason, cost":        {[]string{"RateLimit-Reason: confluence-cost-based", "Retry-After: 5"}, true},
		"announced reason":    {[]string{"Beta-RateLimit-Reason: confluence-quota-global-based"}, true},
		"reason, burst":       {[]string{"RateLimit-Reason: confluence-burst-based", "X-RateLimit-Limit: 40000", "Retry-After: 5"}, false},
		"reason, threads":     {[]string{"RateLimit-Reason: max-concurrent-threads", "Retry-After: 5"}, false},
		"quota at zero":       {[]string{`RateLimit: "tenant-app-quota";r=0;t=30, "x-burst-based";r=3;t=1`}, true},
		"burst at zero":       {[]string{`RateLimit: "x-burst-based";r=0;t=3, "tenant-app-quota";r=70;t=900`}, false},
		"the order is free":   {[]string{`Beta-RateLimit: "global-app-quota";t=600;r=0`}, true},
		"a number of points":  {[]string{"X-RateLimit-Limit: 40000", "X-RateLimit-Remaining: 0", "Retry-After: 5"}, true},
		"longer than a burst": {[]string{"Retry-After: 1847"}, true},
		"reset in an hour":    {[]string{"X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 2000-01-01T01:00Z"}, true},
		"a few seconds":       {[]string{"Retry-After: 5"}, false},
		"nothing":             {nil, false},
		"rubbish":             {[]string{`RateLimit: ;;r=x;t=, ,"`, "RateLimit-Policy: q", "Retry-After: soon"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				_, err := do(t.Context(), once(t, newScript(t, reply(429, "", c.headers...))), "GET", paths["GET"], "")
				require.ErrorIs(t, err, confluence.ErrRateLimited)
				require.Equal(t, c.quota, errors.Is(err, confluence.ErrQuota))
			})
		})
	}
}

// TestEndOfAQuota: Retry-After, else t, else a reset in the future, else the top of
// the hour, by the service's clock.
func TestEndOfAQuota(t *testing.T) {
	t.Parallel()
	const reason = "RateLimit-Reason: confluence-quota-global-based"
	for name, c := range map[string]struct {
		headers []string
		want    time.Duration
	}{
		"Retry-After": {[]string{"Retry-After: 700", `RateLimit: "q";r=0;t=800`, "X-RateLimit-Reset: 2000-01-01T00:20Z"}, 700 * time.Second},
		"t":           {[]string{"Retry-After: 0", `RateLimit: "quota";r=0;t=800`, "X-RateLimit-Reset: 2000-01-01T00:20Z"}, 800 * time.Second},
		"reset":       {[]string{"X-RateLimit-Reset: 2000-01-01T00:20Z"}, 20 * time.Minute},
		"past reset":  {[]string{"X-RateLimit-Reset: 1999-12-31T23:50Z"}, time.Hour},
		"nothing":     {nil, time.Hour},
		"clock":       {[]string{"Date: Sat, 01 Jan 2000 00:10:00 GMT"}, 50 * time.Minute},
		"clock behind": {
			[]string{"Date: Fri, 31 Dec 1999 23:50:00 GMT", "X-RateLimit-Reset: 2000-01-01T00:00Z"}, 10 * time.Minute,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				conn := newConn(t, newScript(t, reply(429, "", append(c.headers, reason)...), reply(200, "{}")),
					confluence.WithRetry(confluence.RetryOptions{QuotaPatience: 2 * time.Hour}))
				began := time.Now()
				_, err := do(t.Context(), conn, "GET", paths["GET"], "")
				require.NoError(t, err)
				require.InDelta(t, c.want.Seconds()+3.5, time.Since(began).Seconds(), 3)
			})
		})
	}
}

// TestWhatIsAnnouncedStopsNobody: headers that begin with Beta- are not in force.
func TestWhatIsAnnouncedStopsNobody(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := newScript(t, reply(200, "{}", `Beta-RateLimit: "global-app-quota";r=0;t=600`, `Beta-RateLimit-Policy: "global-app-quota";q=65000;w=3600`))
		conn := newConn(t, rt)
		var said confluence.ResponseInfo
		ctx := confluence.WithCall(t.Context(), confluence.CallOptions{Response: &said})
		for range 10 {
			_, err := do(ctx, conn, "GET", paths["GET"], "")
			require.NoError(t, err)
		}
		require.Equal(t, confluence.RateLimit{Named: true, Limit: 65_000, Reset: time.Now().Add(10 * time.Minute)}, said.Quota)
		require.False(t, said.RateLimit.Named)
	})
}

// TestWhatIsInForceDecides: of headers with and without Beta- the latter.
func TestWhatIsInForceDecides(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := newScript(t, reply(200, "{}", `Beta-RateLimit: "quota";r=900;t=60`, `RateLimit: "quota";r=0;t=600`, `RateLimit-Policy: "quota";q=1000;w=3600`))
		conn := newConn(t, rt)
		var said confluence.ResponseInfo
		ctx := confluence.WithCall(t.Context(), confluence.CallOptions{Response: &said})
		_, err := do(ctx, conn, "GET", paths["GET"], "")
		require.NoError(t, err)
		require.Equal(t, confluence.RateLimit{Named: true, Limit: 1000, Reset: time.Now().Add(10 * time.Minute)}, said.Quota)
		_, err = do(ctx, conn, "GET", paths["GET"], "")
		require.ErrorIs(t, err, confluence.ErrQuota)
		require.Len(t, rt.requests(), 1)
	})
}
