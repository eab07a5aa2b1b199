package datacenter_test

import (
	"context"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/faulttest"
)

// TestDeletionThroughFailures: a look that fails does not end the wait, what
// cannot pass does.
func TestDeletionThroughFailures(t *testing.T) {
	t.Parallel()
	faulttest.RequireWaits(t, func(t *testing.T) faulttest.Waiting {
		t.Helper()
		s := newScene(t)
		s.server.SetDeletionTime(3 * time.Second)
		return faulttest.Waiting{
			Server: s.server, Token: s.server.Token(s.server.AdminName()),
			Wait: func(ctx context.Context, auth confluence.Auth, opts ...confluence.Option) (*confluence.Task, error) {
				client, err := s.server.NewClient(auth, opts...)
				require.NoError(t, err)
				return client.Admin.DeleteUserAndWait(ctx, "jane@example.com", nil)
			},
		}
	})
}

// TestTaskThatSeemsToHaveFailed: one that says it is not successful and stands
// still is not waited for without end.
func TestTaskThatSeemsToHaveFailed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		s.server.Inject("getTask", 3, confluencetest.Respond(200, "application/json",
			`{"id":"7","percentageComplete":40,"successful":false}`))
		s.server.Inject("getTask", 0, confluencetest.Respond(200, "application/json",
			`{"id":"7","percentageComplete":45,"successful":false,"messages":[{"translation":"Removing"}]}`))
		began := time.Now()
		task, err := s.client.Tasks.Wait(t.Context(), "7", nil)
		require.ErrorIs(t, err, confluence.ErrStalled)
		require.EqualError(t, err, "confluence: no progress: task 7 says that it is not successful and has stood at 45 % for 2m0s")
		require.Equal(t, &confluence.Task{
			ID: "7", State: confluence.TaskRunning, Percent: 45, Unsuccessful: true, Messages: []string{"Removing"},
		}, task)
		require.Less(t, time.Since(began), 3*time.Minute)
		s.server.TakeViolations()
	})
}

// TestDeletionAtNoHost: the instance was there a moment ago, when it accepted.
func TestDeletionAtNoHost(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newScene(t)
		looks, next := 0, s.server.HTTPClient().Transport
		client, err := s.client.With(confluence.WithTransport(faulttest.RoundTrip(func(r *http.Request) (*http.Response, error) {
			if r.Method == http.MethodGet {
				if looks++; looks < 8 {
					return nil, &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", IsNotFound: true}}
				}
			}
			return next.RoundTrip(r)
		})))
		require.NoError(t, err)
		task, err := client.Admin.DeleteUserAndWait(t.Context(), "jane@example.com", nil)
		require.NoError(t, err)
		require.Equal(t, confluence.TaskSucceeded, task.State)

		s.server.AddUser(datacentertest.User{Username: "ann"})
		s.server.Inject("getTask", 0, confluencetest.Respond(404, "application/json", `{"message":"No task"}`))
		task, err = client.Admin.DeleteUserAndWait(t.Context(), "ann", nil)
		require.ErrorIs(t, err, confluence.ErrNotFound)
		require.NotEmpty(t, task.ID, "the task that was accepted")
	})
}
