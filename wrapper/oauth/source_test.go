package oauth_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

// A Source is what golang.org/x/oauth2 and its users know.
var _ oauth2.TokenSource = (*oauth.Source)(nil)

func TestRefreshBeginsAMinuteBefore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		source := w.source(t, oauth.NewMemoryStore())
		first, err := source.Token()
		require.NoError(t, err)
		time.Sleep(58 * time.Minute)
		same, err := source.Token()
		require.NoError(t, err)
		require.Equal(t, first.AccessToken, same.AccessToken)
		time.Sleep(61 * time.Second)
		second, err := source.Token()
		require.NoError(t, err)
		require.NotEqual(t, first.AccessToken, second.AccessToken)
		require.True(t, time.Now().Before(first.Expiry))
		require.Equal(t, confluencetest.TokenUses{Refreshes: 1}, w.around.TokenUses())
	})
}

// Not every process comes at the same time.
func TestRefreshIsJittered(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		store := oauth.NewMemoryStore()
		w.source(t, store)
		time.Sleep(59*time.Minute - 8*time.Second)
		var early int
		for range 40 {
			before := w.around.TokenUses().Refreshes
			s := w.app.Source(&readOnly{store})
			_, err := s.Token()
			require.NoError(t, err)
			_, err = s.Token()
			require.NoError(t, err)
			if w.around.TokenUses().Refreshes > before {
				early++
			}
		}
		require.Greater(t, early, 3)
		require.Less(t, early, 37)
	})
}

// readOnly is a store that forgets what it is given, to look at one moment often.
type readOnly struct{ oauth.Store }

func (r *readOnly) Update(ctx context.Context, fn func(context.Context, *oauth2.Token) (*oauth2.Token, error)) error {
	return r.Store.Update(ctx, func(ctx context.Context, stored *oauth2.Token) (*oauth2.Token, error) {
		_, err := fn(ctx, stored)
		return nil, err
	})
}

func TestOneRefreshForAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		store := &failing{Store: oauth.NewMemoryStore()}
		source := w.source(t, store)
		var opened atomic.Int32
		store.load = func() error { opened.Add(1); return nil }
		time.Sleep(2 * time.Hour)
		w.around.Inject(cloudtest.EndpointToken, 1, confluencetest.Delay(3*time.Second))
		var wg sync.WaitGroup
		for range 64 {
			wg.Go(func() {
				token, err := source.TokenContext(t.Context())
				require.NoError(t, err)
				require.True(t, token.Valid())
			})
		}
		wg.Wait()
		require.Equal(t, confluencetest.TokenUses{Refreshes: 1}, w.around.TokenUses())
		require.EqualValues(t, 1, opened.Load())
	})
}

// One whose context ends stops waiting; the refresh goes on for the others.
func TestWaiterThatGivesUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		source := w.source(t, oauth.NewMemoryStore())
		time.Sleep(2 * time.Hour)
		w.around.Inject(cloudtest.EndpointToken, 1, confluencetest.Delay(10*time.Second))
		impatient, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began := time.Now()
		_, err := source.TokenContext(impatient) // it is the one that begins the refresh
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, time.Second, time.Since(began))
		token, err := source.TokenContext(t.Context())
		require.NoError(t, err)
		require.True(t, token.Valid())
		require.Equal(t, 1, w.around.TokenUses().Refreshes)
		require.NoError(t, source.Wait(t.Context()))
	})
}

// A program that ends while a refresh is under way waits for it.
func TestWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		source := w.source(t, oauth.NewMemoryStore())
		require.NoError(t, source.Wait(t.Context()))
		time.Sleep(2 * time.Hour)
		w.around.Inject(cloudtest.EndpointToken, 1, confluencetest.Delay(10*time.Second))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := source.TokenContext(ctx)
		require.ErrorIs(t, err, context.Canceled)
		require.ErrorIs(t, source.Wait(ctx), context.Canceled)
		require.NoError(t, source.Wait(t.Context()))
		require.Equal(t, 1, w.around.TokenUses().Refreshes)
		_, err = source.Token()
		require.NoError(t, err)
		require.Equal(t, 1, w.around.TokenUses().Refreshes)
	})
}

