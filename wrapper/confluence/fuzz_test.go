package confluence_test

import (
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// Whatever an error's body holds, the error is one short line of valid text.
func FuzzReadErrorBody(f *testing.F) {
	for _, c := range faults {
		f.Add(c.status, []byte(c.body), "")
	}
	f.Add(200, []byte("<html><title>"+strings.Repeat("x", 600)+"</title>"), "text/html")
	f.Add(404, []byte(`{"message":"`+strings.Repeat(`\n`, 600)+`"}`), "application/json")
	f.Fuzz(func(t *testing.T, status int, body []byte, contentType string) {
		rt := newScript(t, reply(status, string(body), "Content-Type: "+contentType, "X-Request-Id: "+contentType))
		_, err := do(t.Context(), once(t, rt), "GET", paths["GET"], "")
		if err == nil {
			require.Equal(t, 200, status)
			return
		}
		var e *confluence.Error
		require.ErrorAs(t, err, &e)
		for _, text := range []string{e.Message, e.Reason, e.RequestID, e.Error()} {
			require.True(t, utf8.ValidString(text), "%q", text)
			require.False(t, strings.ContainsFunc(text, unicode.IsControl), "%q", text)
			require.NotContains(t, text, "\u2028")
		}
		for _, text := range []string{e.Message, e.Reason, e.RequestID} {
			require.LessOrEqual(t, utf8.RuneCountInString(text), 501)
		}
	})
}

// No header makes a wait negative.
func FuzzRetryAfter(f *testing.F) {
	for _, seed := range []string{
		"", "0", "1", "-1", "1847", "9223372036854775807", "9223372037", "-9223372036854775808", "soon",
		"Sat, 01 Jan 2000 00:01:00 GMT", "2000-01-01T01:00Z", "2000-01-01T01:00:00Z", "9999-12-31T23:59:59Z", "0000-01-01T00:00Z",
	} {
		f.Add(seed, "")
		f.Add("", seed)
	}
	f.Fuzz(func(t *testing.T, after, reset string) {
		rt := newScript(t, reply(429, "", "Retry-After: "+after, "X-RateLimit-Remaining: 0", "X-RateLimit-Reset: "+reset))
		conn := newConn(t, rt, confluence.WithRetry(confluence.RetryOptions{MaxRetries: 1, MinWait: 1, MaxWait: time.Millisecond, BurstPatience: -1}))
		_, err := do(t.Context(), conn, "POST", paths["POST"], "")
		var e *confluence.Error
		require.ErrorAs(t, err, &e)
		require.GreaterOrEqual(t, e.RetryAfter, time.Duration(0))
		if e.RetryAfter > time.Second { // the clock goes on between two looks at it
			require.Len(t, rt.requests(), 1)
		}
	})
}

// An address that is accepted cannot show a credential to anyone but the site,
// and one that is refused is not repeated.
func FuzzBaseURL(f *testing.F) {
	for _, seed := range []string{
		"https://site.example/wiki", "http://localhost:8090/c", "http://[::1]:80", "https://u:p@site.example", "https://site.example?x#y",
		"http://127.0.0.1", "http://10.0.0.1", "https://api.atlassian.com/ex/confluence/0b5a", "https://site.example/a%2Fb/%2e%2e/c", "//x", "https://0:",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		conn, err := confluence.NewConn("https://us3rinfo:pa55word@"+raw, confluence.Anonymous(), nil)
		if err == nil { // the at sign may stand behind a slash or a query
			require.NotContains(t, conn.BaseURL(), "us3rinfo:pa55word@")
		} else {
			require.NotContains(t, err.Error(), "us3rinfo")
			require.NotContains(t, err.Error(), "pa55word")
		}
		conn, err = confluence.NewConn(raw, confluence.Anonymous(), nil)
		if err != nil {
			require.ErrorIs(t, err, confluence.ErrInvalid)
			return
		}
		u, err := url.Parse(conn.BaseURL())
		require.NoError(t, err)
		require.Nil(t, u.User)
		require.Empty(t, u.RawQuery)
		require.Empty(t, u.Fragment)
		require.NotEmpty(t, u.Hostname())
		require.False(t, strings.HasSuffix(conn.BaseURL(), "/"))
		if u.Scheme != "https" {
			require.Equal(t, "http", u.Scheme)
			require.True(t, u.Hostname() == "localhost" || net.ParseIP(u.Hostname()).IsLoopback() || strings.Contains(u.Hostname(), "%"), raw)
		}
		again, err := confluence.NewConn(conn.BaseURL(), confluence.Anonymous(), nil)
		require.NoError(t, err)
		require.Equal(t, conn.BaseURL(), again.BaseURL())
		// A client built on it gets its requests through.
		rt := newScript(t, reply(200, "{}"))
		own, err := confluence.NewConn(raw, confluence.Anonymous(), operations(), confluence.WithHTTPClient(&http.Client{Transport: rt}))
		require.NoError(t, err)
		_, err = do(t.Context(), own, "GET", "/rest/api/thing/1", "")
		require.NoError(t, err)
	})
}

// What is let through is, segment by segment, an operation of the contract.
func FuzzGuard(f *testing.F) {
	for _, seed := range []string{
		"/rest/api/thing/1", "/rest/api/thing/current", "/rest/api/thing/..", "/rest/api/thing/%2e%2e/part/x", "/rest/api/thing//part/x",
		"/rest/api/thing/R&D%20%2F%20Ops%3Fx", "/rest/api/thing/a%2Fb%3Fc%23d", "/rest/api/thing/557058:0867", "/rest/api/thing/é",
		"/rest/api/thing/a%252Fb", "/rest/api/thing/a;b", "/rest/api/thing/..;/part/k", "/rest/api/thing/%00", "?x", "#y", "/../x",
	} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	templates := [][]string{{"rest", "api", "thing", "{}"}, {"rest", "api", "thing", "{}", "part", "{}"}, {"rest", "api", "thing", "current"}}
	f.Fuzz(func(t *testing.T, path string, escaped bool) {
		u := &url.URL{Scheme: "https", Host: "confluence.example", Path: "/base" + path}
		if escaped {
			parsed, err := url.Parse(site + path)
			if err != nil {
				return
			}
			u = parsed
		}
		rt := newScript(t, reply(200, "{}"))
		_, err := send(once(t, rt), (&http.Request{Method: http.MethodGet, URL: u}).WithContext(t.Context()))
		if err != nil {
			require.ErrorIs(t, err, confluence.ErrRefused)
			require.Empty(t, rt.requests())
			return
		}
		sent, err := url.ParseRequestURI(u.RequestURI())
		require.NoError(t, err)
		got := strings.Split(sent.EscapedPath(), "/")
		require.Equal(t, []string{"", "base"}, got[:2])
		require.True(t, matchesOne(templates, got[2:]), "%q", got)
	})
}

func matchesOne(templates [][]string, segments []string) bool {
	for _, template := range templates {
		ok := len(template) == len(segments)
		for i := 0; ok && i < len(template); i++ {
			value, err := url.PathUnescape(segments[i])
			ok = err == nil && value != "" && value != "." && value != ".." && (template[i] == "{}" || template[i] == segments[i])
		}
		if ok {
			return true
		}
	}
	return false
}
