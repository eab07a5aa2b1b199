//go:build unix

package confluence_test

import (
	"net/http"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// bucketService is a service with a real bucket of tokens, as Data Center's.
type bucketService struct {
	perSecond float64

	mu     sync.Mutex
	tokens float64
	filled time.Time
}

func (s *bucketService) RoundTrip(req *http.Request) (*http.Response, error) {
	s.mu.Lock()
	now := time.Now()
	s.tokens = min(s.perSecond, s.tokens+now.Sub(s.filled).Seconds()*s.perSecond)
	s.filled = now
	status := 429
	if s.tokens >= 1 {
		s.tokens--
		status = 200
	}
	rate, left := strconv.Itoa(int(s.perSecond)), strconv.Itoa(int(s.tokens))
	s.mu.Unlock()
	return reply(status, benchBody, "X-RateLimit-Limit: "+rate, "X-RateLimit-Remaining: "+left,
		"X-RateLimit-FillRate: "+rate, "X-RateLimit-Interval-Seconds: 1", "Retry-After: 0")(req)
}

// BenchmarkTenThousandWaiters is what a request costs in CPU time, that of the
// service included, while 10,000 wait for a rate limit; 30 µs at most.
func BenchmarkTenThousandWaiters(b *testing.B) {
	s := &bucketService{perSecond: 10_000}
	conn := oneBucket(b, s)
	_, err := do(b.Context(), conn, "GET", paths["GET"], "")
	require.NoError(b, err)
	todo := make(chan struct{}, b.N)
	for range b.N {
		todo <- struct{}{}
	}
	close(todo)
	before := cpuTime(b)
	var all sync.WaitGroup
	for range 10_000 {
		all.Go(func() {
			for range todo {
				if _, err := do(b.Context(), conn, "GET", paths["GET"], ""); err != nil {
					b.Error(err)
				}
			}
		})
	}
	all.Wait()
	took := float64((cpuTime(b) - before).Microseconds()) / float64(b.N)
	b.ReportMetric(took, "cpu-µs/op")
	if b.N > 10_000 && took > 30 {
		b.Errorf("%.1f µs of CPU a request", took)
	}
}

// cpuTime is the CPU time of this process.
func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	require.NoError(b, syscall.Getrusage(syscall.RUSAGE_SELF, &used))
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
