package keyring_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	system "github.com/zalando/go-keyring"
	"go.uber.org/goleak"
	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
	"github.com/confluence-people/go-sdk/wrapper/oauth/keyring"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const service = "roster-sync"

// put stores a token and returns the one before.
func put(store oauth.Store, next *oauth2.Token) (before *oauth2.Token, err error) {
	err = store.Update(context.Background(), func(_ context.Context, stored *oauth2.Token) (*oauth2.Token, error) {
		before = stored
		return next, nil
	})
	return before, err
}

func TestKeyring(t *testing.T) {
	system.MockInit()
	path := filepath.Join(t.TempDir(), "missing", "token")
	store, err := keyring.New(t.Context(), service, path)
	require.NoError(t, err)
	_, err = put(store, &oauth2.Token{AccessToken: "secret-access", RefreshToken: "secret-refresh"})
	require.NoError(t, err)
	again, err := keyring.New(t.Context(), service, path)
	require.NoError(t, err)
	token, err := put(again, nil)
	require.NoError(t, err)
	require.Equal(t, "secret-refresh", token.RefreshToken)
	raw, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NotContains(t, string(raw), "secret")

	// Another key opens nothing.
	require.NoError(t, system.DeleteAll(service))
	other, err := keyring.New(t.Context(), service, path)
	require.NoError(t, err)
	_, err = put(other, nil)
	require.ErrorIs(t, err, oauth.ErrStore)
	require.NotContains(t, fmt.Sprintf("%+v", err), "secret")
	// Nor does what is no key.
	require.NoError(t, system.Set(service, "token key", "short"))
	_, err = keyring.New(t.Context(), service, path)
	require.ErrorIs(t, err, keyring.ErrNoKeyring)
	require.NotContains(t, err.Error(), "short")
}

func TestNoKeyring(t *testing.T) {
	locked := errors.New("the collection is locked")
	system.MockInitWithError(locked)
	_, err := keyring.New(t.Context(), service, filepath.Join(t.TempDir(), "token"))
	require.ErrorIs(t, err, keyring.ErrNoKeyring)
	require.ErrorIs(t, err, locked)
	_, err = keyring.New(t.Context(), "", "x")
	require.ErrorIs(t, err, confluence.ErrInvalid)
}
