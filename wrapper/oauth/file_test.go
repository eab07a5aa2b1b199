package oauth_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/internal/testing/signintest"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

func openFile(place string) (oauth.Store, error) { return oauth.NewFileStore(place), nil }

func TestMain(m *testing.M) { signintest.Main(m, openFile) }

func TestFileStore(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := filepath.Join(t.TempDir(), "missing", "token.json")
	source := w.source(t, oauth.NewFileStore(path))
	token, err := source.Token()
	require.NoError(t, err)

	// A second start asks nothing.
	again, err := w.app.Source(oauth.NewFileStore(path)).Token()
	require.NoError(t, err)
	require.Equal(t, token.AccessToken, again.AccessToken)
	require.Equal(t, token.RefreshToken, again.RefreshToken)
	require.True(t, token.Expiry.Equal(again.Expiry))

	if runtime.GOOS == "windows" {
		return // has no such modes
	}
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	info, err = os.Stat(filepath.Dir(path))
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o700), info.Mode().Perm())
}

// What a crash leaves does not matter: half a temporary file that others can
// read, and a lock file without a lock.
func TestFileStoreAfterACrash(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := filepath.Join(t.TempDir(), "token.json")
	w.source(t, oauth.NewFileStore(path))
	require.NoError(t, os.WriteFile(path+".tmp", []byte(`{"access_tok`), 0o644))
	require.NoError(t, os.WriteFile(path+".lock", nil, 0o644))
	source := w.app.Source(oauth.NewFileStore(path))
	token, err := source.Token()
	require.NoError(t, err)
	next, err := source.Renew(t.Context(), token.AccessToken)
	require.NoError(t, err)
	raw, err := os.ReadFile(path)
	require.NoError(t, err)
	var stored oauth2.Token
	require.NoError(t, json.Unmarshal(raw, &stored))
	require.Equal(t, next.AccessToken, stored.AccessToken)
	require.NoFileExists(t, path+".tmp")
	if runtime.GOOS != "windows" {
		info, err := os.Stat(path)
		require.NoError(t, err)
		require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	}
}

// A file that is no token is told, without what is in it, and stays.
func TestFileStoreThatIsNone(t *testing.T) {
	t.Parallel()
	for _, content := range []string{"", "{}", `{"access_token":"half-a-token`, "api-token-of-somebody"} {
		path := filepath.Join(t.TempDir(), "token.json")
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		err := oauth.NewFileStore(path).Update(t.Context(), nil)
		require.ErrorIs(t, err, oauth.ErrStore)
		requireNone(t, printed(t, err), "half-a-token", "api-token-of-somebody")
		require.FileExists(t, path)
	}
	// A directory that cannot be made.
	path := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(path, nil, 0o600))
	require.ErrorIs(t, oauth.NewFileStore(filepath.Join(path, "token.json")).Update(t.Context(), nil), oauth.ErrStore)
}

// What fn says is returned as it is.
func TestErrorOfTheFunction(t *testing.T) {
	t.Parallel()
	for _, store := range []oauth.Store{oauth.NewMemoryStore(), oauth.NewFileStore(filepath.Join(t.TempDir(), "token.json"))} {
		said := errors.New("said")
		err := store.Update(t.Context(), func(context.Context, *oauth2.Token) (*oauth2.Token, error) { return nil, said })
		require.True(t, err == said, "%T", err) //nolint:errorlint,testifylint // the very same
	}
}

func TestTwoProcessesOverOneFile(t *testing.T) {
	t.Parallel()
	signintest.TwoProcesses(t, filepath.Join(t.TempDir(), "token.json"), openFile, nil)
}

func TestKilledBetweenRefreshAndSave(t *testing.T) {
	t.Parallel()
	began := time.Now()
	signintest.Killed(t, func() string { return filepath.Join(t.TempDir(), "token.json") }, openFile)
	require.Less(t, time.Since(began), time.Minute, "the starts do not loop")
}
