package confluence_test

import (
	"context"
	"errors"
	"math"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func TestOptionsRefused(t *testing.T) {
	t.Parallel()
	for name, option := range map[string]confluence.Option{
		"nil client":        confluence.WithHTTPClient(nil),
		"no user agent":     confluence.WithUserAgent(""),
		"blank user agent":  confluence.WithUserAgent(" "),
		"two lines":         confluence.WithUserAgent("a\r\nCookie: b"),
		"browser":           confluence.WithUserAgent("Mozilla/5.0"),
		"browser, hidden":   confluence.WithUserAgent(" mozilla/5.0"),
		"negative wait":     confluence.WithRetry(confluence.RetryOptions{MinWait: -1}),
		"negative max wait": confluence.WithRetry(confluence.RetryOptions{MaxWait: -1}),
		"crossed waits":     confluence.WithRetry(confluence.RetryOptions{MinWait: 2, MaxWait: 1}),
		"nil logger":        confluence.WithLogger(nil),
		"no body":           confluence.WithMaxBody(0),
		"negative body":     confluence.WithMaxBody(-1),
	} {
		_, err := confluence.NewConn(site, confluence.Anonymous(), nil, option)
		require.ErrorIs(t, err, confluence.ErrInvalid, name)
	}
}

func TestOptionsAccepted(t *testing.T) {
	t.Parallel()
	for name, option := range map[string]confluence.Option{
		"nil":             nil,
		"small max wait":  confluence.WithRetry(confluence.RetryOptions{MaxWait: time.Millisecond}),
		"large min wait":  confluence.WithRetry(confluence.RetryOptions{MinWait: time.Hour}),
		"longest waits":   confluence.WithRetry(confluence.RetryOptions{MinWait: math.MaxInt64, MaxWait: math.MaxInt64}),
		"largest body":    confluence.WithMaxBody(math.MaxInt64),
		"usual agent":     confluence.WithUserAgent("roster-sync/1.4"),
		"no retries":      confluence.WithRetry(confluence.RetryOptions{MaxRetries: -1}),
		"default client":  confluence.WithHTTPClient(&http.Client{}),
		"insecure unused": confluence.WithInsecureHTTP(),
	} {
		_, err := confluence.NewConn(site, confluence.Anonymous(), nil, option)
		require.NoError(t, err, name)
	}
}

// Waits and limits at the end of their range neither overflow nor panic.
func TestExtremeOptions(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := newScript(t, fails(errors.New("reset")), fails(errors.New("reset")), reply(429, "{}", "Retry-After: 1"), reply(200, "{}"))
		conn := newConn(t, rt, confluence.WithMaxBody(math.MaxInt64), confluence.WithTimeout(-1),
			confluence.WithRetry(confluence.RetryOptions{MinWait: time.Hour << 16, MaxWait: math.MaxInt64}))
		got, err := do(t.Context(), conn, "GET", "/rest/api/thing/1", "")
		require.NoError(t, err)
		require.Equal(t, answer{200, "{}"}, got)
		require.Len(t, rt.requests(), 4)
	})
}

func TestHTTPClientIsCopied(t *testing.T) {
	t.Parallel()
	rt := newScript(t, reply(200, "{}"))
	client := &http.Client{Transport: rt, Timeout: time.Second}
	_, err := confluence.NewConn(site, confluence.Anonymous(), nil, confluence.WithHTTPClient(client))
	require.NoError(t, err)
	require.Same(t, rt, client.Transport)
	require.Nil(t, client.CheckRedirect)
	require.Equal(t, time.Second, client.Timeout)
}

func TestHTTPClientTimeoutStaysInForce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := newScript(t, hangs)
		client := &http.Client{Transport: rt, Timeout: 7 * time.Second}
		conn, err := confluence.NewConn(site, confluence.Anonymous(), operations(), confluence.WithHTTPClient(client),
			confluence.WithRetry(confluence.RetryOptions{MaxRetries: 1, MinWait: time.Second, MaxWait: time.Second}))
		require.NoError(t, err)
		started := time.Now()
		_, err = do(t.Context(), conn, "GET", "/rest/api/thing/jane@example.org", "")
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.NotContains(t, err.Error(), "jane")
		require.Len(t, rt.requests(), 2, "the timeout is that of an attempt")
		require.GreaterOrEqual(t, time.Since(started), 14*time.Second)
		require.LessOrEqual(t, time.Since(started), 15*time.Second)

		_, err = do(t.Context(), conn, "POST", "/rest/api/thing", "{}")
		require.Error(t, err)
		require.Len(t, rt.requests(), 3)
	})
}

// closer counts what would happen to the connections of others.
type closer struct {
	*script

	closed int
}

func (c *closer) CloseIdleConnections() { c.closed++ }

func TestIdleConnectionsAreNotOursToClose(t *testing.T) {
	t.Parallel()
	rt := &closer{script: newScript(t, fails(errors.New("reset")))}
	_, err := do(t.Context(), once(t, rt), "GET", "/rest/api/thing/1", "")
	require.Error(t, err)
	require.Zero(t, rt.closed)
}