// A token that is still good is not given up for a slow or failing refresh.
func TestEarlyRefreshThatFails(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		source := w.source(t, oauth.NewMemoryStore())
		first, err := source.Token()
		require.NoError(t, err)
		time.Sleep(59*time.Minute + 10*time.Second)
		w.around.Inject(cloudtest.EndpointToken, 0, confluencetest.Respond(http.StatusInternalServerError, "text/html", "<html>oops</html>"))
		token, err := source.Token()
		require.NoError(t, err)
		require.Equal(t, first.AccessToken, token.AccessToken)
		require.NoError(t, source.Wait(t.Context()))
		time.Sleep(time.Minute)
		_, err = source.Token()
		require.ErrorIs(t, err, confluence.ErrUnavailable)
		w.around.Heal()
		_, err = source.Token()
		require.NoError(t, err)
	})
}

func TestSlowEarlyRefresh(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		source := w.source(t, oauth.NewMemoryStore())
		time.Sleep(59*time.Minute + 10*time.Second)
		w.around.Inject(cloudtest.EndpointToken, 1, confluencetest.Delay(15*time.Second))
		began := time.Now()
		_, err := source.Token()
		require.NoError(t, err)
		require.Equal(t, 5*time.Second, time.Since(began))
		require.NoError(t, source.Wait(t.Context()))
	})
}

// The response of a refresh is lost in every way that there is; the old token is
// taken once more within the leeway.
func TestLostResponse(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]confluencetest.Fault{
		"lost":    confluencetest.Lost(http.StatusBadGateway),
		"reset":   confluencetest.ResetAfter(),
		"cut off": confluencetest.CutBody(),
		"500":     confluencetest.Respond(http.StatusInternalServerError, "application/json", `{"error":"server_error"}`),
		"page":    confluencetest.Respond(http.StatusOK, "text/html", "<html>maintenance</html>"),
		"403":     confluencetest.Respond(http.StatusForbidden, "text/html", "<html>blocked</html>"),
		"slow":    confluencetest.Delay(30 * time.Second),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				source := w.source(t, oauth.NewMemoryStore())
				time.Sleep(2 * time.Hour)
				w.around.Inject(cloudtest.EndpointToken, 2, fault)
				token, err := source.Token()
				require.NoError(t, err)
				require.True(t, token.Valid())
				_, err = w.client(t, source).Users.Current(t.Context(), nil)
				require.NoError(t, err)
				require.Zero(t, w.around.TokenUses().Refused)
			})
		})
	}
}

// A provider that is down is not asked without end.
func TestProviderThatIsDown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		store := oauth.NewMemoryStore()
		w.source(t, store)
		seen := w.watch()
		source := w.newApp(t, w.app.Config().ClientID, w.secret).Source(store)
		time.Sleep(2 * time.Hour)
		w.around.Inject(cloudtest.EndpointToken, 0, confluencetest.Respond(http.StatusServiceUnavailable, "text/html", "<html>"))
		_, err := source.Token()
		require.ErrorIs(t, err, confluence.ErrUnavailable)
		require.NotErrorIs(t, err, oauth.ErrStore)
		require.Len(t, seen(), 4)
	})
}

// A grant that is gone is said once the service has said so, and asked about no
// more; a new one is taken up, also one that another process has saved.
func TestGrantGone(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		store := oauth.NewMemoryStore()
		source := w.source(t, store)
		w.around.Revoke(w.ada)
		time.Sleep(2 * time.Hour)
		for range 5 {
			_, err := source.Token()
			require.ErrorIs(t, err, oauth.ErrConsent)
			require.NotErrorIs(t, err, oauth.ErrClient)
		}
		require.Equal(t, 1, w.around.TokenUses().Refused)
		_, err := w.client(t, source).Users.Current(t.Context(), nil)
		require.ErrorIs(t, err, oauth.ErrConsent)

		require.NoError(t, w.app.Source(store).Save(t.Context(), w.consent(t)))
		_, err = source.Token()
		require.NoError(t, err)
	})
}

