package oauth

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"net/url"

	"golang.org/x/oauth2"
)

// Consent is one round trip of a person through the page that asks whether an
// app may act for them.
type Consent struct {
	app             *App
	state, verifier hidden[string]
}

// Begin starts a round trip, with a state and a verifier of its own.
func (a *App) Begin() *Consent {
	return a.Resume(rand.Text(), oauth2.GenerateVerifier())
}

// Resume continues a round trip that another request of a web server began: keep
// [Consent.State] and [Consent.Verifier] in the person's session, nowhere else.
func (a *App) Resume(state, verifier string) *Consent {
	return &Consent{app: a, state: hide(state), verifier: hide(verifier)}
}

// State returns what the person brings back, by which [Consent.Exchange] knows
// that it is the same person.
func (c *Consent) State() string { return c.state.get() }

// Verifier returns the secret of the round trip (PKCE).
func (c *Consent) Verifier() string { return c.verifier.get() }

// URL is where to send the person.
func (c *Consent) URL() string {
	options := append([]oauth2.AuthCodeOption{oauth2.S256ChallengeOption(c.verifier.get())}, c.app.extra...)
	return c.app.config.get().AuthCodeURL(c.state.get(), options...)
}

// Exchange turns the query that the person brought to the redirect URL into a
// token. A person who refused is [ErrDenied], another state [ErrState]; a code
// that is spent or too old is [ErrConsent].
func (c *Consent) Exchange(ctx context.Context, query url.Values) (*oauth2.Token, error) {
	if err := checkContext(ctx); err != nil {
		return nil, err
	}
	const step = "consent"
	state := c.state.get()
	if state == "" || subtle.ConstantTimeCompare([]byte(state), []byte(query.Get("state"))) != 1 {
		return nil, &Error{Step: step, Kind: ErrState}
	}
	config := c.app.config.get()
	secrets := []string{config.ClientSecret, c.verifier.get(), state, query.Get("code")}
	if code := query.Get("error"); code != "" {
		e := &Error{Step: step, Code: errorCode(code), Description: clean(query.Get("error_description"), secrets), Kind: ErrClient}
		if code == "access_denied" {
			e.Kind = ErrDenied
		}
		return nil, e
	}
	if query.Get("code") == "" {
		return nil, &Error{Step: step, Kind: ErrState}
	}
	token, err := config.Exchange(c.app.around.context(ctx), query.Get("code"), oauth2.VerifierOption(c.verifier.get()))
	if err != nil {
		return nil, tokenError("exchanging the code", err, secrets)
	}
	return token, nil
}

// context makes golang.org/x/oauth2 use the client of the options.
func (s surroundings) context(ctx context.Context) context.Context {
	return context.WithValue(ctx, oauth2.HTTPClient, s.http)
}

// refresh has the service replace a refresh token.
func (a *App) refresh(ctx context.Context, old *oauth2.Token) (*oauth2.Token, error) {
	if old == nil || old.RefreshToken == "" {
		return nil, &Error{Step: "refreshing", Kind: ErrConsent}
	}
	config := a.config.get()
	// Without its access token, the source has nothing to reuse.
	token, err := config.TokenSource(a.around.context(ctx), &oauth2.Token{RefreshToken: old.RefreshToken}).Token()
	if err != nil {
		return nil, tokenError("refreshing", err, []string{config.ClientSecret, old.RefreshToken, old.AccessToken})
	}
	return token, nil
}
