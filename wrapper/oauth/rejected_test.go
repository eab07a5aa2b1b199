package oauth_test

import (
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

// A token that is rejected before its time leads to one refresh, of which no
// caller hears; the write is sent again.
func TestRevokedToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.site.AddGroup("some")
		client := w.client(t, w.source(t, oauth.NewMemoryStore()))
		w.around.RevokeAccess(w.ada)
		var wg sync.WaitGroup
		for range 64 {
			wg.Go(func() {
				_, err := client.Users.Current(t.Context(), nil)
				require.NoError(t, err)
			})
		}
		wg.Wait()
		require.Equal(t, 1, w.around.TokenUses().Refreshes)
	})
}

func TestRevokedTokenAndAWrite(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	admin := w.site.AdminID()
	w.ada = admin // who may create groups
	client := w.client(t, w.source(t, oauth.NewMemoryStore()))
	w.around.RevokeAccess(admin)
	_, err := client.Groups.Create(t.Context(), "writers")
	require.NoError(t, err)
	require.Equal(t, 1, w.around.TokenUses().Refreshes)
}

// The gateway hides that a token has expired, on v1 and on v2. The clock of the
// gateway is ahead here, so that the token is sent at all.
func TestExpiredTokenInDisguise(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.around.HideExpired(true)
		source := w.source(t, oauth.NewMemoryStore())
		client := w.client(t, source)
		late := roundTripper(func(req *http.Request) (*http.Response, error) {
			if source, _ := source.Token(); time.Until(source.Expiry) < 2*time.Minute {
				time.Sleep(3 * time.Minute) // the request takes until the token has expired
			}
			return w.around.HTTPClient().Transport.RoundTrip(req)
		})
		client, err := client.With(confluence.WithTransport(late), confluence.WithTimeout(time.Hour), confluence.WithAttemptTimeout(10*time.Minute))
		require.NoError(t, err)

		time.Sleep(58*time.Minute + 40*time.Second)
		_, err = client.Users.Current(t.Context(), nil)
		require.NoError(t, err)
		require.Equal(t, 1, w.around.TokenUses().Refreshes)

		time.Sleep(58*time.Minute + 40*time.Second)
		_, err = client.Users.Lookup(t.Context(), []string{w.ada}, nil)
		require.NoError(t, err)
		require.Equal(t, 2, w.around.TokenUses().Refreshes)
	})
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// A missing scope is no reason to refresh.
func TestMissingScope(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	client := w.client(t, w.source(t, oauth.NewMemoryStore()))
	_, err := client.Watches.IsWatchingSpace(t.Context(), "DOCS", cloud.DefaultAccount)
	require.ErrorIs(t, err, confluence.ErrScope)
	require.ErrorContains(t, err, "read:watcher:confluence")
	require.Zero(t, w.around.TokenUses().Refreshes)
}

// A site that rejects every token does not make every request refresh.
func TestEveryTokenRejected(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		source := w.source(t, oauth.NewMemoryStore())
		client := w.client(t, source)
		requests := 0
		client, err := client.With(confluence.WithTransport(roundTripper(func(req *http.Request) (*http.Response, error) {
			requests++
			req.Header.Set("Authorization", "Bearer eyJ-unknown")
			return w.around.HTTPClient().Transport.RoundTrip(req)
		})))
		require.NoError(t, err)
		for range 10 {
			_, err := client.Users.Current(t.Context(), nil)
			require.ErrorIs(t, err, confluence.ErrUnauthorized)
		}
		require.Equal(t, 1, w.around.TokenUses().Refreshes)
		require.Equal(t, 11, requests)
		time.Sleep(2 * time.Minute)
		_, err = client.Users.Current(t.Context(), nil)
		require.ErrorIs(t, err, confluence.ErrUnauthorized)
		require.Equal(t, 2, w.around.TokenUses().Refreshes)
	})
}

// The person has withdrawn the consent: the caller hears what to do.
func TestRevokedGrant(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	client := w.client(t, w.source(t, oauth.NewMemoryStore()))
	w.around.Revoke(w.ada)
	_, err := client.Users.Current(t.Context(), nil)
	require.ErrorIs(t, err, oauth.ErrConsent)
	require.ErrorIs(t, err, confluence.ErrUnauthorized)
}
