package confluence_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// brokenBody sends some text and then fails.
func brokenBody(status int, err error) step {
	return func(req *http.Request) (*http.Response, error) {
		body := io.MultiReader(strings.NewReader(`{"results":[`), failingReader{err})
		return withBody(status, io.NopCloser(body), "Content-Type: application/json", "X-Request-Id: r1")(req)
	}
}

type failingReader struct{ err error }

func (r failingReader) Read([]byte) (int, error) { return 0, r.err }

// A response that breaks off or stalls in its body is asked for again where that
// is safe.
func TestBodyThatBreaksOff(t *testing.T) {
	t.Parallel()
	for name, broken := range map[string]func(status int) step{
		"cut":   func(status int) step { return brokenBody(status, io.ErrUnexpectedEOF) },
		"reset": func(status int) step { return brokenBody(status, errReset) },
		"stalled": func(status int) step {
			return func(req *http.Request) (*http.Response, error) {
				body := newEndless()
				context.AfterFunc(req.Context(), func() { _ = body.Close() }) // as net/http does
				return withBody(status, body, "Content-Type: application/json")(req)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				rt := newScript(t, broken(200), reply(200, `{"id":1}`))
				got, err := do(t.Context(), newConn(t, rt), "GET", paths["GET"], "")
				require.NoError(t, err)
				require.JSONEq(t, `{"id":1}`, got.body)
				require.Len(t, rt.requests(), 2)

				rt = newScript(t, broken(201))
				_, err = do(t.Context(), newConn(t, rt), "POST", "/rest/api/thing", "{}")
				failure, ok := errors.AsType[*confluence.Error](err)
				require.True(t, ok)
				require.Len(t, rt.requests(), 1, "a write that was accepted is not sent again")
				require.ErrorIs(t, err, confluence.ErrUnavailable)
				require.Equal(t, 201, failure.StatusCode)
				require.Equal(t, 1, failure.Attempts)
				require.True(t, failure.Uncertain)
				require.ErrorContains(t, err, "(it may have been applied all the same)")
				require.Contains(t, failure.LogValue().String(), "uncertain=true")
			})
		})
	}
}

// A POST that reads is repeated like a GET.
func TestPostThatReads(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := newScript(t, reply(502, ""), fails(errReset), brokenBody(200, io.ErrUnexpectedEOF), reply(200, "{}"))
		_, err := do(t.Context(), newConn(t, rt), "POST", "/rest/api/things/search", `{"ids":[1]}`)
		require.NoError(t, err)
		for _, r := range rt.requests() {
			require.JSONEq(t, `{"ids":[1]}`, r.body)
		}
	})
}

// After an attempt whose outcome is unknown, a 404 says that it was applied only
// where it cannot mean that the caller may not.
func TestDeleteOfUnknownOutcome(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := newScript(t, fails(errReset), reply(404, `{"message":"no such thing"}`))
		_, err := do(t.Context(), newConn(t, rt), "DELETE", paths["DELETE"], "")
		require.NoError(t, err)

		rt = newScript(t, fails(errReset), reply(404, `{"message":"no such thing"}`))
		_, err = do(t.Context(), newConn(t, rt), "DELETE", "/rest/api/hidden/1", "")
		require.ErrorIs(t, err, confluence.ErrNotFound)
		failure, ok := errors.AsType[*confluence.Error](err)
		require.True(t, ok)
		require.True(t, failure.Uncertain)

		// One outside of the contract may start a task, as that of a space does.
		rt = newScript(t, fails(errReset), reply(404, `{"message":"no such thing"}`))
		_, err = do(t.Context(), newConn(t, rt).ForOtherOperations(), "DELETE", "/rest/api/space/KEY", "")
		require.ErrorIs(t, err, errReset)
		failure, ok = errors.AsType[*confluence.Error](err)
		require.True(t, ok)
		require.True(t, failure.Uncertain)
		require.Len(t, rt.requests(), 1)

		rt = newScript(t, reply(404, `{"message":"no such thing"}`))
		_, err = do(t.Context(), newConn(t, rt), "DELETE", "/rest/api/hidden/1", "")
		failure, ok = errors.AsType[*confluence.Error](err)
		require.True(t, ok)
		require.False(t, failure.Uncertain)
	})
}

// The methods of the generated client read the body as a stream: that it is no
// JSON comes as an error of the call, too.
func TestBodyThatIsNoJSON(t *testing.T) {
	t.Parallel()
	rt := newScript(t, reply(200, `{"results":[`))
	_, err := do(t.Context(), newConn(t, rt), "GET", paths["GET"], "")
	require.ErrorIs(t, err, confluence.ErrUnexpectedContent)
	failure, ok := errors.AsType[*confluence.Error](err)
	require.True(t, ok)
	require.Equal(t, "getThing", failure.Operation)
	require.Equal(t, 200, failure.StatusCode)
	require.Equal(t, 1, failure.Attempts)
}
