package confluence_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/operation"
)

// TestStatusAtTheEdge: where one kind of status ends and the next begins.
func TestStatusAtTheEdge(t *testing.T) {
	t.Parallel()
	for status, c := range map[int]struct {
		kind      error
		uncertain bool
	}{
		299: {confluence.ErrUnexpectedContent, true}, 300: {confluence.ErrRedirect, false}, 399: {confluence.ErrRedirect, false},
		400: {confluence.ErrBadRequest, false}, 499: {nil, false}, 500: {nil, true}, 501: {confluence.ErrNotImplemented, false}, 599: {nil, true},
	} {
		_, err := do(t.Context(), once(t, newScript(t, reply(status, ""))), "POST", paths["POST"], "")
		failure, ok := errors.AsType[*confluence.Error](err)
		require.True(t, ok)
		require.Equal(t, status, failure.StatusCode)
		require.Equal(t, c.kind, failure.Kind)
		require.Equal(t, c.uncertain, failure.Uncertain, status)
		require.Equal(t, status < 300, failure.Message == `content type ""`, status)
	}
}

// TestHeadersOfEarlierAttempts: a transport may still read those of an attempt when
// the next one begins.
func TestHeadersOfEarlierAttempts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var sent []*http.Request
		keep := func(s step) step {
			return func(req *http.Request) (*http.Response, error) {
				sent = append(sent, req)
				return s(req)
			}
		}
		tokens := 0
		conn, err := confluence.NewConn(site, confluence.TokenFunc(func(context.Context) (string, error) {
			tokens++
			return strings.Repeat("t", tokens), nil
		}), operations(), confluence.WithTransport(newScript(t, keep(reply(503, "")), keep(reply(503, "")), keep(reply(200, "{}")))))
		require.NoError(t, err)
		_, err = do(t.Context(), conn, "GET", paths["GET"], "")
		require.NoError(t, err)
		for i, req := range sent {
			require.Equal(t, "Bearer "+strings.Repeat("t", i+1), req.Header.Get("Authorization"))
		}
		require.Len(t, sent, 3)
	})
}

// TestObserverIsToldHowACallEnded: nil, and no more than nil, where it succeeded.
func TestObserverIsToldHowACallEnded(t *testing.T) {
	t.Parallel()
	var calls []confluence.CallResult
	var attempts []confluence.AttemptResult
	observer := confluence.Observer{
		Call: func(ctx context.Context, _ confluence.Operation) (context.Context, func(confluence.CallResult)) {
			return ctx, func(end confluence.CallResult) { calls = append(calls, end) }
		},
		Attempt: func(ctx context.Context, _ confluence.Operation, _ int) (context.Context, func(confluence.AttemptResult)) {
			return ctx, func(end confluence.AttemptResult) { attempts = append(attempts, end) }
		},
	}
	conn := once(t, newScript(t, reply(200, "{}"), reply(404, "")), confluence.WithObserver(observer))
	_, err := do(t.Context(), conn, "GET", paths["GET"], "")
	require.NoError(t, err)
	_, err = do(t.Context(), conn, "GET", paths["GET"], "")
	require.ErrorIs(t, err, confluence.ErrNotFound)
	require.NoError(t, calls[0].Err)
	require.NoError(t, attempts[0].Err)
	require.ErrorIs(t, calls[1].Err, confluence.ErrNotFound)
	require.ErrorIs(t, attempts[1].Err, confluence.ErrNotFound)
}

// TestErrorInALog: the fields that say something, and no others.
func TestErrorInALog(t *testing.T) {
	t.Parallel()
	bare := &confluence.Error{Operation: "getThing", Method: "GET", Path: "/rest/api/thing/{id}", Attempts: 1}
	require.Equal(t, "[operation=getThing method=GET path=/rest/api/thing/{id} attempts=1]", bare.LogValue().String())
	reset := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	full := *bare
	full.StatusCode, full.Message, full.Uncertain, full.Err = 429, "slow down", true, errReset
	full.RequestID, full.RetryAfter, full.Reset = "r1", time.Second, reset
	names := map[string]any{}
	for _, attr := range full.LogValue().Group() {
		names[attr.Key] = attr.Value.Any()
	}
	require.Equal(t, map[string]any{
		"operation": "getThing", "method": "GET", "path": "/rest/api/thing/{id}", "status": int64(429), "attempts": int64(1),
		"message": "slow down", "uncertain": true, "cause": errReset.Error(), "request_id": "r1", "retry_after": time.Second, "reset": reset,
	}, names)
	require.Equal(t, slog.KindGroup, full.LogValue().Kind())
}

// TestNoContract: a connection without operations lets everything through.
func TestNoContract(t *testing.T) {
	t.Parallel()
	conn, err := confluence.NewConn(site, confluence.BearerToken(secret), nil, confluence.WithTransport(newScript(t, reply(200, "{}"))))
	require.NoError(t, err)
	_, err = do(t.Context(), conn, "GET", "/rest/api/anything", "")
	require.NoError(t, err)
}

