package limit_test

import (
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/limit"
)

// style is how a service speaks of its quota.
type style int

const (
	retryAfter style = iota // Retry-After with a refusal, else nothing
	remaining               // what is left and the reset, on every response
	structured              // what is left and the reset, on the last fifth
	gateway                 // a refusal without any time that could be used
	styles
)

// meter is a service with a quota of points an hour, at a clock of its own.
type meter struct {
	points  int
	style   style
	latency time.Duration
	ahead   time.Duration // of its clock
	factor  float64       // of what it charges

	mu       sync.Mutex
	hour     time.Time
	left     int
	windows  []int // refusals in each
	requests int
}

func (m *meter) do(cost int) limit.QuotaResponse {
	time.Sleep(m.latency / 2)
	said := m.take(cost)
	time.Sleep(m.latency / 2)
	return said
}

func (m *meter) take(cost int) limit.QuotaResponse {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := time.Now().Add(m.ahead)
	if hour := now.Truncate(time.Hour); !hour.Equal(m.hour) {
		m.hour, m.left = hour, m.points
		m.windows = append(m.windows, 0)
	}
	m.requests++
	if m.factor > 0 {
		cost = int(float64(cost) * m.factor)
	}
	said := limit.QuotaResponse{Refused: m.left < cost, Date: now.Truncate(time.Second)}
	if said.Refused {
		m.windows[len(m.windows)-1]++
	} else {
		m.left -= cost
	}
	reset := m.hour.Add(time.Hour).Sub(now)
	switch m.style {
	case retryAfter:
		if said.Refused {
			said.Pause = reset.Truncate(time.Second) + time.Second
		}
	case remaining:
		said.Told, said.Left, said.Limit, said.Pause = true, m.left, m.points, reset
	case structured:
		if m.left < m.points/5 {
			said.Told, said.Left, said.Limit, said.Pause = true, m.left, m.points, reset
		}
	case gateway, styles:
	}
	if said.Refused && said.Told {
		said.Left = 0
	}
	return said
}

const page = 401 // what a page of 200 members costs

// spend sends a request until it is accepted.
func spend(t *testing.T, q *limit.Quota, m *meter, cost int, how limit.Wait) error {
	t.Helper()
	s := limit.Spending{Cost: cost}
	for {
		if err := q.Enter(t.Context(), &s, how); err != nil {
			return err
		}
		said := m.do(cost)
		q.Leave(t.Context(), &s, said, cost)
		if !said.Refused {
			return nil
		}
	}
}

// audit has several processes spend on n pages, with eight workers each.
func audit(t *testing.T, m *meter, n int, how limit.Wait, processes ...*limit.Quota) time.Duration {
	t.Helper()
	began := time.Now()
	todo := make(chan struct{}, n)
	for range n {
		todo <- struct{}{}
	}
	close(todo)
	var all sync.WaitGroup
	for _, q := range processes {
		for range 8 {
			all.Go(func() {
				for range todo {
					if err := spend(t, q, m, page, how); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
	}
	all.Wait()
	return time.Since(began)
}

func (m *meter) requireRefusals(t *testing.T, first, later int) {
	t.Helper()
	require.LessOrEqual(t, m.windows[0], first)
	for i, refused := range m.windows[1:] {
		require.LessOrEqual(t, refused, later, "window %d of %v", i+1, m.windows)
	}
}
