package identity

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// Token serves the token endpoint, with a form or with JSON, and with the client
// in the body or in the header.
func (p *Provider) Token(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost {
		refuse(w, Refusal{http.StatusMethodNotAllowed, "invalid_request", "Method not allowed"})
		return
	}
	fields, err := readFields(r)
	if err != nil {
		refuse(w, Refusal{http.StatusBadRequest, "invalid_request", "The body cannot be read"})
		return
	}
	answer, refusal := p.answer(fields)
	if refusal.Status != 0 {
		refuse(w, refusal)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	_ = respond.JSON(w, answer) // a map of plain values
}

func (p *Provider) answer(fields url.Values) (map[string]any, Refusal) {
	p.mu.Lock()
	defer p.mu.Unlock()
	a := p.apps[fields.Get("client_id")]
	if !a.proves(fields.Get("client_secret")) {
		return nil, p.dialect.BadClient
	}
	switch fields.Get("grant_type") {
	case "authorization_code":
		return p.exchange(a, fields)
	case "refresh_token":
		g := p.rotate(a.id, fields.Get("refresh_token"))
		if g == nil {
			p.refused++
			return nil, p.dialect.GrantGone
		}
		return p.give(g.account, g.scopes, g, true), Refusal{}
	case "client_credentials":
		if a.account == "" {
			return nil, p.dialect.BadClient
		}
		scopes := a.scopes
		if asked := strings.Fields(fields.Get("scope")); len(asked) > 0 {
			scopes = slices.DeleteFunc(asked, func(s string) bool { return !p.dialect.allows(a.scopes, s) })
		}
		return p.give(a.account, scopes, nil, false), Refusal{}
	}
	return nil, Refusal{http.StatusBadRequest, "unsupported_grant_type", "Unsupported grant type"}
}

// allows reports whether a service account that was given some scopes may ask for
// one. Without any it may ask for all.
func (d Dialect) allows(given []string, scope string) bool {
	if len(given) == 0 || slices.Contains(given, scope) {
		return true
	}
	rank := slices.Index(d.Ranks, scope)
	return rank >= 0 && slices.ContainsFunc(given, func(s string) bool { return slices.Index(d.Ranks, s) > rank })
}

// exchange takes a code, once. A code that comes again was stolen: what came of
// it ends.
func (p *Provider) exchange(a *app, fields url.Values) (map[string]any, Refusal) {
	c := p.codes[fields.Get("code")]
	switch {
	case c == nil, c.client != a.id, p.now().After(c.expires), c.redirect != fields.Get("redirect_uri"),
		c.challenge != "" && !verifies(c.challenge, fields.Get("code_verifier")):
		return nil, Refusal{p.dialect.GrantGone.Status, "invalid_grant", "Invalid authorization code"}
	case c.spent != nil:
		c.spent.gone = true
		return nil, Refusal{p.dialect.GrantGone.Status, "invalid_grant", "Invalid authorization code"}
	}
	scopes := slices.DeleteFunc(slices.Clone(c.scopes), func(s string) bool { return s == p.dialect.Offline })
	c.spent = &grant{client: a.id, account: c.account, scopes: scopes, began: p.now()}
	renewable := p.dialect.Offline == "" || slices.Contains(c.scopes, p.dialect.Offline)
	return p.give(c.account, scopes, c.spent, renewable), Refusal{}
}

// verifies holds a verifier against its challenge (PKCE, S256).
func verifies(challenge, verifier string) bool {
	sum := sha256.Sum256([]byte(verifier))
	return subtle.ConstantTimeCompare([]byte(base64.RawURLEncoding.EncodeToString(sum[:])), []byte(challenge)) == 1
}

func readFields(r *http.Request) (url.Values, error) {
	raw, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err != nil {
		return nil, err
	}
	fields := url.Values{}
	mediaType, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if mediaType == "application/json" {
		var object map[string]string
		if err := json.Unmarshal(raw, &object); err != nil {
			return nil, err
		}
		for name, value := range object {
			fields.Set(name, value)
		}
	} else if fields, err = url.ParseQuery(string(raw)); err != nil {
		return nil, err
	}
	if id, secret, ok := r.BasicAuth(); ok {
		fields.Set("client_id", id)
		fields.Set("client_secret", secret)
	}
	return fields, nil
}

func refuse(w http.ResponseWriter, r Refusal) {
	respond.Refuse(r.Status, map[string]string{"error": r.Code, "error_description": r.Description}).Write(w)
}

func join(scopes []string) string { return strings.Join(scopes, " ") }
