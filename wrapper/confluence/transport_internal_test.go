package confluence

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestDefaultTransport: clients that are not given a transport share one that keeps
// connections; a client of the user's own is left as it is.
func TestDefaultTransport(t *testing.T) {
	t.Parallel()
	through := func(options ...Option) http.RoundTripper {
		conn, err := NewConn("https://confluence.example", Anonymous(), nil, options...)
		require.NoError(t, err)
		wrapped, ok := conn.client.Transport.(transport)
		require.True(t, ok)
		return wrapped.next
	}
	standard, ok := http.DefaultTransport.(*http.Transport)
	require.True(t, ok)
	kept, ok := through().(*http.Transport)
	require.True(t, ok)
	require.Equal(t, mostIdle, kept.MaxIdleConnsPerHost)
	require.Equal(t, standard.MaxIdleConns, kept.MaxIdleConns)
	require.Same(t, kept, through())
	require.NotSame(t, kept, standard)
	require.Zero(t, standard.MaxIdleConnsPerHost, "net/http's own is not written to")

	own := &http.Transport{}
	require.Same(t, standard, through(WithHTTPClient(&http.Client{})))
	require.Same(t, own, through(WithHTTPClient(&http.Client{Transport: own})))
	require.Same(t, own, through(WithTransport(own)))
}
