package confluence_test

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// guarded is a connection whose token must not be asked for.
func guarded(t *testing.T, rt http.RoundTripper) *confluence.Conn {
	t.Helper()
	conn, err := confluence.NewConn(site, confluence.TokenFunc(func(context.Context) (string, error) {
		t.Error("a token was fetched")
		return secret, nil
	}), operations(), confluence.WithHTTPClient(&http.Client{Transport: rt}))
	require.NoError(t, err)
	return conn
}

func TestGuardRefusesAddress(t *testing.T) {
	t.Parallel()
	good := url.URL{Scheme: "https", Host: "confluence.example", Path: "/base/rest/api/thing/1"}
	for name, change := range map[string]func(*http.Request){
		"other host":      func(r *http.Request) { r.URL.Host = "evil.example" },
		"subdomain":       func(r *http.Request) { r.URL.Host = "x.confluence.example" },
		"other port":      func(r *http.Request) { r.URL.Host += ":8443" },
		"no host":         func(r *http.Request) { r.URL.Host = "" },
		"plain http":      func(r *http.Request) { r.URL.Scheme = "http" },
		"userinfo":        func(r *http.Request) { r.URL.User = url.UserPassword("jane", secret) },
		"Host header":     func(r *http.Request) { r.Host = "evil.example" },
		"opaque":          func(r *http.Request) { r.URL.Opaque = "/base/rest/api/admin" },
		"no URL":          func(r *http.Request) { r.URL = nil },
		"above base":      func(r *http.Request) { r.URL.Path = "/rest/api/thing/1" },
		"beside base":     func(r *http.Request) { r.URL.Path = "/baserest/api/thing/1" },
		"the base itself": func(r *http.Request) { r.URL.Path = "/base" },
		"other method":    func(r *http.Request) { r.Method = "PATCH" },
		"lower case":      func(r *http.Request) { r.Method = "get" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rt := newScript(t, reply(200, "{}"))
			address := good
			body := &closeNoted{Reader: strings.NewReader("{}")}
			req := (&http.Request{Method: http.MethodGet, URL: &address, Header: http.Header{}, Body: body}).WithContext(t.Context())
			change(req)
			_, err := send(guarded(t, rt), req)
			require.ErrorIs(t, err, confluence.ErrRefused)
			require.NotContains(t, err.Error(), secret)
			require.Empty(t, rt.requests())
			require.True(t, body.closed, "the body of the request is left open")
		})
	}
}

type closeNoted struct {
	io.Reader

	closed bool
}

func (b *closeNoted) Close() error {
	b.closed = true
	return nil
}

// What no contract knows, no contract-less connection sends either.
func TestGuardRefusesPath(t *testing.T) {
	t.Parallel()
	for _, path := range []string{
		"/rest/api/thing/..", "/rest/api/thing/.", "/rest/api/thing/%2e%2e", "/rest/api/thing/%2E", "/rest/api/thing/.%2e",
		"/rest/api//thing/1", "//rest/api/thing/1", "/rest/api/thing//part/x", "/rest/api/../admin", "/../rest/api/thing/1",
		"/rest/api/thing/%00", "/rest/api/thing/a%0Ab", "/rest/api/thing/%7F", "/rest/api/thing/%C2%85", "/rest/api/thing/%ff",
		"/rest/api/thing/a%2F..%2Fb", "/rest/api/thing/..%2F", "/rest/api/thing/..%5Cx", "/rest/api/thing/..;x", "/rest/api/thing/..%3Bx",
		"/rest/api/thing/;x", "//",
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			rt := newScript(t, reply(200, "{}"))
			conn := guarded(t, rt)
			_, err := do(t.Context(), conn, "GET", path, "")
			require.ErrorIs(t, err, confluence.ErrRefused)
			_, err = do(t.Context(), conn.ForOtherOperations(), "GET", path, "")
			require.ErrorIs(t, err, confluence.ErrRefused)
			require.Empty(t, rt.requests())
		})
	}
}

