package oauth

import (
	"context"
	"sync"
	"time"

	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// Source gives the access token of one grant, and replaces it before it expires
// or when the service rejects it. It is an [oauth2.TokenSource], safe for
// concurrent use: one refresh serves all who wait for it.
type Source struct {
	store     Store
	fetch     fetch
	onUnsaved func(error)
	gateway   surroundings

	mu   sync.Mutex
	held held
	// flight is the refresh under way.
	flight *flight
	// notBefore is when an early refresh that failed may be tried again.
	notBefore time.Time
}

// fetch gets a new token in place of an old one, which is nil if there is none.
type fetch func(ctx context.Context, old *oauth2.Token) (*oauth2.Token, error)

func newSource(store Store, around surroundings, get fetch) *Source {
	return &Source{store: store, fetch: get, onUnsaved: around.onUnsaved, gateway: around}
}

// Token returns a token to use now; see [Source.TokenContext].
func (s *Source) Token() (*oauth2.Token, error) {
	return s.TokenContext(context.Background())
}

// TokenContext returns a token to use now. It is refreshed a minute before it
// expires, give or take, or in the last quarter of a shorter life. The context
// ends the wait for a refresh, not the refresh itself: others wait for it, and
// half a refresh is a lost grant. A refresh that is slow or fails leaves the
// token of before in use until it expires.
//
// Without a grant, or with one that is gone, the error is [ErrConsent].
func (s *Source) TokenContext(ctx context.Context) (*oauth2.Token, error) {
	return s.token(ctx, "")
}

// Renew returns a token in place of one that the service rejected. It is the
// same one where a new one would not be better: it is new, and was itself got in
// place of one that was rejected.
func (s *Source) Renew(ctx context.Context, rejected string) (*oauth2.Token, error) {
	return s.token(ctx, rejected)
}

// Auth returns what a client signs in with. A token that the service rejects is
// replaced once, and the request sent again; see [confluence.RenewableToken].
func (s *Source) Auth() confluence.Auth {
	return confluence.RenewableToken(func(ctx context.Context, rejected string) (string, time.Time, error) {
		token, err := s.token(ctx, rejected)
		if err != nil {
			return "", time.Time{}, err
		}
		return token.AccessToken, token.Expiry, nil
	})
}

// Save stores the token of a new grant, which takes the place of the one before,
// if any, in the store and in this source.
func (s *Source) Save(ctx context.Context, token *oauth2.Token) error {
	if err := checkContext(ctx); err != nil {
		return err
	}
	if token == nil || token.AccessToken == "" {
		return &Error{Step: "saving", Kind: confluence.ErrInvalid}
	}
	err := s.store.Update(ctx, func(context.Context, *oauth2.Token) (*oauth2.Token, error) { return copyOf(token), nil })
	if err != nil {
		return storeError("saving", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held = newHeld(token, false)
	s.notBefore = time.Time{}
	return nil
}

// Wait returns when no refresh is under way. A program that ends before may lose
// the new token, so it calls Wait as the last thing.
func (s *Source) Wait(ctx context.Context) error {
	if err := checkContext(ctx); err != nil {
		return err
	}
	for {
		s.mu.Lock()
		f := s.flight
		s.mu.Unlock()
		if f == nil {
			return nil
		}
		select {
		case <-f.done:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Unsaved returns why the token in use is not in the store; nil if it is.
func (s *Source) Unsaved() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.held.unsaved
}

// patience is how long one waits for the refresh of a token that is still good.
const patience = 5 * time.Second

// token returns a token that is not the rejected one, if there is a way.
func (s *Source) token(ctx context.Context, rejected string) (*oauth2.Token, error) {
	if err := checkContext(ctx); err != nil {
		return nil, err
	}
	for {
		now, f := s.look(ctx, rejected)
		if now != nil && f == nil {
			return now, nil
		}
		var enough <-chan time.Time
		if now != nil {
			timer := time.NewTimer(patience)
			defer timer.Stop()
			enough = timer.C
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-enough:
			return now, nil
		case <-f.done:
		}
		switch {
		case f.panicked:
			panic(f.panic)
		case f.err != nil && now != nil && !expired(now):
			return now, nil
		case f.err != nil:
			return nil, f.err
		case rejected != "" && f.token.get().AccessToken == rejected && f.rejected.get() != rejected:
			continue // that refresh began before anybody knew
		}
		return copyOf(f.token.get()), nil
	}
}

// look returns the token at hand if it can be used, and the refresh to wait for
// if there is one to wait for.
func (s *Source) look(ctx context.Context, rejected string) (*oauth2.Token, *flight) {
	s.mu.Lock()
	defer s.mu.Unlock()
	token := s.held.token.get()
	now := time.Now()
	if rejected != "" && s.held.worthReplacing(rejected, now) {
		return nil, s.takeOff(ctx, rejected)
	}
	switch {
	case token == nil || expired(token):
		return nil, s.takeOff(ctx, "")
	case s.held.unsaved != nil && !now.Before(s.notBefore):
		s.takeOff(ctx, "") // to save it; nobody needs to wait
	case !s.held.early(now) || now.Before(s.notBefore):
	default:
		return copyOf(token), s.takeOff(ctx, "")
	}
	return copyOf(token), nil
}
