package confluence_test

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// What goes wrong on the wire says so, and says nothing else.
func TestRealConnections(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		fault   string
	}{
		"closed at once":      {raw(""), "EOF"},
		"no HTTP":             {raw("hello\r\n\r\n"), "malformed HTTP"},
		"cut in the headers":  {raw("HTTP/1.1 200 OK\r\nContent-Ty"), "malformed MIME header"},
		"cut in the body":     {raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"), "reading the response: unexpected EOF"},
		"cut in a chunk":      {raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"), "unexpected EOF"},
		"cut before a page":   {raw("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n"), "unexpected EOF"},
		"false gzip":          {raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"), "reading the response"},
		"two lengths":         {raw("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}"), "Content-Length"},
		"status out of range": {raw("HTTP/1.1 007 Bond\r\nContent-Length: 0\r\n\r\n"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				_, err := do(t.Context(), newConn(t, serve(t, c.handler)), "GET", "/rest/api/thing/jane?email=jane@example.org", "")
				require.ErrorContains(t, err, c.fault)
				require.ErrorContains(t, err, "getThing")
				require.NotContains(t, err.Error(), "jane")
				require.NotContains(t, err.Error(), secret)
			})
		})
	}
}

// A body that stops coming is waited for as long as the context allows, be it
// awaited here or by whoever reads it.
func TestBodyThatStops(t *testing.T) {
	t.Parallel()
	for _, contentType := range []string{"application/json", "text/html"} {
		t.Run(contentType, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				rt := serve(t, func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("Content-Type", contentType)
					_ = http.NewResponseController(w).Flush()
					<-r.Context().Done()
				})
				ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
				defer cancel()
				started := time.Now()
				_, err := do(ctx, newConn(t, rt), "GET", paths["GET"], "")
				require.ErrorIs(t, err, context.DeadlineExceeded)
				require.ErrorContains(t, err, "getThing")
				require.Equal(t, 3*time.Second, time.Since(started))
			})
		})
	}
}
