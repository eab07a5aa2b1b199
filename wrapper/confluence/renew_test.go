package confluence_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/operation"
)

// tokens hands out "token-1", and the next one for each that is rejected.
type tokens struct {
	expiry time.Time
	asked  []string // what was rejected each time
	number int
	most   int
	err    error
}

func (s *tokens) get(_ context.Context, rejected string) (string, time.Time, error) {
	s.asked = append(s.asked, rejected)
	if rejected != "" && s.err != nil {
		return "", time.Time{}, s.err
	}
	if rejected != "" && s.number < s.most {
		s.number++
	}
	return fmt.Sprintf("%s-%d", secret, s.number), s.expiry, nil
}

func renewable(t *testing.T, s *tokens, rt http.RoundTripper) *confluence.Conn {
	t.Helper()
	ops := append(operationList(), operation.Operation{ID: "second", Method: "GET", Path: "/wiki/api/v2/thing", Success: []int{200}, Reads: true})
	conn, err := confluence.NewConn(site, confluence.RenewableToken(s.get), operation.NewTable(ops),
		confluence.WithHTTPClient(&http.Client{Transport: rt}), confluence.WithRetry(confluence.RetryOptions{MaxRetries: -1}))
	require.NoError(t, err)
	return conn
}

func TestRejectedToken(t *testing.T) {
	t.Parallel()
	const read, readV2, create = "/rest/api/thing/1", "/wiki/api/v2/thing", "/rest/api/thing"
	past, future := time.Now().Add(-time.Second), time.Now().Add(time.Hour)
	for name, c := range map[string]struct {
		method, path string
		expiry       time.Time
		status       int
		body         string
		renewed      bool
	}{
		"401":                      {"GET", read, future, 401, `{"code":401,"message":"Unauthorized"}`, true},
		"401 of a write":           {"POST", create, future, 401, `{"code":401,"message":"Unauthorized"}`, true},
		"401 without expiry":       {"GET", read, time.Time{}, 401, "", true},
		"401 for a scope":          {"GET", read, past, 401, `{"code":401,"message":"Unauthorized; scope does not match"}`, false},
		"403 of v1, expired":       {"GET", read, past, 403, `{"message":"x","statusCode":403}`, true},
		"403 of a write, expired":  {"POST", create, past, 403, `{"message":"x","statusCode":403}`, true},
		"403 of v1, good":          {"GET", read, future, 403, `{"message":"x","statusCode":403}`, false},
		"403 of v1, no expiry":     {"GET", read, time.Time{}, 403, `{"message":"x","statusCode":403}`, false},
		"404 of v2, expired":       {"GET", readV2, past, 404, `{"errors":[]}`, true},
		"404 of v2, good":          {"GET", readV2, future, 404, `{"errors":[]}`, false},
		"404 of v1, expired":       {"GET", read, past, 404, `{"message":"x","statusCode":404}`, false},
		"403 of v2, expired":       {"GET", readV2, past, 403, `{"errors":[]}`, false},
		"500 with a token expired": {"POST", create, past, 500, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			success := 200
			if c.method == "POST" {
				success = 201
			}
			rt := newScript(t, reply(c.status, c.body), reply(success, "{}"))
			s := &tokens{expiry: c.expiry, most: 9}
			_, err := do(t.Context(), renewable(t, s, rt), c.method, c.path, bodyOf(c.method))
			if !c.renewed {
				require.Error(t, err)
				require.Equal(t, []string{""}, s.asked)
				require.Len(t, rt.requests(), 1)
				return
			}
			require.NoError(t, err)
			require.Equal(t, []string{"", secret + "-0", ""}, s.asked)
			require.Equal(t, "Bearer "+secret+"-1", rt.requests()[1].header.Get("Authorization"))
			require.Equal(t, rt.requests()[0].body, rt.requests()[1].body)
		})
	}
}

func bodyOf(method string) string {
	if method == "POST" {
		return `{"name":"x"}`
	}
	return ""
}

