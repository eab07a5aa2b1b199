package cloud_test

import (
	"context"
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// operations names what was asked, in order.
func operations(requests []confluencetest.Exchange) []string {
	names := make([]string, len(requests))
	for i, r := range requests {
		names[i] = r.Operation
	}
	return names
}

func TestDefaultAccountIsTheCaller(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	client := s.server.ClientAs(awkward)
	user, err := client.Users.Get(t.Context(), cloud.DefaultAccount, nil)
	require.NoError(t, err)
	require.Equal(t, awkward, user.AccountID)
	_, err = client.Users.ListGroups(t.Context(), cloud.DefaultAccount, nil)
	require.NoError(t, err)
	require.NoError(t, client.Properties.Set(t.Context(), cloud.DefaultAccount, "theme", map[string]int{"n": 1}))
	require.Equal(t, []string{"getCurrentUser", "getUser", "getGroupMembershipsForUser", "updateUserProperty"},
		operations(s.server.Exchanges()), "the caller's id is asked for once")
}

func TestDefaultAccountOfAClient(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	ada := s.client.ForAccount(awkward)
	user, err := ada.Users.Get(t.Context(), cloud.DefaultAccount, nil)
	require.NoError(t, err)
	require.Equal(t, awkward, user.AccountID)
	require.NoError(t, ada.Watches.WatchSpace(t.Context(), "DOCS", cloud.DefaultAccount))
	require.True(t, s.server.IsWatchingSpace(awkward, "DOCS"))

	_, err = ada.Users.Get(t.Context(), s.server.AdminID(), nil)
	require.NoError(t, err, "an account that is named wins")
	requests := s.server.Exchanges()
	require.Equal(t, []string{"getUser", "addSpaceWatcher", "getUser"}, operations(requests))

	require.NoError(t, ada.ForAccount(cloud.DefaultAccount).Watches.UnwatchSpace(t.Context(), "DOCS", cloud.DefaultAccount))
	require.False(t, s.server.IsWatchingSpace(awkward, "DOCS"), "the default is kept")

	require.NoError(t, s.client.Watches.WatchSpace(t.Context(), "DOCS", cloud.DefaultAccount))
	require.True(t, s.server.IsWatchingSpace(s.server.AdminID(), "DOCS"))

	require.ErrorIs(t, s.client.ForAccount("..").Watches.WatchSpace(t.Context(), "DOCS", cloud.DefaultAccount), confluence.ErrInvalid)
}

func TestWatchesSendNoAccountForTheCaller(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	require.NoError(t, s.client.Watches.WatchSpace(t.Context(), "DOCS", cloud.DefaultAccount))
	requests := s.server.Exchanges()
	require.Equal(t, []string{"addSpaceWatcher"}, operations(requests))
	require.Empty(t, requests[0].Query)
}

func TestCallerIsAskedForOnceByConcurrentCalls(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	var all sync.WaitGroup
	for range 64 {
		all.Go(func() {
			_, err := s.client.Properties.List(context.Background(), cloud.DefaultAccount, nil)
			if err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	asked := 0
	for _, name := range operations(s.server.Exchanges()) {
		if name == "getCurrentUser" {
			asked++
		}
	}
	require.Equal(t, 1, asked)
}

func TestAnonymousCallerHasNoDefaultAccount(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.server.AllowAnonymous(true)
	client, err := s.server.NewClient(confluence.Anonymous())
	require.NoError(t, err)
	_, err = client.Users.ListGroups(t.Context(), cloud.DefaultAccount, nil)
	require.ErrorIs(t, err, confluence.ErrAnonymous)
}

// failFirst fails the first request of a transport.
type failFirst struct {
	next http.RoundTripper
	once sync.Once
}

func (f *failFirst) RoundTrip(r *http.Request) (*http.Response, error) {
	var err error
	f.once.Do(func() { err = http.ErrHandlerTimeout })
	if err != nil {
		return nil, err
	}
	return f.next.RoundTrip(r)
}

func TestFailureToFindTheCallerIsNotRemembered(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	transport := &failFirst{next: s.server.HTTPClient().Transport}
	client, err := s.server.NewClient(s.server.Auth(awkward),
		confluence.WithHTTPClient(&http.Client{Transport: transport}),
		confluence.WithRetry(confluence.RetryOptions{MaxRetries: -1}))
	require.NoError(t, err)
	_, err = client.Users.Get(t.Context(), cloud.DefaultAccount, nil)
	require.ErrorIs(t, err, http.ErrHandlerTimeout)
	user, err := client.Users.Get(t.Context(), cloud.DefaultAccount, nil)
	require.NoError(t, err)
	require.Equal(t, awkward, user.AccountID)
}
