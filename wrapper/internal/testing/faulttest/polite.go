package faulttest

import (
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// Limited is a server with a rate limit.
type Limited interface {
	RateLimit(perSecond int)
	Inject(operation string, times int, fault confluencetest.Fault)
	Exchanges() []confluencetest.Exchange
}

// RequirePolite has 200 requests made side by side against a service that
// allows 10 in a second, after one that was told so: few are refused, none fails,
// and they take little longer than a service takes to let them through.
func RequirePolite(t *testing.T, open func(t *testing.T) (Limited, func(*testing.T) error)) {
	t.Helper()
	for _, late := range []time.Duration{0, 50 * time.Millisecond, 300 * time.Millisecond} {
		synctest.Test(t, func(t *testing.T) {
			server, request := open(t)
			server.RateLimit(10)
			if late > 0 {
				server.Inject("", 0, confluencetest.Delay(late))
			}
			require.NoError(t, request(t))
			<-time.After(time.Second)
			began := time.Now()
			var all sync.WaitGroup
			for range 200 {
				all.Go(func() {
					if err := request(t); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			// 10 at once, the others at 10 in a second.
			const ideal = 19 * time.Second
			require.LessOrEqual(t, time.Since(began), ideal*11/10, "%v late", late)
			refused := 0
			for _, r := range server.Exchanges() {
				if r.Status == http.StatusTooManyRequests {
					refused++
				}
			}
			require.Less(t, refused, 5, "%v late", late)
			t.Logf("%v late: %v, %d refused", late, time.Since(began), refused)
		})
	}
}
