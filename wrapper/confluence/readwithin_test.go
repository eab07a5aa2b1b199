package confluence_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// What is left of an answer is read no longer than it is worth.
func TestBodyThatNeverEndsBeforeARetry(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt := newScript(t, withBody(429, newEndless(), "Retry-After: 1"), reply(200, "{}"))
		started := time.Now()
		_, err := do(t.Context(), newConn(t, rt), "GET", paths["GET"], "")
		require.NoError(t, err)
		require.Less(t, time.Since(started), 2*time.Second)
	})
}

// An answer that was read in full leaves its connection for the retry.
func TestConnectionIsUsedAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var from []string
		rt := serve(t, func(w http.ResponseWriter, r *http.Request) {
			from = append(from, r.RemoteAddr)
			w.Header().Set("Content-Type", "application/json")
			if len(from) == 1 {
				w.WriteHeader(http.StatusTooManyRequests)
			}
			_, _ = io.WriteString(w, `{"message":"x"}`)
		})
		dials, dial := 0, rt.DialTLSContext
		rt.DialTLSContext = func(ctx context.Context, network, address string) (net.Conn, error) {
			dials++
			return dial(ctx, network, address)
		}
		_, err := do(t.Context(), newConn(t, rt), "GET", paths["GET"], "")
		require.NoError(t, err)
		require.Len(t, from, 2)
		require.Equal(t, 1, dials)
	})
}
