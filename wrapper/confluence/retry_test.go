package confluence_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

var errReset = errors.New("connection reset by peer")

// paths names an operation for each method of the contract.
var paths = map[string]string{
	"GET": "/rest/api/thing/1", "POST": "/rest/api/thing/1/watch", "PUT": "/rest/api/thing/1", "DELETE": "/rest/api/thing/1",
}

// What is safe to repeat is repeated five times in all, the rest is sent once. What
// a rate limit refuses is not counted.
func TestWhatIsRepeated(t *testing.T) {
	t.Parallel()
	everything := []string{"GET", "PUT", "DELETE", "POST"}
	idempotent := everything[:3]
	for name, c := range map[string]struct {
		step    step
		methods []string
	}{
		"503 with a Retry-After":      {reply(503, "", "Retry-After: 2"), everything},
		"503 with a Retry-After of 0": {reply(503, "", "Retry-After: 0"), idempotent},
		"503 with rubbish":            {reply(503, "", "Retry-After: soon"), idempotent},
		"503 with a reset":            {reply(503, "", "X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 2000-01-01T00:00:09Z"), idempotent},
		"503":                         {reply(503, ""), idempotent},
		"502":                         {reply(502, ""), idempotent},
		"504":                         {reply(504, ""), idempotent},
		"reset":                       {fails(errReset), idempotent},
		"EOF":                         {fails(io.ErrUnexpectedEOF), idempotent},
		"dial":                        {fails(&net.OpError{Op: "dial", Err: errReset}), idempotent},
		"500":                         {reply(500, ""), nil},
		"501":                         {reply(501, ""), nil},
		"400":                         {reply(400, ""), nil},
		"401":                         {reply(401, ""), nil},
		"403":                         {reply(403, "", "Retry-After: 1"), nil},
		"404":                         {reply(404, ""), nil},
		"408":                         {reply(408, ""), nil},
		"409":                         {reply(409, ""), nil},
		"302":                         {reply(302, "", "Location: https://elsewhere.example/"), nil},
		"certificate":                 {fails(&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}), nil},
		"certificate, wrapped":        {fails(fmt.Errorf("proxy: %w", &tls.CertificateVerificationError{Err: x509.HostnameError{}})), nil},
		"plain http":                  {fails(http.ErrSchemeMismatch), nil},
		"no answer":                   {func(*http.Request) (*http.Response, error) { return nil, nil }, idempotent}, //nolint:nilnil // a broken transport
		"no body": {func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: http.StatusServiceUnavailable}, nil
		}, idempotent},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				for _, method := range everything {
					want := 1
					for _, m := range c.methods {
						if m == method {
							want = 5
						}
					}
					rt := newScript(t, c.step)
					_, err := do(t.Context(), newConn(t, rt), method, paths[method], "")
					require.Error(t, err)
					require.Len(t, rt.requests(), want, method)
				}
			})
		})
	}
}

func TestRetriesOff(t *testing.T) {
	t.Parallel()
	for _, s := range []step{reply(429, ""), reply(503, ""), fails(errReset)} {
		rt := newScript(t, s)
		_, err := do(t.Context(), once(t, rt), "GET", paths["GET"], "")
		require.Error(t, err)
		require.Len(t, rt.requests(), 1)
	}
}

func TestWaits(t *testing.T) {
	t.Parallel()
	const floor = 50 * time.Millisecond
	for name, c := range map[string]struct {
		step        step
		least, most time.Duration
	}{
		"seconds":           {reply(429, "", "Retry-After: 10"), 10 * time.Second, 12 * time.Second},
		"date":              {reply(429, "", "Retry-After: Sat, 01 Jan 2000 00:00:20 GMT"), 20 * time.Second, 24 * time.Second},
		"at the cap":        {reply(503, "", "Retry-After: 30"), 30 * time.Second, 30 * time.Second},
		"jitter, not above": {reply(503, "", "Retry-After: 29"), 29 * time.Second, 30 * time.Second},
		"jitter, bounded":   {reply(429, "", "Retry-After: 60"), 60 * time.Second, 65 * time.Second},
		"0":                 {reply(429, "", "Retry-After: 0"), floor, 500 * time.Millisecond},
		"past date":         {reply(429, "", "Retry-After: Fri, 31 Dec 1999 00:00:00 GMT"), floor, 500 * time.Millisecond},
		"negative":          {reply(429, "", "Retry-After: -1"), floor, 500 * time.Millisecond},
		"rubbish":           {reply(429, "", "Retry-After: a while"), floor, 500 * time.Millisecond},
		"none":              {reply(429, ""), floor, 500 * time.Millisecond},
		"reset":             {reply(429, "", "X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 2000-01-01T00:00:15Z"), 15 * time.Second, 18 * time.Second},
		"reset, no seconds": {reply(502, "", "X-RateLimit-Remaining: 0", "X-RateLimit-Reset: 2000-01-01T00:00Z"), floor, 500 * time.Millisecond},
		"reset alone":       {reply(429, "", "X-RateLimit-Reset: 2000-01-01T02:00:15+02:00"), 15 * time.Second, 18 * time.Second},
		"reset, calls left": {reply(502, "", "X-RateLimit-Remaining: 7", "X-RateLimit-Reset: 2000-01-01T00:00:15Z"), floor, 500 * time.Millisecond},
		"transport error":   {fails(errReset), floor, 500 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { // the clock starts at 2000-01-01
				rt := newScript(t, c.step, reply(200, "{}"))
				_, err := do(t.Context(), newConn(t, rt), "GET", paths["GET"], "")
				require.NoError(t, err)
				require.Len(t, rt.requests(), 2)
				require.GreaterOrEqual(t, rt.requests()[1].at.Sub(rt.requests()[0].at), c.least)
				require.LessOrEqual(t, rt.requests()[1].at.Sub(rt.requests()[0].at), c.most)
			})
		})
	}
}

