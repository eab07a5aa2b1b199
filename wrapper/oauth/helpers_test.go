package oauth_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

const redirectURL = "http://localhost:8976/callback"

// world is a site with its surroundings, an app, and a person.
type world struct {
	site    *cloudtest.Server
	around  *cloudtest.SignIn
	options *oauth.Options
	app     *oauth.App
	ada     string
	secret  string
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{site: cloudtest.Start(t)}
	w.around = cloudtest.StartSignIn(t, w.site)
	w.ada = w.site.AddUser(cloudtest.User{Name: "Ada Example"})
	w.options = &oauth.Options{HTTPClient: w.around.HTTPClient(), AuthURL: w.around.MemoryURL(), GatewayURL: w.around.MemoryURL()}
	id, secret := w.around.AddApp(redirectURL)
	w.secret = secret
	w.app = w.newApp(t, id, secret)
	return w
}

func (w *world) newApp(t *testing.T, id, secret string) *oauth.App {
	t.Helper()
	scopes, err := cloud.ScopesFor("getCurrentUser", "getGroups", "createGroup", "createBulkUserLookup")
	require.NoError(t, err)
	app, err := oauth.NewCloudApp(id, secret, redirectURL, scopes, w.options)
	require.NoError(t, err)
	return app
}

// consent has the person consent, and exchanges the code.
func (w *world) consent(t *testing.T) *oauth2.Token {
	t.Helper()
	round := w.app.Begin()
	back, err := w.around.Consent(round.URL(), w.ada)
	require.NoError(t, err)
	token, err := round.Exchange(t.Context(), back.Query())
	require.NoError(t, err)
	return token
}

// source is one with a grant, over a store.
func (w *world) source(t *testing.T, store oauth.Store) *oauth.Source {
	t.Helper()
	source := w.app.Source(store)
	require.NoError(t, source.Save(t.Context(), w.consent(t)))
	return source
}

func (w *world) client(t *testing.T, source *oauth.Source) *cloud.Client {
	t.Helper()
	client, err := cloud.New(w.around.MemoryURL()+"/ex/confluence/"+w.around.CloudID(), source.Auth(), confluence.WithHTTPClient(w.around.HTTPClient()))
	require.NoError(t, err)
	return client
}

// failing is a store of which a step can be made to fail.
type failing struct {
	oauth.Store
	load, save func() error
}

func (f *failing) Update(ctx context.Context, fn func(context.Context, *oauth2.Token) (*oauth2.Token, error)) error {
	if f.load != nil {
		if err := f.load(); err != nil {
			return err
		}
	}
	return f.Store.Update(ctx, func(ctx context.Context, stored *oauth2.Token) (*oauth2.Token, error) {
		next, err := fn(ctx, stored)
		if err == nil && next != nil && f.save != nil {
			if err := f.save(); err != nil {
				return nil, err
			}
		}
		return next, err
	})
}