// TestWhatIsHidden: no more than what the request held.
func TestWhatIsHidden(t *testing.T) {
	t.Parallel()
	said := func(auth confluence.Auth, body, echo string) string {
		conn, err := confluence.NewConn(site, auth, operations(), confluence.WithTransport(newScript(t, reply(400, echo))))
		require.NoError(t, err)
		_, err = do(t.Context(), conn, "POST", "/rest/api/thing", body)
		failure, ok := errors.AsType[*confluence.Error](err)
		require.True(t, ok)
		return failure.Message
	}
	require.Equal(t, "no … here", said(confluence.BearerToken("abcde"), "{}", "no abcde here"), "the token without its scheme")
	require.Equal(t, "no abcd here", said(confluence.BearerToken("abcd"), "{}", "no abcd here"), "too short to be told from a word")
	require.Equal(t, "no … here", said(confluence.BearerToken("abcd"), "{}", "no Bearer abcd here"))
	for range 20 { // the order of the fields is another each time
		require.Equal(t, "… or …", said(confluence.BearerToken("t0ken"), `{"password":"ssw0rd","newPassword":"ssw0rd1"}`, "ssw0rd1 or ssw0rd"))
	}
	for _, repeated := range []string{"email=jane%40example.org", "email=jane@example.org"} {
		_, err := do(t.Context(), once(t, newScript(t, reply(400, "no "+repeated))), "GET", paths["GET"]+"?email=jane%40example.org", "")
		failure, ok := errors.AsType[*confluence.Error](err)
		require.True(t, ok)
		require.Equal(t, "no …", failure.Message)
	}
	_, err := do(t.Context(), once(t, newScript(t, fails(&url.Error{Op: "Get", URL: "/", Err: errors.New("either/or")}))), "GET", paths["GET"], "")
	require.ErrorContains(t, err, "either/or")
}

// TestLongWords are cut after 500 characters.
func TestLongWords(t *testing.T) {
	t.Parallel()
	require.Equal(t, strings.Repeat("é", 500), failure(t, reply(400, strings.Repeat("é", 500))).Message)
	require.Equal(t, strings.Repeat("é", 500)+"…", failure(t, reply(400, strings.Repeat("é", 501))).Message)
}

// TestJavaClasses are cut off a message, other words with dots are not.
func TestJavaClasses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"com.x.A: m": "m", "com.x.Z: m": "m", "x.B2: m": "m", "az.Az: m": "m", "x0.A: m": "m", "x9.A: m": "m", "x$_.A: m": "m", "x-y.A: m": "x-y.A: m", "com.x.a: m": "com.x.a: m", "file.9x: m": "file.9x: m", "file.[x: m": "file.[x: m",
		"file.@x: m": "file.@x: m", "A.Bar: m": "A.Bar: m", "Z.Bar: m": "Z.Bar: m", "M.Bar: m": "M.Bar: m", "_.Bar: m": "m", ".Bar: m": ".Bar: m", "x.: m": "x.: m", "x: m": "x: m",
	} {
		require.Equal(t, want, failure(t, reply(400, text)).Message, text)
	}
}

// TestScopesOfAnError are told where a scope is what lacks, and nowhere else.
func TestScopesOfAnError(t *testing.T) {
	t.Parallel()
	ops := operationList()
	for i := range ops {
		ops[i].ClassicScopes, ops[i].GranularScopes = []string{"classic"}, []string{"granular"}
	}
	for body, want := range map[string]confluence.Scopes{
		`{"message":"Unauthorized; scope does not match"}`: {Classic: []string{"classic"}, Granular: []string{"granular"}},
		`{"message":"Unauthorized"}`:                       {},
	} {
		conn, err := confluence.NewConn(site, confluence.BearerToken(secret), operation.NewTable(ops), confluence.WithTransport(newScript(t, reply(401, body))))
		require.NoError(t, err)
		_, err = do(t.Context(), conn, "GET", paths["GET"], "")
		failure, ok := errors.AsType[*confluence.Error](err)
		require.True(t, ok)
		require.Equal(t, want, failure.Scopes)
	}
	for advice, scopes := range map[string]confluence.Scopes{
		"(the token lacks a scope; ":                                {},
		"(the token needs the scope a and b; ":                      {Classic: []string{"a", "b"}},
		"(the token needs the scope c and d; ":                      {Granular: []string{"c", "d"}},
		"(the token needs the scope a and b, or granular c and d; ": {Classic: []string{"a", "b"}, Granular: []string{"c", "d"}},
	} {
		require.ErrorContains(t, &confluence.Error{Kind: confluence.ErrScope, Scopes: scopes}, advice)
	}
}

// TestResetOfAQuota: where its end is named, and near enough to be one; what else
// is wrong is told first.
func TestResetOfAQuota(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for seconds, named := range map[string]bool{"3599999": true, "3600000": false, "9223372036854775807": false} {
			e := failure(t, reply(429, "", "RateLimit-Reason: quota", "Retry-After: "+seconds))
			require.ErrorIs(t, e, confluence.ErrQuota)
			require.Equal(t, !named, e.Reset.IsZero(), seconds)
		}
		e := failure(t, reply(429, "scope does not match", "RateLimit-Reason: quota", "Retry-After: 600"))
		require.ErrorIs(t, e, confluence.ErrScope)
		require.NotErrorIs(t, e, confluence.ErrQuota)
		for row, reset := range map[string]bool{"a-quota;r=7": false, "a-quota;r=7;t=60": true} {
			var info confluence.ResponseInfo
			ctx := confluence.WithCall(t.Context(), confluence.CallOptions{Response: &info})
			_, err := do(ctx, once(t, newScript(t, reply(200, "{}", "RateLimit: "+row))), "GET", paths["GET"], "")
			require.NoError(t, err)
			require.Equal(t, 7, info.Quota.Remaining)
			require.Equal(t, reset, !info.Quota.Reset.IsZero())
		}
	})
}

// TestTokenOfAnyPrintableCharacter is one.
func TestTokenOfAnyPrintableCharacter(t *testing.T) {
	t.Parallel()
	for token, good := range map[string]bool{"!~": true, "a b": false, "a\x7f": false, "a\x1f": false} {
		_, err := confluence.NewConn(site, confluence.BearerToken(token), operations())
		require.Equal(t, good, err == nil, "%q", token)
	}
}
