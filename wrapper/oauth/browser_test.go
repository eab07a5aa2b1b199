package oauth_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

// browserWorld is a world whose app sends people back to a port of this machine.
func browserWorld(t *testing.T) (w *world, listener net.Listener, back string) {
	t.Helper()
	w = newWorld(t)
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	back = "http://" + listener.Addr().String() + "/callback"
	id, secret := w.around.AddApp(back)
	w.app, err = oauth.NewCloudApp(id, secret, back, []string{"read:content-details:confluence"}, w.options)
	require.NoError(t, err)
	return w, listener, back
}

// visit is a browser that opens an address.
func visit(t *testing.T, address string) (status int, shown string) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Get(address)
	require.NoError(t, err)
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	return resp.StatusCode, string(text)
}

func TestConsentInBrowser(t *testing.T) {
	t.Parallel()
	w, listener, back := browserWorld(t)
	token, err := w.app.ConsentInBrowser(t.Context(), listener, func(address string) error {
		// What does not belong to the round trip changes nothing.
		for _, forged := range []string{"?code=stolen&state=guessed", "?error=access_denied", "?error=access_denied&state=guessed", ""} {
			status, shown := visit(t, back+forged)
			require.Equal(t, http.StatusBadRequest, status)
			require.Contains(t, shown, "This did not come of the page that was opened.")
		}
		status, _ := visit(t, back+"er")
		require.Equal(t, http.StatusNotFound, status)
		came, err := w.around.Consent(address, w.ada)
		require.NoError(t, err)
		status, shown := visit(t, came.String())
		require.Equal(t, http.StatusOK, status)
		require.Contains(t, shown, "You are signed in.")
		status, shown = visit(t, came.String()) // loaded again, which must not spend the code twice
		require.Equal(t, http.StatusOK, status)
		require.Contains(t, shown, "You are signed in.")
		return nil
	})
	require.NoError(t, err)
	source := w.app.Source(oauth.NewMemoryStore())
	require.NoError(t, source.Save(t.Context(), token))
	me, err := w.client(t, source).Users.Current(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, w.ada, me.AccountID)
	_, err = net.DialTimeout("tcp", listener.Addr().String(), time.Second)
	require.Error(t, err, "the port is let go of")
}

func TestConsentInBrowserFails(t *testing.T) {
	t.Parallel()
	broken, ended := errors.New("there is no browser"), errors.New("enough")
	for name, c := range map[string]struct {
		open func(w *world, address string, end context.CancelCauseFunc, listener net.Listener) error
		want error
	}{
		"a person who refuses": {func(w *world, address string, _ context.CancelCauseFunc, _ net.Listener) error {
			back, err := w.around.Refuse(address)
			require.NoError(t, err)
			_, shown := visit(t, back.String())
			require.Contains(t, shown, "You have not consented.")
			return nil
		}, oauth.ErrDenied},
		"a provider that fails": {func(w *world, address string, _ context.CancelCauseFunc, _ net.Listener) error {
			back, err := w.around.Consent(address, w.ada)
			require.NoError(t, err)
			w.around.Inject(cloudtest.EndpointToken, 1, confluencetest.Respond(http.StatusBadRequest, "application/json", `{"error":"invalid_grant"}`))
			status, shown := visit(t, back.String())
			require.Equal(t, http.StatusBadGateway, status)
			require.Contains(t, shown, "Signing in failed: ")
			require.NotContains(t, shown, back.Query().Get("code"))
			return nil
		}, oauth.ErrConsent},
		"no browser": {func(*world, string, context.CancelCauseFunc, net.Listener) error { return broken }, broken},
		"a context that ends": {func(_ *world, _ string, end context.CancelCauseFunc, _ net.Listener) error {
			end(ended)
			return nil
		}, context.Canceled},
		"a port that is lost": {func(_ *world, _ string, _ context.CancelCauseFunc, listener net.Listener) error {
			return listener.Close()
		}, net.ErrClosed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, listener, _ := browserWorld(t)
			ctx, end := context.WithCancelCause(t.Context())
			defer end(nil)
			token, err := w.app.ConsentInBrowser(ctx, listener, func(address string) error { return c.open(w, address, end, listener) })
			require.ErrorIs(t, err, c.want)
			require.Nil(t, token)
		})
	}
}

// TestConsentInBrowserAtTheRoot: a redirect URL without a path.
func TestConsentInBrowserAtTheRoot(t *testing.T) {
	t.Parallel()
	w := &world{site: cloudtest.Start(t)}
	w.around = cloudtest.StartSignIn(t, w.site)
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	id, secret := w.around.AddApp("http://" + listener.Addr().String())
	app, err := oauth.NewCloudApp(id, secret, "http://"+listener.Addr().String(), nil,
		&oauth.Options{HTTPClient: w.around.HTTPClient(), AuthURL: w.around.MemoryURL(), GatewayURL: w.around.MemoryURL()})
	require.NoError(t, err)
	_, err = app.ConsentInBrowser(t.Context(), listener, func(address string) error {
		back, err := w.around.Consent(address, w.site.AdminID())
		require.NoError(t, err)
		status, _ := visit(t, back.String())
		require.Equal(t, http.StatusOK, status)
		return nil
	})
	require.NoError(t, err)
}
