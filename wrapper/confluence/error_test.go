package confluence_test

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// kinds are all the kinds an answer can be.
var kinds = map[string]error{
	"bad request": confluence.ErrBadRequest, "unauthorized": confluence.ErrUnauthorized, "scope": confluence.ErrScope,
	"license": confluence.ErrLicense, "forbidden": confluence.ErrForbidden, "xsrf": confluence.ErrXSRF,
	"not found": confluence.ErrNotFound, "no route": confluence.ErrNoRoute, "conflict": confluence.ErrConflict,
	"gone": confluence.ErrGone, "rate limited": confluence.ErrRateLimited, "not implemented": confluence.ErrNotImplemented,
	"unavailable": confluence.ErrUnavailable, "unexpected": confluence.ErrUnexpectedContent, "redirect": confluence.ErrRedirect,
	"too large": confluence.ErrTooLarge, "": nil,
}

// requireKind fails unless err is of one kind and of no other.
func requireKind(t *testing.T, kind string, err error) {
	t.Helper()
	require.Contains(t, kinds, kind)
	for name, sentinel := range kinds {
		if sentinel != nil {
			require.Equal(t, name == kind, errors.Is(err, sentinel), "%v is %q", err, name)
		}
	}
}

// failure sends one GET and returns the error the answer amounts to.
func failure(t *testing.T, s step) *confluence.Error {
	t.Helper()
	_, err := do(t.Context(), once(t, newScript(t, s)), "GET", "/rest/api/thing/jane?email=jane@example.org", "")
	var e *confluence.Error
	require.ErrorAs(t, err, &e)
	require.NotContains(t, err.Error(), "jane")
	require.NotContains(t, err.Error(), "\n")
	return e
}

func TestKindOfStatus(t *testing.T) {
	t.Parallel()
	for status, kind := range map[int]string{
		400: "bad request", 401: "unauthorized", 402: "license", 403: "forbidden", 404: "not found", 405: "", 409: "conflict",
		410: "gone", 415: "", 418: "", 429: "rate limited", 500: "", 501: "not implemented", 502: "unavailable", 503: "unavailable",
		504: "unavailable", 599: "", 999: "",
	} {
		e := failure(t, reply(status, `{"message":"x"}`))
		requireKind(t, kind, e)
		require.Equal(t, status, e.StatusCode)
		requireKind(t, kind, &confluence.Error{StatusCode: status}) // as a program's own tests may make it
	}
}

func TestErrorFields(t *testing.T) {
	t.Parallel()
	e := failure(t, reply(404, `{"statusCode":404,"message":"No thing with that id","reason":"Not Found"}`,
		"Atl-Traceid: 8f\x1b[31m", "Retry-After: 3"))
	require.Equal(t, "getThing", e.Operation)
	require.Equal(t, http.MethodGet, e.Method)
	require.Equal(t, "/rest/api/thing/{id}", e.Path)
	require.Equal(t, "No thing with that id", e.Message)
	require.Equal(t, "Not Found", e.Reason)
	require.Equal(t, "8f [31m", e.RequestID)
	require.Equal(t, 3*time.Second, e.RetryAfter)
	require.Contains(t, string(e.Body), `"statusCode":404`)
	require.EqualError(t, e, "confluence: getThing: GET /rest/api/thing/{id}: 404 Not Found: No thing with that id (retry after 3s) [request 8f [31m]")

	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "failed", e)
	require.Contains(t, log.String(), `failed.operation=getThing failed.method=GET failed.path=/rest/api/thing/{id} failed.status=404`)
	encoded, err := json.Marshal(e) //nolint:musttag // as a program may do
	require.NoError(t, err)
	require.NotContains(t, string(encoded), "Body")
	require.EqualError(t, &confluence.Error{StatusCode: 599}, "confluence: 599")
	require.EqualError(t, failure(t, reply(404, "")), "confluence: getThing: GET /rest/api/thing/{id}: 404 Not Found")
}

func TestRequestID(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]string{
		"Atl-Traceid: a": "a", "X-Arequestid: b": "b", "X-Request-Id: c": "c",
		"X-Request-Id: " + strings.Repeat("x", 1<<16): strings.Repeat("x", 500) + "…",
	} {
		require.Equal(t, want, failure(t, reply(500, "", header)).RequestID)
	}
}

