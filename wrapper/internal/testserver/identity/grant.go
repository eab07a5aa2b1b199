package identity

import (
	"crypto/rand"
	"slices"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// grant is what a person has consented to.
type grant struct {
	client, account string
	scopes          []string
	began           time.Time
	gone            bool
}

// refresh is one refresh token of a grant.
type refresh struct {
	grant *grant
	given time.Time
	first time.Time // when it was used first
	uses  int
}

// Access is one access token.
type Access struct {
	// Account is whose token it is.
	Account string
	// Scopes are what it may do.
	Scopes []string

	expires time.Time
	grant   *grant // nil for service accounts
	revoked bool
}

// Good reports whether a token is still taken.
func (p *Provider) Good(a *Access) bool {
	return !a.revoked && p.now().Before(a.expires) && (a.grant == nil || !a.grant.gone)
}

// Find returns what an access token is; nil if it is none of this provider's.
func (p *Provider) Find(token string) *Access {
	p.mu.Lock()
	defer p.mu.Unlock()
	found, ok := p.access[token]
	if !ok {
		return nil
	}
	own := *found
	if found.grant != nil {
		g := *found.grant
		own.grant = &g
	}
	return &own
}

// Revoke ends all that an account has consented to, as the account can in its
// settings, and all tokens that came of it.
func (p *Provider) Revoke(account string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, r := range p.refresh {
		if r.grant.account == account {
			r.grant.gone = true
		}
	}
	p.endAccess(account)
}

// RevokeAccess ends the access tokens of an account, and leaves what it has
// consented to.
func (p *Provider) RevokeAccess(account string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.endAccess(account)
}

func (p *Provider) endAccess(account string) {
	for _, a := range p.access {
		if a.Account == account {
			a.revoked = true
		}
	}
}

// Uses returns how refresh tokens were used so far.
func (p *Provider) Uses() confluencetest.TokenUses {
	p.mu.Lock()
	defer p.mu.Unlock()
	var u confluencetest.TokenUses
	for _, r := range p.refresh {
		u.Refreshes += r.uses
		if r.uses > 1 {
			u.Repeated++
		}
	}
	u.Refused = p.refused
	return u
}

// give gives an access token, and a refresh token where the grant has one.
func (p *Provider) give(account string, scopes []string, g *grant, renewable bool) map[string]any {
	now := p.now()
	token := "eyJ" + rand.Text() + "." + rand.Text()
	p.access[token] = &Access{Account: account, Scopes: slices.Clone(scopes), expires: now.Add(p.life), grant: g}
	answer := map[string]any{
		"access_token": token, "token_type": "Bearer", "expires_in": int(p.life / time.Second), "scope": join(scopes),
	}
	if renewable {
		next := "rt-" + rand.Text() + rand.Text()
		p.refresh[next] = &refresh{grant: g, given: now}
		answer["refresh_token"] = next
	}
	return answer
}

// rotate takes a refresh token; nil if the grant is gone. A token that was used
// is taken again within the leeway; after it, somebody has a copy, and the whole
// grant ends.
func (p *Provider) rotate(client, token string) *grant {
	now := p.now()
	r, ok := p.refresh[token]
	switch {
	case !ok, r.grant.client != client, r.grant.gone, now.Sub(r.given) > idleLife, now.Sub(r.grant.began) > grantLife:
		return nil
	case r.uses > 0 && now.Sub(r.first) > p.leeway:
		r.grant.gone = true
		return nil
	case r.uses == 0:
		r.first = now
	}
	r.uses++
	return r.grant
}
