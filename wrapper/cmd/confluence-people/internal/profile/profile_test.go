package profile_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	system "github.com/zalando/go-keyring"
	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/profile"
	"github.com/confluence-people/go-sdk/wrapper/oauth/keyring"
)

func grant() *oauth2.Token {
	return &oauth2.Token{AccessToken: "secret-access", RefreshToken: "secret-refresh"}
}

// holds are the files below a directory that hold a text.
func holds(t *testing.T, dir, text string) (files []string) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if strings.Contains(string(raw), text) {
			files = append(files, filepath.Base(path))
		}
		return err
	}))
	return files
}

// TestFile: with a file, secrets lie apart from the settings, for nobody else to
// read.
func TestFile(t *testing.T) {
	t.Parallel()
	dir := profile.Dir(filepath.Join(t.TempDir(), "missing", "profiles"))
	all, err := dir.List()
	require.NoError(t, err)
	require.Empty(t, all)
	p := &profile.Profile{Name: "work", Product: "cloud", URL: "https://x.example", Kind: profile.OAuth, ClientID: "app", Store: profile.File}
	require.NoError(t, dir.Save(t.Context(), p, grant(), "secret-client"))

	loaded, err := dir.Load("work")
	require.NoError(t, err)
	require.Equal(t, p, loaded)
	all, err = dir.List()
	require.NoError(t, err)
	require.Equal(t, []*profile.Profile{p}, all)
	secret, err := dir.ClientSecret(t.Context(), loaded)
	require.NoError(t, err)
	require.Equal(t, "secret-client", secret)
	token, err := dir.Token(t.Context(), loaded)
	require.NoError(t, err)
	require.Equal(t, "secret-access", token)
	require.Equal(t, []string{"client", "token"}, holds(t, string(dir), "secret-"))
	if runtime.GOOS != "windows" { // where permissions are others
		require.NoError(t, filepath.WalkDir(string(dir), func(path string, entry fs.DirEntry, err error) error {
			require.NoError(t, err)
			info, err := entry.Info()
			require.NoError(t, err)
			require.Zero(t, info.Mode().Perm()&0o077, path)
			return nil
		}))
	}

	require.NoError(t, dir.Remove(t.Context(), "work"))
	require.NoDirExists(t, filepath.Join(string(dir), "work"))
	require.ErrorIs(t, dir.Remove(t.Context(), "work"), profile.ErrNone)
	_, err = dir.Load("work")
	require.ErrorIs(t, err, profile.ErrNone)
	_, err = dir.Token(t.Context(), loaded)
	require.ErrorIs(t, err, profile.ErrNoSecret)
}

// TestKeyring: with the keyring, nothing that is secret can be read anywhere, and
// nothing stays of a file from before.
func TestKeyring(t *testing.T) { //nolint:paralleltest // the process has one keyring
	system.MockInit()
	dir := profile.Dir(t.TempDir())
	p := &profile.Profile{Name: "work", Kind: profile.OAuth, Store: profile.File}
	require.NoError(t, dir.Save(t.Context(), p, grant(), "secret-client"))
	p.Store = profile.Keyring
	require.NoError(t, dir.Save(t.Context(), p, grant(), "secret-client"))
	require.Empty(t, holds(t, string(dir), "secret-"))
	secret, err := dir.ClientSecret(t.Context(), p)
	require.NoError(t, err)
	require.Equal(t, "secret-client", secret)
	token, err := dir.Token(t.Context(), p)
	require.NoError(t, err)
	require.Equal(t, "secret-access", token)
	require.NoError(t, dir.Remove(t.Context(), "work"))
	require.NoDirExists(t, filepath.Join(string(dir), "work"))

	system.MockInitWithError(errors.New("the collection is locked"))
	err = dir.Check(t.Context(), p)
	require.ErrorIs(t, err, keyring.ErrNoKeyring)
	require.ErrorContains(t, err, "-store file")
	require.ErrorContains(t, dir.Check(t.Context(), &profile.Profile{Name: "work", Store: "pocket"}), "not keyring or file")
}

// TestNames: a name leads nowhere else.
func TestNames(t *testing.T) {
	t.Parallel()
	dir := profile.Dir(t.TempDir())
	for _, name := range []string{"", ".", "..", "../x", "a/b", `a\b`, "-x", "a b", "ä"} {
		_, err := dir.Load(name)
		require.ErrorIs(t, err, profile.ErrName, name)
		require.ErrorIs(t, dir.Remove(t.Context(), name), profile.ErrName)
		require.ErrorIs(t, dir.Save(t.Context(), &profile.Profile{Name: name, Store: profile.File}, grant(), ""), profile.ErrName)
	}
	require.NoError(t, os.MkdirAll(filepath.Join(string(dir), "broken"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(string(dir), "broken", "profile.json"), []byte("{"), 0o600))
	_, err := dir.List()
	require.ErrorContains(t, err, "profile.json")
}
