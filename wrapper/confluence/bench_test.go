package confluence_test

import (
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

const benchBody = `{"type":"known","accountId":"557058:0867","displayName":"Jane"}`

type instant struct{}

func (instant) RoundTrip(req *http.Request) (*http.Response, error) {
	return reply(200, benchBody)(req)
}

// What the connection adds to net/http, in time and allocations.
func BenchmarkConnGet(b *testing.B) {
	newRequest := func(b *testing.B) *http.Request {
		b.Helper()
		req, err := http.NewRequestWithContext(b.Context(), http.MethodGet, site+"/rest/api/thing/current", http.NoBody)
		require.NoError(b, err)
		return req
	}
	read := func(b *testing.B, resp *http.Response, err error) {
		b.Helper()
		require.NoError(b, err)
		_, err = io.Copy(io.Discard, resp.Body)
		require.NoError(b, err)
		resp.Body.Close()
	}
	b.Run("conn", func(b *testing.B) {
		conn := newConn(b, instant{})
		b.ReportAllocs()
		for b.Loop() {
			resp, err := conn.Do(newRequest(b))
			read(b, resp, err)
		}
	})
	b.Run("net-http", func(b *testing.B) {
		client := &http.Client{Transport: instant{}}
		b.ReportAllocs()
		for b.Loop() {
			req := newRequest(b)
			req.Header.Set("Accept", "application/json")
			req.Header.Set("Authorization", "Bearer "+secret)
			resp, err := client.Do(req)
			read(b, resp, err)
		}
	})
}
