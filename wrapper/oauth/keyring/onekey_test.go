//go:build !race

package keyring_test

import (
	"context"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	system "github.com/zalando/go-keyring"
	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/oauth"
	"github.com/confluence-people/go-sdk/wrapper/oauth/keyring"
)

// Programs that start together make one key. The keyring of the test is a map,
// and the race detector does not see that a lock on a file guards it.
func TestOneKey(t *testing.T) {
	system.MockInit()
	path := filepath.Join(t.TempDir(), "token")
	stores := make([]oauth.Store, 8)
	var group sync.WaitGroup
	for i := range stores {
		group.Go(func() {
			store, err := keyring.New(context.Background(), service, path)
			require.NoError(t, err)
			stores[i] = store
		})
	}
	group.Wait()
	for _, store := range stores {
		_, err := put(store, &oauth2.Token{AccessToken: "access"})
		require.NoError(t, err)
	}
}
