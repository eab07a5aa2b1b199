package confluencetest_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// A client that gives up meanwhile is not served, however its body came: over a
// socket, the request could be read to its end all the same.
func TestFaultsEndWithTheClient(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]confluencetest.Fault{"delay": confluencetest.Delay(time.Hour), "hang": confluencetest.Hang()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			begun, ended := make(chan struct{}), make(chan struct{})
			served := false
			service := fault.Handler(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { served = true }))
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				defer close(ended)
				close(begun)
				service.ServeHTTP(w, r)
			}))
			ctx, cancel := context.WithCancel(t.Context())
			go func() {
				<-begun
				cancel()
			}()
			body := io.MultiReader(strings.NewReader(`{"name":"x"}`)) // in chunks
			r, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL, body)
			require.NoError(t, err)
			_, err = server.Client().Do(r)
			require.ErrorIs(t, err, context.Canceled)
			select {
			case <-ended:
				server.Close()
			case <-time.After(10 * time.Second):
				require.Fail(t, "the request goes on without its client")
			}
			require.False(t, served)
		})
	}
}
