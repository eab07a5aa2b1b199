package cloud_test

import (
	"context"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/faulttest"
)

// TestWaitThroughFailures: a look that fails does not end the wait, what cannot
// pass does.
func TestWaitThroughFailures(t *testing.T) {
	t.Parallel()
	faulttest.RequireWaits(t, func(t *testing.T) faulttest.Waiting {
		t.Helper()
		s := newScene(t)
		_, token := s.server.Credential(s.server.AdminID())
		return faulttest.Waiting{
			Server: s.server, Token: token,
			Wait: func(ctx context.Context, auth confluence.Auth, opts ...confluence.Option) (*confluence.Task, error) {
				client, err := s.server.NewClient(auth, opts...)
				require.NoError(t, err)
				id := s.server.AddTask(confluencetest.Task{Name: "copy", Duration: 3 * time.Second})
				return client.Tasks.Wait(ctx, id, nil)
			},
		}
	})
}

// TestWaitAtNoHost ends at once where nothing was ever seen.
func TestWaitAtNoHost(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, err := cloud.New("https://no-such-site.example", confluence.Anonymous(), confluence.WithTransport(
			roundTrip(func(*http.Request) (*http.Response, error) {
				return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", IsNotFound: true}}
			})))
		require.NoError(t, err)
		began := time.Now()
		task, err := client.Tasks.Wait(t.Context(), "42", nil)
		require.ErrorContains(t, err, "no such host")
		require.Nil(t, task)
		require.Less(t, time.Since(began), time.Minute)
	})
}
