package confluence_test

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func TestWithSharesTheConnection(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := newScript(t, reply(200, "{}", "X-RateLimit-Remaining: 0", "Retry-After: 3"), reply(200, "{}"))
		conn := newConn(t, rt)
		other, err := conn.With(confluence.WithUserAgent("other"))
		require.NoError(t, err)
		_, err = do(t.Context(), conn, "GET", paths["GET"], "")
		require.NoError(t, err)
		_, err = do(t.Context(), other, "GET", paths["GET"], "")
		require.NoError(t, err)
		seen := rt.requests()
		require.Equal(t, "other confluence-people-go/"+confluence.Version, seen[1].header.Get("User-Agent"))
		require.Equal(t, 3*time.Second, seen[1].at.Sub(seen[0].at), "the limit the one was told holds for the other")

		elsewhere := newScript(t, reply(200, "{}"))
		third, err := other.With(confluence.WithTransport(elsewhere))
		require.NoError(t, err)
		_, err = do(t.Context(), third, "GET", paths["GET"], "")
		require.NoError(t, err)
		require.Len(t, elsewhere.requests(), 1)
		require.Len(t, rt.requests(), 2)

		_, err = conn.With(confluence.WithTransport(nil))
		require.ErrorIs(t, err, confluence.ErrInvalid)
	})
}

func TestObserversOfWithAreItsOwn(t *testing.T) {
	t.Parallel()
	var first, second recorder
	conn := newConn(t, newScript(t, reply(200, "{}")), confluence.WithObserver(confluence.Observer{}))
	one, err := conn.With(confluence.WithObserver(first.observer("1")))
	require.NoError(t, err)
	two, err := conn.With(confluence.WithObserver(second.observer("2")))
	require.NoError(t, err)
	for _, c := range []*confluence.Conn{conn, one, two} {
		_, err := do(t.Context(), c, "GET", paths["GET"], "")
		require.NoError(t, err)
	}
	require.Len(t, first.seen, 4)
	require.Len(t, second.seen, 4)
}

func TestReadOnly(t *testing.T) {
	t.Parallel()
	rt := newScript(t, reply(200, "{}"))
	conn, err := newConn(t, rt).With(confluence.WithReadOnly())
	require.NoError(t, err)
	for method, path := range paths {
		_, err := do(t.Context(), conn, method, path, "")
		if method == http.MethodGet {
			require.NoError(t, err)
			continue
		}
		require.ErrorIs(t, err, confluence.ErrReadOnly, method)
		_, err = do(t.Context(), conn.ForOtherOperations(), method, path, "")
		require.ErrorIs(t, err, confluence.ErrReadOnly, method)
	}
	_, err = do(t.Context(), conn, "POST", "/rest/api/things/search", "{}")
	require.NoError(t, err, "a look-up that is sent with POST is a read")
	require.Len(t, rt.requests(), 2)
}