// TestWaitsAreSpread: clients that were told the same do not come back together,
// and none before the time.
func TestWaitsAreSpread(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const asked = 20 * time.Second
		shortest, longest := time.Hour, time.Duration(0)
		for range 100 {
			rt := newScript(t, reply(503, "", "Retry-After: 20"), reply(200, "{}"))
			_, err := do(t.Context(), newConn(t, rt), "GET", paths["GET"], "")
			require.NoError(t, err)
			waited := rt.requests()[1].at.Sub(rt.requests()[0].at)
			shortest, longest = min(shortest, waited), max(longest, waited)
		}
		require.GreaterOrEqual(t, shortest, asked)
		require.Less(t, shortest, asked+asked/50)
		require.Greater(t, longest, asked+asked/10-asked/50)
		require.LessOrEqual(t, longest, asked+asked/10)
	})
}

// The bound doubles up to the cap, and the waits below it are spread.
func TestBackoffGrows(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var longest [9]time.Duration
		for range 200 {
			rt := newScript(t, fails(errReset))
			conn := newConn(t, rt, confluence.WithRetry(confluence.RetryOptions{MaxRetries: 9, MinWait: time.Second, MaxWait: 20 * time.Second}))
			_, err := do(t.Context(), conn, "GET", paths["GET"], "")
			require.ErrorIs(t, err, errReset)
			sent := rt.requests()
			require.Len(t, sent, 10)
			for i := range longest {
				longest[i] = max(longest[i], sent[i+1].at.Sub(sent[i].at))
			}
		}
		for i, seconds := range []int{1, 2, 4, 8, 16, 20, 20, 20, 20} {
			bound := time.Duration(seconds) * time.Second
			require.LessOrEqual(t, longest[i], bound)
			require.Greater(t, longest[i], bound*3/4)
		}
	})
}

func TestRetryAfterAboveTheCap(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]time.Duration{
		"Retry-After: 121":                           121 * time.Second,
		"Retry-After: 1847":                          1847 * time.Second,
		"Retry-After: 9223372036854775807":           1<<63 - 1,
		"Retry-After: 99999999999999999999999999":    1<<63 - 1,
		"Retry-After: Sat, 01 Jan 2000 01:00:00 GMT": time.Hour,
		"X-RateLimit-Reset: 2000-01-01T01:00Z":       time.Hour,
		"X-RateLimit-Reset: 2000-01-01T01:00:00Z":    time.Hour,
	} {
		t.Run(header, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				rt := newScript(t, reply(429, `{"message":"Rate limit exceeded."}`, header))
				started := time.Now()
				_, err := do(t.Context(), newConn(t, rt), "GET", paths["GET"], "")
				require.ErrorIs(t, err, confluence.ErrRateLimited)
				var failure *confluence.Error
				require.ErrorAs(t, err, &failure)
				require.Equal(t, want, failure.RetryAfter)
				require.Zero(t, time.Since(started))
				require.Len(t, rt.requests(), 1)
			})
		})
	}
}

func TestTheLastErrorComesBackUnchanged(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := newScript(t, reply(503, ""), fails(errReset), reply(502, ""), reply(503, ""), reply(429, `{"message":"Rate limit exceeded."}`))
		_, err := do(t.Context(), newConn(t, rt), "GET", paths["GET"], "")
		require.EqualError(t, err, "confluence: getThing: GET /rest/api/thing/{id}: 429 Too Many Requests: Rate limit exceeded. (after "+strconv.Itoa(len(rt.requests()))+" attempts)")
		require.Greater(t, len(rt.requests()), 5)
		require.ErrorIs(t, err, confluence.ErrRateLimited)

		rt = newScript(t, reply(503, ""), fails(errReset))
		_, err = do(t.Context(), newConn(t, rt), "GET", paths["GET"], "")
		require.EqualError(t, err, "confluence: getThing: GET /rest/api/thing/{id}: connection reset by peer (after 5 attempts)")
		require.ErrorIs(t, err, errReset)
	})
}

func TestCancelEndsTheWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := newScript(t, reply(429, "", "Retry-After: 20"))
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(3*time.Second, cancel)
		started := time.Now()
		_, err := do(ctx, newConn(t, rt), "GET", paths["GET"], "")
		require.ErrorIs(t, err, context.Canceled)
		require.EqualError(t, err,
			"confluence: getThing: GET /rest/api/thing/{id}: 429 Too Many Requests: context canceled (retry after 20s)")
		require.Equal(t, 3*time.Second, time.Since(started))
		require.Len(t, rt.requests(), 1)
	})
}

// A wait that the context would not survive is not begun.
func TestDeadlineBeforeTheEndOfTheWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		rt := newScript(t, reply(429, `{"message":"Rate limit exceeded."}`, "Retry-After: 20"))
		started := time.Now()
		_, err := do(ctx, newConn(t, rt), "GET", paths["GET"], "")
		require.ErrorIs(t, err, confluence.ErrRateLimited)
		var failure *confluence.Error
		require.ErrorAs(t, err, &failure)
		require.Equal(t, "Rate limit exceeded.", failure.Message)
		require.Zero(t, time.Since(started))
		require.Len(t, rt.requests(), 1)
	})
}

func TestContextEndsInFlight(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		rt := newScript(t, hangs)
		_, err := do(ctx, newConn(t, rt), "GET", "/rest/api/thing/jane?email=jane@example.org", "")
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.EqualError(t, err, "confluence: getThing: GET /rest/api/thing/{id}: context deadline exceeded")
		require.Len(t, rt.requests(), 1)
	})
}

// However a transport reports it, the end of the context is told as such.
func TestContextEndsWithAnError(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	rt := newScript(t, func(*http.Request) (*http.Response, error) {
		cancel()
		return nil, net.ErrClosed
	})
	_, err := do(ctx, newConn(t, rt), "GET", paths["GET"], "")
	require.ErrorIs(t, err, context.Canceled)
	require.Len(t, rt.requests(), 1)
}

// An answer that says how things stand is returned even if the context ended
// when it came; one that would be asked for again is not.
func TestContextEndsWithTheAnswer(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]error{204: nil, 404: confluence.ErrNotFound, 503: context.Canceled} {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		rt := newScript(t, func(req *http.Request) (*http.Response, error) {
			cancel()
			return reply(status, "")(req)
		})
		_, err := do(ctx, newConn(t, rt), "DELETE", paths["DELETE"], "")
		require.ErrorIs(t, err, want)
		require.Len(t, rt.requests(), 1)
	}
}

func TestDeleteWithUnknownOutcome(t *testing.T) {
	t.Parallel()
	missing := reply(404, `{"statusCode":404,"message":"com.atlassian.NotFoundException: No such thing"}`)
	for name, c := range map[string]struct {
		path  string
		steps []step
		want  error
	}{
		"transport error":        {paths["DELETE"], []step{fails(errReset), missing}, nil},
		"timeout of a gateway":   {paths["DELETE"], []step{reply(504, ""), missing}, nil},
		"unknown, then 429":      {paths["DELETE"], []step{reply(502, ""), reply(429, ""), missing}, nil},
		"known at once":          {paths["DELETE"], []step{missing}, confluence.ErrNotFound},
		"refused by 429":         {paths["DELETE"], []step{reply(429, ""), missing}, confluence.ErrNotFound},
		"refused by 503":         {paths["DELETE"], []step{reply(503, "", "Retry-After: 1"), missing}, confluence.ErrNotFound},
		"never sent":             {paths["DELETE"], []step{fails(&net.OpError{Op: "dial", Err: errReset}), missing}, confluence.ErrNotFound},
		"no such address":        {paths["DELETE"], []step{fails(errReset), reply(404, "<html>")}, confluence.ErrNoRoute},
		"another answer":         {paths["DELETE"], []step{fails(errReset), reply(403, "{}")}, confluence.ErrForbidden},
		"one that starts a task": {"/rest/api/user/1", []step{fails(errReset)}, errReset},
		"its gateway timed out":  {"/rest/api/user/1", []step{reply(504, "")}, confluence.ErrUnavailable},
		"its refusal by 429":     {"/rest/api/user/1", []step{reply(429, ""), missing}, confluence.ErrNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				rt := newScript(t, c.steps...)
				got, err := do(t.Context(), newConn(t, rt), "DELETE", c.path, "")
				require.Len(t, rt.requests(), len(c.steps))
				if c.want != nil {
					require.ErrorIs(t, err, c.want)
					return
				}
				require.NoError(t, err)
				require.Equal(t, answer{status: 204}, got)
			})
		})
	}
	synctest.Test(t, func(t *testing.T) {
		_, err := do(t.Context(), newConn(t, newScript(t, fails(errReset), missing)), "PUT", paths["PUT"], "")
		require.ErrorIs(t, err, confluence.ErrNotFound, "only a deletion is done when nothing is there")
	})
}
