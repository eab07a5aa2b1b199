package confluence_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/operation"
)

// quotaStyles are how Cloud, and what stands before it, speak of a quota: of one
// that has left points, and in a refusal.
func quotaStyles() map[string]func(h http.Header, refused bool, points, left int, reset, now time.Time) {
	return map[string]func(h http.Header, refused bool, points, left int, reset, now time.Time){
		"Retry-After": func(h http.Header, refused bool, _, _ int, reset, now time.Time) {
			if refused {
				h.Set("Retry-After", strconv.Itoa(int(reset.Sub(now).Seconds())+1))
				h.Set("Ratelimit-Reason", "confluence-quota-global-based")
			}
		},
		"X-RateLimit": func(h http.Header, _ bool, points, left int, reset, _ time.Time) {
			h.Set("X-Ratelimit-Limit", strconv.Itoa(points))
			h.Set("X-Ratelimit-Remaining", strconv.Itoa(left))
			h.Set("X-Ratelimit-Reset", reset.UTC().Format("2006-01-02T15:04Z"))
		},
		"RateLimit": func(h http.Header, refused bool, points, left int, reset, now time.Time) {
			if left < points/5 {
				h.Set("Beta-Ratelimit-Policy", fmt.Sprintf(`"burst";q=100;w=1, "global-app-quota";q=%d;w=3600`, points))
				h.Set("Ratelimit", fmt.Sprintf(`"burst";r=99;t=1, "global-app-quota";r=%d;t=%d`, left, int(reset.Sub(now).Seconds())))
			}
			if refused {
				h.Del("Beta-Ratelimit-Policy") // as it was seen
			}
		},
		"gateway": func(h http.Header, refused bool, _, _ int, _, now time.Time) {
			if refused {
				h.Set("X-Ratelimit-Remaining", "0")
				h.Set("X-Ratelimit-Reset", now.UTC().Truncate(time.Minute).Format("2006-01-02T15:04Z"))
			}
		},
	}
}

// quotaService is a service that charges 1 point a request and 2 a row.
type quotaService struct {
	points int
	speak  func(h http.Header, refused bool, points, left int, reset, now time.Time)

	mu       sync.Mutex
	hour     time.Time
	left     int
	refusals []int // in each hour
	sent     int
}

func (s *quotaService) RoundTrip(req *http.Request) (*http.Response, error) {
	time.Sleep(200 * time.Millisecond)
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now().Add(3 * time.Minute) // its clock is ahead
	if hour := now.Truncate(time.Hour); !hour.Equal(s.hour) {
		s.hour, s.left = hour, s.points
		s.refusals = append(s.refusals, 0)
	}
	s.sent++
	rows := 1
	_, _ = fmt.Sscanf(req.URL.Query().Get("limit"), "%d", &rows)
	resp := withHeader(200, "Date", now.UTC().Format(http.TimeFormat))
	cost := 1 + 2*rows
	refused := s.left < cost
	if refused {
		s.refusals[len(s.refusals)-1]++
		resp.StatusCode = 429
	} else {
		s.left -= cost
		resp.Body = io.NopCloser(strings.NewReader(`{"results":[` + strings.Repeat(`{"type":"known","accountId":"557058:0867a421-a9ee-4659-801a-bc0ee4a4487e"},`, rows) + `null]}`))
	}
	left := s.left
	if refused {
		left = 0
	}
	s.speak(resp.Header, refused, s.points, left, s.hour.Add(time.Hour), now)
	return resp, nil
}

func listOperations() *operation.Table {
	return operation.NewTable([]operation.Operation{{
		ID: "listMembers", Method: "GET", Path: "/rest/api/members", Success: []int{200}, Reads: true,
		Cost: operation.Cost{Base: 1, PerRow: 2, Rows: 200, RowsFrom: "limit"},
	}})
}

func newQuotaConn(t *testing.T, rt http.RoundTripper, options ...confluence.Option) *confluence.Conn {
	t.Helper()
	conn, err := confluence.NewConn(site, confluence.BearerToken(secret), listOperations(),
		append([]confluence.Option{confluence.WithTransport(rt)}, options...)...)
	require.NoError(t, err)
	return conn
}

func listPage(ctx context.Context, conn *confluence.Conn) error {
	_, err := do(ctx, conn, "GET", "/rest/api/members?limit=200", "")
	return err
}