func TestNoGrantYet(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	source := w.app.Source(oauth.NewMemoryStore())
	_, err := source.Token()
	require.ErrorIs(t, err, oauth.ErrConsent)
	require.ErrorIs(t, source.Save(t.Context(), nil), confluence.ErrInvalid)
	require.NoError(t, source.Save(t.Context(), w.consent(t)))
	_, err = source.Token()
	require.NoError(t, err)
}

// A save that fails does not lose the new token, is told, and is made up for.
func TestSaveThatFails(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		told := make(chan error, 9)
		w.options.OnUnsaved = func(err error) { told <- err }
		w.app = w.newApp(t, w.app.Config().ClientID, w.secret)
		store := &failing{Store: oauth.NewMemoryStore()}
		source := w.source(t, store)
		time.Sleep(2 * time.Hour)

		full := errors.New("the disk is full")
		store.save = func() error { return full }
		token, err := source.Token()
		require.NoError(t, err)
		require.ErrorIs(t, <-told, full)
		require.ErrorIs(t, source.Unsaved(), oauth.ErrStore)
		_, err = w.client(t, source).Users.Current(t.Context(), nil)
		require.NoError(t, err)

		// While the disk is full, the next refresh goes on from the token at hand.
		time.Sleep(2 * time.Hour)
		next, err := source.Token()
		require.NoError(t, err)
		require.NotEqual(t, token.AccessToken, next.AccessToken)
		require.Zero(t, w.around.TokenUses().Repeated)

		store.save = nil
		time.Sleep(time.Minute)
		_, err = source.Token()
		require.NoError(t, err)
		require.NoError(t, source.Wait(t.Context()))
		require.NoError(t, source.Unsaved())
		again, err := w.app.Source(store.Store).Token()
		require.NoError(t, err)
		require.Equal(t, next.AccessToken, again.AccessToken)
		require.Equal(t, confluencetest.TokenUses{Refreshes: 2}, w.around.TokenUses())
	})
}

// A store that is away for a while costs time, no grant.
func TestStoreThatIsAway(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		store := &failing{Store: oauth.NewMemoryStore()}
		source := w.source(t, store)
		time.Sleep(2 * time.Hour)
		back := time.Now().Add(3 * time.Second)
		store.load = func() error {
			if time.Now().Before(back) {
				return errors.New("connection refused")
			}
			return nil
		}
		_, err := source.Token()
		require.NoError(t, err)
		require.NoError(t, source.Unsaved())

		store.load = func() error { return errors.New("connection refused") }
		_, err = source.Token()
		require.NoError(t, err) // the token is good
		time.Sleep(2 * time.Hour)
		_, err = source.Token()
		require.ErrorIs(t, err, oauth.ErrStore)
		require.Equal(t, 1, w.around.TokenUses().Refreshes)
	})
}

// What another process has refreshed is used; the one that is behind does not
// refresh, and does not overwrite.
func TestAnotherProcessWasFaster(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		store := oauth.NewMemoryStore()
		mine := w.source(t, store)
		theirs := w.app.Source(store)
		time.Sleep(2 * time.Hour)
		a, err := theirs.Token()
		require.NoError(t, err)
		b, err := mine.Token()
		require.NoError(t, err)
		require.Equal(t, a.AccessToken, b.AccessToken)
		require.Equal(t, confluencetest.TokenUses{Refreshes: 1}, w.around.TokenUses())
	})
}

// The clock that measures times stops while a machine sleeps. An expiry is a time of
// day.
func TestExpiryIsATimeOfDay(t *testing.T) {
	t.Parallel()
	source := newWorld(t).source(t, oauth.NewMemoryStore())
	token, err := source.Token()
	require.NoError(t, err)
	require.False(t, token.Expiry.IsZero())
	require.NotContains(t, token.Expiry.String(), "m=")
	renewed, err := source.Renew(t.Context(), token.AccessToken)
	require.NoError(t, err)
	require.NotContains(t, renewed.Expiry.String(), "m=")
}
