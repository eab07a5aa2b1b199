package faulttest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// Waiting is a server with a task of a few seconds, inside a synctest bubble.
type Waiting struct {
	// Server is where the task is.
	Server interface {
		Inject(operation string, times int, fault confluencetest.Fault)
		HTTPClient() *http.Client
		TakeViolations() []confluencetest.Violation
	}
	// Token is a bearer token that the server accepts.
	Token string
	// Wait begins the task and waits until it has ended, with a client of a
	// credential and options.
	Wait func(ctx context.Context, auth confluence.Auth, opts ...confluence.Option) (*confluence.Task, error)
}

// RequireWaits has a task waited for while looks at it fail in every way that
// can pass, and in those that cannot.
func RequireWaits(t *testing.T, open func(t *testing.T) Waiting) {
	t.Helper()
	page := "<html><head><title>Maintenance</title></head></html>"
	for name, fault := range map[string]confluencetest.Fault{
		"500":               confluencetest.Respond(500, "application/json", `{"message":"no"}`),
		"408":               confluencetest.Respond(408, "", ""),
		"520":               confluencetest.Respond(520, "text/html", page),
		"HTML":              confluencetest.Respond(200, "text/html", page),
		"HTML, 503":         confluencetest.Respond(503, "text/html", page),
		"nothing":           confluencetest.Respond(200, "application/json", `{}`),
		"stalls":            confluencetest.Trickle(time.Hour),
		"silent":            confluencetest.Hang(),
		"cut":               confluencetest.CutBody(),
		"broken":            confluencetest.Reset(),
		"rate limit":        confluencetest.RetryLater(429, "3"),
		"far too long":      confluencetest.RetryLater(429, "3600"),
		"a token, for once": confluencetest.Respond(401, "", ""),
	} {
		times := 7 // more than one call repeats by itself
		if name == "a token, for once" {
			times = 2
		}
		for _, timeout := range []time.Duration{0, 5 * time.Second} {
			wait(t, fmt.Sprintf("%s, %v", name, timeout), open, func(t *testing.T, w Waiting) {
				t.Helper()
				w.Server.Inject("getTask", times, fault)
				client := w.Server.HTTPClient()
				client.Timeout = timeout
				task, err := w.Wait(t.Context(), confluence.BearerToken(w.Token), confluence.WithHTTPClient(client))
				require.NoError(t, err)
				require.Equal(t, confluence.TaskSucceeded, task.State)
			})
		}
	}
	requireWaitsForATransport(t, open)
	requireWaitsForAToken(t, open)
	requireEnds(t, open)
}

func wait(t *testing.T, name string, open func(*testing.T) Waiting, do func(*testing.T, Waiting)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			w := open(t)
			do(t, w)
			w.Server.TakeViolations()
		})
	})
}

// requireWaitsForATransport: what an error of a transport is does not matter, but
// for a host that was never there.
func requireWaitsForATransport(t *testing.T, open func(*testing.T) Waiting) {
	t.Helper()
	for name, failure := range map[string]error{
		"deadline of its own":  context.DeadlineExceeded,
		"cancelled by itself":  context.Canceled,
		"no such host by then": &net.DNSError{Err: "no such host", Name: "example.com", IsNotFound: true},
		"not found, it says":   confluence.ErrNotFound,
	} {
		wait(t, name, open, func(t *testing.T, w Waiting) {
			t.Helper()
			looks, next := 0, w.Server.HTTPClient().Transport
			task, err := w.Wait(t.Context(), confluence.BearerToken(w.Token), confluence.WithTransport(
				RoundTrip(func(r *http.Request) (*http.Response, error) {
					if r.Method == http.MethodGet {
						if looks++; looks > 1 && looks < 8 {
							return nil, failure
						}
					}
					return next.RoundTrip(r)
				})))
			require.NoError(t, err)
			require.Equal(t, confluence.TaskSucceeded, task.State)
		})
	}
}

// requireWaitsForAToken: a token that cannot be had for once, whatever is said of
// it.
func requireWaitsForAToken(t *testing.T, open func(*testing.T) Waiting) {
	t.Helper()
	for name, failure := range map[string]error{
		"fails": errors.New("the vault is sealed"), "is empty": nil, "not found": confluence.ErrNotFound, "late": context.DeadlineExceeded,
	} {
		wait(t, "a token that "+name, open, func(t *testing.T, w Waiting) {
			t.Helper()
			asked := 0
			task, err := w.Wait(t.Context(), confluence.TokenFunc(func(context.Context) (string, error) {
				if asked++; asked == 3 {
					return "", failure
				}
				return w.Token, nil
			}))
			require.NoError(t, err)
			require.Equal(t, confluence.TaskSucceeded, task.State)
			require.Greater(t, asked, 3)
		})
	}
	wait(t, "a token that is never there again", open, func(t *testing.T, w Waiting) {
		t.Helper()
		sealed, asked := errors.New("the vault is sealed"), 0
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		w.Server.Inject("getTask", 0, confluencetest.Respond(500, "", ""))
		began := time.Now()
		_, err := w.Wait(ctx, confluence.TokenFunc(func(context.Context) (string, error) {
			if asked++; asked > 3 {
				return "", sealed
			}
			return w.Token, nil
		}))
		require.ErrorIs(t, err, sealed)
		require.NotErrorIs(t, err, context.DeadlineExceeded)
		require.InDelta(t, 2*time.Minute, time.Since(began), float64(20*time.Second))
	})
}

// requireEnds: the wait ends with what cannot pass, and the last state comes with
// it.
func requireEnds(t *testing.T, open func(*testing.T) Waiting) {
	t.Helper()
	for name, c := range map[string]struct {
		fault confluencetest.Fault
		kind  error
	}{
		"a credential that stays refused": {confluencetest.Respond(401, "", ""), confluence.ErrUnauthorized},
		"a task that is gone":             {confluencetest.Respond(404, "application/json", `{"statusCode":404,"message":"no task"}`), confluence.ErrNotFound},
		"may not":                         {confluencetest.Respond(403, "application/json", `{"message":"no"}`), confluence.ErrForbidden},
	} {
		wait(t, name, open, func(t *testing.T, w Waiting) {
			t.Helper()
			w.Server.Inject("getTask", 2, confluencetest.Delay(0)) // it is seen
			w.Server.Inject("getTask", 0, c.fault)
			ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
			defer cancel()
			began := time.Now()
			task, err := w.Wait(ctx, confluence.BearerToken(w.Token))
			require.ErrorIs(t, err, c.kind)
			require.NotNil(t, task, "the last state")
			require.Less(t, time.Since(began), time.Minute)
		})
	}
	wait(t, "the context", open, func(t *testing.T, w Waiting) {
		t.Helper()
		w.Server.Inject("getTask", 1, confluencetest.Delay(0))
		w.Server.Inject("getTask", 0, confluencetest.Respond(500, "", ""))
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		began := time.Now()
		task, err := w.Wait(ctx, confluence.BearerToken(w.Token))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, time.Hour, time.Since(began))
		require.Equal(t, confluence.TaskRunning, task.State)
		failure, ok := errors.AsType[*confluence.Error](err)
		require.True(t, ok, "what the last look met comes with it")
		require.Equal(t, 500, failure.StatusCode)
	})
}