// A service that rejects every token is asked twice, and no more.
func TestRejectedTokenIsNoLoop(t *testing.T) {
	t.Parallel()
	rejects := reply(401, `{"code":401,"message":"Unauthorized"}`)
	s := &tokens{most: 9}
	rt := newScript(t, rejects, rejects, rejects, rejects)
	_, err := do(t.Context(), renewable(t, s, rt), "GET", "/rest/api/thing/1", "")
	require.ErrorIs(t, err, confluence.ErrUnauthorized)
	require.Len(t, rt.requests(), 2)
	require.NotContains(t, fmt.Sprintf("%+v %v", err, err), secret)
}

// Where there is no other token, what the service said is the error.
func TestRejectedTokenWithoutAnother(t *testing.T) {
	t.Parallel()
	rt := newScript(t, reply(401, ""), reply(200, "{}"))
	_, err := do(t.Context(), renewable(t, &tokens{}, rt), "GET", "/rest/api/thing/1", "")
	require.ErrorIs(t, err, confluence.ErrUnauthorized)
	require.Len(t, rt.requests(), 1)

	gone := errors.New("consent is needed")
	rt = newScript(t, reply(401, ""), reply(200, "{}"))
	_, err = do(t.Context(), renewable(t, &tokens{err: gone}, rt), "GET", "/rest/api/thing/1", "")
	require.ErrorIs(t, err, confluence.ErrUnauthorized)
	require.ErrorIs(t, err, gone)
	failure, ok := errors.AsType[*confluence.Error](err)
	require.True(t, ok)
	require.Equal(t, 401, failure.StatusCode)
}

// The repeat is not one of the retries, and does not use one up.
func TestRejectedTokenBesideRetries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := newScript(t, reply(401, ""), reply(429, ""), reply(200, "{}"))
		conn, err := confluence.NewConn(site, confluence.RenewableToken((&tokens{most: 9}).get), operations(),
			confluence.WithHTTPClient(&http.Client{Transport: rt}), confluence.WithRetry(confluence.RetryOptions{MaxRetries: 1}))
		require.NoError(t, err)
		_, err = do(t.Context(), conn, "GET", "/rest/api/thing/1", "")
		require.NoError(t, err)
		require.Len(t, rt.requests(), 3)
	})
}

// A token that takes long to renew is bounded by the call's own time.
func TestRenewingEndsWithTheCall(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int32
		auth := confluence.RenewableToken(func(ctx context.Context, rejected string) (string, time.Time, error) {
			if asked.Add(1); rejected == "" {
				return secret, time.Time{}, nil
			}
			<-ctx.Done()
			return "", time.Time{}, ctx.Err()
		})
		conn, err := confluence.NewConn(site, auth, operations(),
			confluence.WithHTTPClient(&http.Client{Transport: newScript(t, reply(401, ""))}), confluence.WithTimeout(5*time.Second))
		require.NoError(t, err)
		began := time.Now()
		_, err = do(t.Context(), conn, "GET", "/rest/api/thing/1", "")
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, 5*time.Second, time.Since(began))
		require.EqualValues(t, 2, asked.Load())
	})
}

func TestRenewableTokenRefused(t *testing.T) {
	t.Parallel()
	_, err := confluence.NewConn(site, confluence.RenewableToken(nil), nil)
	require.ErrorIs(t, err, confluence.ErrInvalid)

	rt := newScript(t)
	auth := confluence.RenewableToken(func(context.Context, string) (string, time.Time, error) { return secret + "\n", time.Time{}, nil })
	conn, err := confluence.NewConn(site, auth, operations(), confluence.WithHTTPClient(&http.Client{Transport: rt}))
	require.NoError(t, err)
	_, err = do(t.Context(), conn, "GET", "/rest/api/thing/1", "")
	require.ErrorIs(t, err, confluence.ErrInvalid)
	require.NotContains(t, fmt.Sprintf("%+v", err), secret)
	require.Empty(t, rt.requests())
}