func TestUnexpectedContent(t *testing.T) {
	t.Parallel()
	page := "<html><head><title>Log in - Confluence</title></head></html>"
	for name, c := range map[string]struct {
		step    step
		message string
	}{
		"a login page":                  {reply(200, page, "Content-Type: text/html"), "an HTML page: Log in - Confluence"},
		"a login page of any length":    {withBody(200, http.NoBody, "Content-Type: text/html"), "-"},
		"no type":                       {reply(200, "hello"), "hello"},
		"a type that is none":           {reply(200, "hello", "Content-Type: ;;"), "hello"},
		"an undocumented status":        {reply(202, `{"id":"1"}`), `content type "application/json"`},
		"an undocumented empty status":  {reply(204, ""), `content type ""`},
		"a type that is an essay":       {reply(200, "\x00", "Content-Type: "+strings.Repeat("x", 1<<16)), "content type \"" + strings.Repeat("x", 486) + "…"},
		"bytes that are no text at all": {reply(200, "\x1f\x8b\x00\x00", "Content-Type: application/zip"), `content type "application/zip"`},
	} {
		if c.message == "-" {
			got, err := do(t.Context(), once(t, newScript(t, c.step)), "GET", paths["GET"], "")
			require.NoError(t, err, name)
			require.Equal(t, answer{status: 200}, got)
			continue
		}
		e := failure(t, c.step)
		requireKind(t, "unexpected", e)
		require.Equal(t, c.message, e.Message, name)
		require.ErrorContains(t, e, "not the documented response")
	}
	conn := once(t, newScript(t, reply(100, "")))
	_, err := do(t.Context(), conn.ForOtherOperations(), "GET", "/x", "")
	requireKind(t, "unexpected", err)
}

func TestJSONIsJSONByItsType(t *testing.T) {
	t.Parallel()
	for _, contentType := range []string{"application/json", "application/json;charset=UTF-8", "APPLICATION/JSON", "application/problem+json"} {
		got, err := do(t.Context(), once(t, newScript(t, reply(200, "{}", "Content-Type: "+contentType))), "GET", paths["GET"], "")
		require.NoError(t, err)
		require.Equal(t, answer{200, "{}"}, got)
	}
}

// HEAD names the length and the type of a body that does not come.
func TestHead(t *testing.T) {
	t.Parallel()
	for _, conn := range []*confluence.Conn{
		once(t, serve(t, raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n")), confluence.WithMaxBody(10)),
	} {
		got, err := do(t.Context(), conn.ForOtherOperations(), "HEAD", "/x", "")
		require.NoError(t, err)
		require.Equal(t, answer{status: 200}, got)
	}
}

// Whether a body comes is found out without losing any of it.
func TestBodyOfUnknownLength(t *testing.T) {
	t.Parallel()
	handler := func(body string) http.HandlerFunc {
		return raw("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n" + body)
	}
	got, err := do(t.Context(), once(t, serve(t, handler(""))), "GET", paths["GET"], "")
	require.NoError(t, err)
	require.Equal(t, answer{status: 200}, got)
	_, err = do(t.Context(), once(t, serve(t, handler("hello"))), "GET", paths["GET"], "")
	var e *confluence.Error
	require.ErrorAs(t, err, &e)
	require.Equal(t, "hello", e.Message)

	_, err = do(t.Context(), once(t, newScript(t, withBody(200, &breaks{}))), "GET", paths["GET"], "")
	require.ErrorIs(t, err, errReset, "an error that is read while looking is not lost")
}

// breaks fails once and then pretends that nothing happened.
type breaks struct{ broken bool }

func (b *breaks) Read([]byte) (int, error) {
	if b.broken {
		return 0, http.ErrBodyReadAfterClose
	}
	b.broken = true
	return 0, errReset
}

func (b *breaks) Close() error { return nil }

// The status of an error is known; its body is waited for, but not for ever.
func TestErrorBodyThatNeverEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		e := failure(t, withBody(404, newEndless()))
		requireKind(t, "not found", e)
		require.LessOrEqual(t, time.Since(started), 10*time.Second)

		rt := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusForbidden)
			_, _ = w.Write([]byte("XSRF check failed"))
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		})
		_, err := do(t.Context(), once(t, rt), "GET", paths["GET"], "")
		requireKind(t, "xsrf", err)
	})
}

func TestErrorBodyThatIsCut(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`{"statusCode":403,"message":"com.atlassian.PermissionException: You \"may\" not","data":{"auth`,
		`{"statusCode":403,"data":{"errors":[{"message":{"translation":"You \"may\" not","args":[`,
	} {
		rt := serve(t, raw("HTTP/1.1 403 Forbidden\r\nContent-Length: 1000\r\nContent-Type: application/json\r\n\r\n"+body))
		_, err := do(t.Context(), once(t, rt), "GET", paths["GET"], "")
		var e *confluence.Error
		require.ErrorAs(t, err, &e)
		requireKind(t, "forbidden", e)
		require.Equal(t, `You "may" not`, e.Message)
		require.Equal(t, body, string(e.Body))
	}
}

func TestErrorBodyIsCapped(t *testing.T) {
	t.Parallel()
	e := failure(t, reply(500, strings.Repeat("é", 1<<20)))
	require.Len(t, e.Body, 64<<10)
	require.Equal(t, strings.Repeat("é", 500)+"…", e.Message)
}
