package oauth

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// held is the token that a source has at hand, and what it knows of it.
type held struct {
	token hidden[*oauth2.Token]
	// refreshAt is when to replace it; zero for a token that does not expire.
	refreshAt time.Time
	// got is when this process got it.
	got time.Time
	// forced is set where it took the place of one that was rejected.
	forced bool
	// unsaved is why it is not in the store, and over whose access token it
	// belongs there.
	unsaved error
	over    hidden[string]
	// gone is the refresh token of which the service said that its grant is gone.
	gone hidden[string]
}

const (
	// earliest is how long before its expiry a token is replaced.
	earliest = time.Minute
	// settled is how old a token has to be that was got in place of a rejected
	// one, until it may be replaced for the same reason.
	settled = time.Minute
)

func newHeld(token *oauth2.Token, forced bool) held {
	token = copyOf(token)
	token.Expiry = token.Expiry.Round(0) // a time of day: the other clock stops while a machine sleeps
	h := held{token: hide(token), got: time.Now(), forced: forced}
	if token.Expiry.IsZero() {
		return h
	}
	early := earliest
	if life := time.Duration(token.ExpiresIn) * time.Second; life > 0 {
		early = min(early, life/5)
	}
	// Processes that share a grant should not all come at once.
	early += rand.N(max(early/4, 1)) //nolint:gosec // jitter needs no secrecy
	h.refreshAt = token.Expiry.Add(-early)
	return h
}

// early reports whether the token is about to expire.
func (h *held) early(now time.Time) bool {
	return !h.refreshAt.IsZero() && !now.Before(h.refreshAt)
}

// worthReplacing reports whether a token that was rejected is the one at hand,
// and whether another one may do better. A site that rejects every token must
// not cause a refresh for every request.
func (h *held) worthReplacing(rejected string, now time.Time) bool {
	token := h.token.get()
	return token == nil || token.AccessToken == rejected &&
		(expired(token) || !h.forced || now.Sub(h.got) >= settled)
}

func expired(token *oauth2.Token) bool {
	return !token.Expiry.IsZero() && !time.Now().Before(token.Expiry)
}

// accessOf is by what tokens are told apart: every refresh gives another one.
func accessOf(token *oauth2.Token) string {
	if token == nil {
		return ""
	}
	return token.AccessToken
}

// storeError is a failure of a store. What other people's stores say is shown
// as it is.
func storeError(step string, err error) error {
	var already *Error
	if errors.As(err, &already) {
		return err
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return &Error{Step: step, Kind: confluence.ErrUnavailable, Err: err}
	}
	return &Error{Step: step, Kind: ErrStore, Err: err}
}
