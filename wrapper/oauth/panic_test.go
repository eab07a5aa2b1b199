package oauth_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

// A transport or a store that panics does so where the program can recover from it,
// and the next call tries again.
func TestPanicOfATransport(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		store := &failing{Store: oauth.NewMemoryStore()}
		source := w.source(t, store)
		time.Sleep(2 * time.Hour)
		store.load = func() error { panic("store") }
		require.PanicsWithValue(t, "store", func() { _, _ = source.TokenContext(t.Context()) })
		require.NoError(t, source.Wait(t.Context()))
		store.load = nil
		token, err := source.TokenContext(t.Context())
		require.NoError(t, err)
		require.True(t, token.Valid())
	})
}

// A token whose refresh panics stays in use until it expires, as with any failure.
func TestPanicOfAnEarlyRefresh(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		store := &failing{Store: oauth.NewMemoryStore()}
		source := w.source(t, store)
		time.Sleep(59*time.Minute + 10*time.Second)
		store.load = func() error { panic("store") }
		require.PanicsWithValue(t, "store", func() { _, _ = source.TokenContext(t.Context()) })
		token, err := source.TokenContext(t.Context()) // the refresh is not tried again yet
		require.NoError(t, err)
		require.True(t, token.Valid())
	})
}
