package oauth_test

import (
	"context"
	"net"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

// A context that is nil is an error, and not a panic.
func TestNilContext(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	source := w.source(t, oauth.NewMemoryStore())
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	require.NoError(t, err)
	round := w.app.Begin()
	var none context.Context
	for name, call := range map[string]func() error{
		"TokenContext": func() error { _, err := source.TokenContext(none); return err },
		"Renew":        func() error { _, err := source.Renew(none, "t0ken"); return err },
		"Save":         func() error { return source.Save(none, &oauth2.Token{AccessToken: "t0ken"}) },
		"Wait":         func() error { return source.Wait(none) },
		"Sites":        func() error { _, err := oauth.Sites(none, source, w.options); return err },
		"CloudID":      func() error { _, err := oauth.CloudID(none, "https://one.example", w.options); return err },
		"Connect": func() error {
			_, err := oauth.Connect(none, "https://one.example", source.Credential(), w.options)
			return err
		},
		"Exchange": func() error {
			_, err := round.Exchange(none, url.Values{"state": {round.State()}, "code": {"c0de"}})
			return err
		},
		"ConsentInBrowser": func() error {
			_, err := w.app.ConsentInBrowser(none, listener, func(string) error { return nil })
			require.Error(t, listener.Close(), "it is closed already")
			return err
		},
	} {
		require.NotPanics(t, func() { require.ErrorIs(t, call(), confluence.ErrInvalid, name) }, name)
	}
}