// TestQuotaIsWaitedFor: with patience the job goes on after the reset, with one
// refusal an hour at most; two clients share the budget.
func TestQuotaIsWaitedFor(t *testing.T) {
	t.Parallel()
	for name, speak := range quotaStyles() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &quotaService{points: 65_000, speak: speak}
				budget, err := confluence.NewBudget(&confluence.BudgetOptions{Points: 65_000})
				require.NoError(t, err)
				patient := confluence.WithRetry(confluence.RetryOptions{QuotaPatience: 24 * time.Hour})
				conns := []*confluence.Conn{
					newQuotaConn(t, s, confluence.WithBudget(budget), patient),
					newQuotaConn(t, s, confluence.WithBudget(budget), patient),
				}
				began := time.Now()
				var all sync.WaitGroup
				for w := range 8 {
					all.Go(func() {
						for range 100 {
							if err := listPage(t.Context(), conns[w%2]); err != nil {
								t.Error(err)
								return
							}
						}
					})
				}
				all.Wait()
				t.Log(time.Since(began), s.refusals)
				require.Len(t, s.refusals, 5, "800 pages of 401 points")
				for _, refused := range s.refusals {
					require.LessOrEqual(t, refused, 1)
				}
			})
		})
	}
}

// TestQuotaIsAnErrorAtOnce: without patience the error comes at once, with the time
// of the reset, and until then no request is sent; somebody else's limit is told
// apart.
func TestQuotaIsAnErrorAtOnce(t *testing.T) {
	t.Parallel()
	for name, speak := range quotaStyles() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(10 * time.Minute)
				s := &quotaService{points: 65_000, speak: speak}
				budget, err := confluence.NewBudget(&confluence.BudgetOptions{Points: 65_000})
				require.NoError(t, err)
				conn := newQuotaConn(t, s, confluence.WithBudget(budget))
				for err == nil {
					err = listPage(t.Context(), conn)
				}
				top := time.Date(2000, 1, 1, 0, 57, 0, 0, time.UTC)
				check := func(err error) {
					require.ErrorIs(t, err, confluence.ErrQuota)
					require.ErrorIs(t, err, confluence.ErrRateLimited)
					failure, ok := errors.AsType[*confluence.Error](err)
					require.True(t, ok)
					require.WithinDuration(t, top, failure.Reset, 70*time.Second, "a probe may put it off by a minute")
					text := err.Error()
					require.Contains(t, text, "the quota is used up until "+failure.Reset.UTC().Format(time.RFC3339))
					require.Equal(t, 1, strings.Count(text, " until ")+strings.Count(text, "retry after"), "one time: %s", text)
				}
				check(err)
				require.True(t, budget.State().UsedUp || budget.State().Told)
				s.mu.Lock()
				sent := s.sent
				s.mu.Unlock()
				for time.Now().Before(top.Add(-15 * time.Second)) {
					began := time.Now()
					if err := listPage(t.Context(), conn); err != nil {
						check(err)
					}
					if time.Since(began) == 0 {
						time.Sleep(10 * time.Second)
					}
				}
				s.mu.Lock()
				sent = s.sent - sent
				s.mu.Unlock()
				if name == "gateway" { // nobody named the end: one a minute finds out
					require.LessOrEqual(t, sent, 50)
				} else {
					require.LessOrEqual(t, sent, 1)
				}
				time.Sleep(2 * time.Minute)
				require.NoError(t, listPage(t.Context(), conn))
			})
		})
	}
}

// TestWaitNamesOneTime: what a wait for the quota says of its end is what the error
// before it says.
func TestWaitNamesOneTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var waits []confluence.Wait
		conn := newQuotaConn(t, newScript(t, reply(429, "", "Retry-After: 1800"), reply(200, "{}")),
			confluence.WithRetry(confluence.RetryOptions{QuotaPatience: time.Hour}),
			confluence.WithObserver(confluence.Observer{Wait: func(_ context.Context, _ confluence.Operation, w confluence.Wait) {
				waits = append(waits, w)
			}}))
		require.NoError(t, listPage(t.Context(), conn))
		require.Len(t, waits, 1)
		failure, ok := errors.AsType[*confluence.Error](waits[0].Err)
		require.True(t, ok)
		require.Equal(t, waits[0].End, failure.Reset)
		require.Equal(t, waits[0].End, time.Now())
	})
}

// TestReserveIsForInteractiveCalls: background work leaves it alone.
func TestReserveIsForInteractiveCalls(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &quotaService{points: 10_000, speak: quotaStyles()["X-RateLimit"]}
		budget, err := confluence.NewBudget(&confluence.BudgetOptions{Points: 10_000, Reserve: 3000})
		require.NoError(t, err)
		conn := newQuotaConn(t, s, confluence.WithBudget(budget))
		for err == nil {
			err = listPage(t.Context(), conn)
		}
		require.ErrorIs(t, err, confluence.ErrQuota)
		require.GreaterOrEqual(t, s.left, 3000)
		state := budget.State()
		require.Equal(t, s.left, state.Remaining)
		require.Equal(t, 3000, state.Reserve)
		require.True(t, state.KeptBack && !state.UsedUp)
		require.ErrorContains(t, err, "not sent: the quota is used up until "+state.Reset.UTC().Format(time.RFC3339)+
			fmt.Sprintf(" but for %d points, of which 3000 are the reserve", s.left))
		ctx := confluence.WithCall(t.Context(), confluence.CallOptions{Interactive: true})
		require.NoError(t, listPage(ctx, conn))
		require.Equal(t, []int{0}, s.refusals)
	})
}