func TestGuardRefusesOutsideTheContract(t *testing.T) {
	t.Parallel()
	for _, path := range []string{
		"", "/", "/rest/api/thing/", "/rest/api/thing/1/", "/rest/api/thing/1/part", "/rest/api/%74hing/1", "/rest/api/thing;x/1",
		"/REST/api/thing/1", "/rest/api/thing/1/watch",
	} {
		rt := newScript(t, reply(200, "{}"))
		_, err := do(t.Context(), guarded(t, rt), "GET", path, "")
		require.ErrorIs(t, err, confluence.ErrRefused, path)
		require.Empty(t, rt.requests())
	}
}

// A value of any sort arrives as the one segment it is.
func TestGuardPassesValues(t *testing.T) {
	t.Parallel()
	for _, value := range []string{
		"R&D / Ops?x", "a/b?c#d", "557058:0867", "é", "a%2Fb", "a;b", "...", "..a", "a b+c", "~jane", "%", "{id}", "jane@example.org",
	} {
		t.Run(value, func(t *testing.T) {
			t.Parallel()
			var got string
			mux := http.NewServeMux()
			mux.HandleFunc("GET /base/rest/api/thing/{id}/part/{key}", func(w http.ResponseWriter, r *http.Request) {
				got = r.PathValue("id")
				w.Header().Set("Content-Type", "application/json")
				_, _ = io.WriteString(w, "{}")
			})
			conn := newConn(t, serve(t, mux.ServeHTTP))
			path := "/rest/api/thing/" + url.PathEscape(value) + "/part/k"
			for _, conn := range []*confluence.Conn{conn, conn.ForOtherOperations()} {
				got = ""
				_, err := do(t.Context(), conn, "GET", path, "")
				require.NoError(t, err)
				require.Equal(t, value, got)
			}
		})
	}
}

func TestLiteralSegmentWins(t *testing.T) {
	t.Parallel()
	rt := newScript(t, reply(404, "{}"))
	conn := newConn(t, rt)
	for path, want := range map[string]string{
		"/rest/api/thing/current": "getCurrentThing", "/rest/api/thing/other": "getThing", "/rest/api/thing/curren%74": "getThing",
	} {
		_, err := do(t.Context(), conn, "GET", path, "")
		var failure *confluence.Error
		require.ErrorAs(t, err, &failure)
		require.Equal(t, want, failure.Operation)
	}
}

func TestForOtherOperations(t *testing.T) {
	t.Parallel()
	rt := newScript(t, reply(200, "{}"), reply(200, "{}"), reply(404, "{}"))
	conn := newConn(t, rt)
	open := conn.ForOtherOperations()
	for _, path := range []string{"/anything/at/all?x=1", "/"} {
		_, err := do(t.Context(), open, "GET", path, "")
		require.NoError(t, err)
	}
	_, err := do(t.Context(), open, "GET", "/anything/jane", "")
	require.EqualError(t, err, "confluence: GET: 404 Not Found")
	_, err = do(t.Context(), conn, "GET", "/anything", "")
	require.ErrorIs(t, err, confluence.ErrRefused, "the other connection keeps its contract")
}

func TestCheckValue(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"", "a\nb", "\x00", "\xff", "\u0085"} {
		for _, check := range []func(name, value string) error{argument.Value, argument.PathValue} {
			err := check("group id", value)
			require.ErrorIs(t, err, confluence.ErrInvalid)
			require.ErrorContains(t, err, "group id")
		}
	}
	for _, value := range []string{".", "..", "a/../b", "../x", `..\x`, "..;x", "a/.", "/.."} {
		require.ErrorIs(t, argument.PathValue("group id", value), confluence.ErrInvalid, value)
		require.NoError(t, argument.Value("group id", value))
	}
	require.NoError(t, argument.PathValue("group id", "R&D / Ops?x"))
}
