package oauth_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

func TestCloudService(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		id, secret := w.around.AddService(w.ada, "read:confluence-user")
		source, err := oauth.NewCloudService(id, secret, w.options)
		require.NoError(t, err)
		client := w.client(t, source)
		for range 3 { // each with a token of its own, of which there is no refresh token
			me, err := client.Users.Current(t.Context(), nil)
			require.NoError(t, err)
			require.Equal(t, w.ada, me.AccountID)
			time.Sleep(2 * time.Hour)
		}
		w.around.RevokeAccess(w.ada)
		_, err = client.Users.Current(t.Context(), nil)
		require.NoError(t, err)
	})
}

func TestCloudServiceWithAWrongSecret(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id, _ := w.around.AddService(w.ada)
	source, err := oauth.NewCloudService(id, "wrong-secret", w.options)
	require.NoError(t, err)
	_, err = source.Token()
	require.ErrorIs(t, err, oauth.ErrClient)
	require.NotErrorIs(t, err, oauth.ErrConsent)
	// An app is no service account.
	config := w.app.Config()
	source, err = oauth.NewCloudService(config.ClientID, config.ClientSecret, w.options)
	require.NoError(t, err)
	_, err = source.Token()
	require.ErrorIs(t, err, oauth.ErrClient)
}

func TestDataCenterApp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		site := datacentertest.Start(t)
		site.AddUser(datacentertest.User{Username: "ada", FullName: "Ada Example"})
		around := datacentertest.StartSignIn(t, site)
		options := &oauth.Options{HTTPClient: around.HTTPClient()}
		id, secret := around.AddApp(redirectURL)
		app, err := oauth.NewDataCenterApp(around.MemoryURL(), id, secret, redirectURL, oauth.ScopeWrite, options)
		require.NoError(t, err)
		round := app.Begin()
		require.Contains(t, round.URL(), "/confluence/rest/oauth2/latest/authorize?")
		back, err := around.Consent(round.URL(), "ada")
		require.NoError(t, err)
		token, err := round.Exchange(t.Context(), back.Query())
		require.NoError(t, err)
		source := app.Source(oauth.NewMemoryStore())
		require.NoError(t, source.Save(t.Context(), token))
		client, err := datacenter.New(around.MemoryURL(), source.Auth(), confluence.WithHTTPClient(around.HTTPClient()))
		require.NoError(t, err)
		for range 3 {
			me, err := client.Users.Current(t.Context(), nil)
			require.NoError(t, err)
			require.Equal(t, "ada", me.Username)
			time.Sleep(2 * time.Hour)
		}
		around.RevokeAccess("ada")
		_, err = client.Users.Current(t.Context(), nil)
		require.NoError(t, err)
		around.Revoke("ada")
		_, err = client.Users.Current(t.Context(), nil)
		require.ErrorIs(t, err, oauth.ErrConsent)
	})
}

func TestDataCenterService(t *testing.T) {
	t.Parallel()
	site := datacentertest.Start(t)
	around := datacentertest.StartSignIn(t, site)
	id, secret := around.AddService(site.AdminName())
	for scope, refused := range map[string]bool{oauth.ScopeRead: true, oauth.ScopeWrite: true, oauth.ScopeAdmin: false} {
		source, err := oauth.NewDataCenterService(around.MemoryURL(), id, secret, scope, &oauth.Options{HTTPClient: around.HTTPClient()})
		require.NoError(t, err)
		client, err := datacenter.New(around.MemoryURL(), source.Auth(), confluence.WithHTTPClient(around.HTTPClient()))
		require.NoError(t, err)
		_, err = client.Users.Current(t.Context(), nil)
		require.NoError(t, err)
		_, err = client.Groups.Create(t.Context(), "writers")
		if refused {
			require.ErrorIs(t, err, confluence.ErrForbidden, scope)
		} else {
			require.NoError(t, err, scope)
		}
	}
}