// TestRowsSettleTheBudget: what was reserved is settled by what came.
func TestRowsSettleTheBudget(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		budget, err := confluence.NewBudget(nil)
		require.NoError(t, err)
		conn := newQuotaConn(t, newScript(t, reply(200, `{"results":[]}`)), confluence.WithBudget(budget))
		get := func() *http.Response {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, site+"/rest/api/members?limit=200", http.NoBody)
			require.NoError(t, err)
			resp, err := conn.Do(req)
			require.NoError(t, err)
			return resp
		}
		resp := get()
		require.Equal(t, 1, budget.State().Spent, "no row fits into so short a response")
		body, ok := resp.Body.(interface{ Rows(n int) })
		require.True(t, ok)
		body.Rows(7)
		require.Equal(t, 15, budget.State().Spent)
		resp.Body.Close()
		state := budget.State()
		require.Zero(t, state.Reserved)
		require.Equal(t, -1, state.Remaining, "nobody knows")
		require.False(t, state.Told)
	})
}

// store is what the processes of an app share.
type store struct {
	mu  sync.Mutex
	all confluence.BudgetShare
	err error
}

func (s *store) Exchange(_ context.Context, mine confluence.BudgetShare) (confluence.BudgetShare, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if mine.End.After(s.all.End) {
		s.all.End, s.all.Spent = mine.End, 0
	}
	if mine.End.Equal(s.all.End) {
		s.all.Spent += mine.Spent
	}
	if mine.Closed.After(s.all.Closed) {
		s.all.Closed = mine.Closed
	}
	return s.all, s.err
}

// TestBudgetStore: one process learns from another that nothing is left.
func TestBudgetStore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		common := &store{}
		process := func(rt http.RoundTripper) (*confluence.Conn, *confluence.Budget) {
			budget, err := confluence.NewBudget(&confluence.BudgetOptions{Store: common})
			require.NoError(t, err)
			return newQuotaConn(t, rt, confluence.WithBudget(budget)), budget
		}
		first, _ := process(newScript(t, reply(429, "", "Retry-After: 1800")))
		idle := newScript(t, reply(200, "{}"))
		second, budget := process(idle)
		require.NoError(t, listPage(t.Context(), second))
		require.ErrorIs(t, listPage(t.Context(), first), confluence.ErrQuota)
		time.Sleep(2 * time.Second)
		require.ErrorIs(t, listPage(t.Context(), second), confluence.ErrQuota)
		require.Len(t, idle.requests(), 1)
		require.True(t, budget.State().UsedUp)

		common.err = errors.New("down")
		time.Sleep(time.Hour)
		require.NoError(t, listPage(t.Context(), second))
		require.EqualError(t, budget.State().Err, "down")
	})
}

func TestBudgetOptions(t *testing.T) {
	t.Parallel()
	for _, bad := range []confluence.BudgetOptions{{Points: -1}, {Reserve: -1}, {Points: 10, Reserve: 10}} {
		_, err := confluence.NewBudget(&bad)
		require.ErrorIs(t, err, confluence.ErrInvalid)
	}
	for _, bad := range []*confluence.Budget{nil, {}} {
		_, err := confluence.NewConn(site, confluence.Anonymous(), operations(), confluence.WithBudget(bad))
		require.ErrorIs(t, err, confluence.ErrInvalid)
	}
	budget, err := confluence.NewBudget(nil)
	require.NoError(t, err)
	ops := operationList()
	ops[0].OneBucket = true
	_, err = confluence.NewConn(site, confluence.Anonymous(), operation.NewTable(ops), confluence.WithBudget(budget))
	require.ErrorIs(t, err, confluence.ErrInvalid)
	conn, err := newConn(t, instant{}).With(confluence.WithBudget(budget))
	require.NoError(t, err)
	together(t, conn, 3)
	require.Positive(t, budget.State().Spent)
	_, err = newConn(t, instant{}).With(confluence.WithRetry(confluence.RetryOptions{QuotaPatience: -1}))
	require.ErrorIs(t, err, confluence.ErrInvalid)
}
