package identity

import (
	"crypto/rand"
	"crypto/subtle"
	"net/url"
	"slices"
	"strings"
)

// app is a client of the provider: a program that acts for people, or a service
// account.
type app struct {
	id, secret string
	redirects  []string
	// account and scopes are those of a service account.
	account string
	scopes  []string
}

// AddApp registers a program that people let act for them, with the addresses it
// may have people sent back to.
func (p *Provider) AddApp(redirects ...string) (clientID, clientSecret string) {
	return p.add(&app{redirects: redirects})
}

// AddService gives a service account a credential for client credentials, which
// can ask for these scopes and no others; for all of them if there are none.
func (p *Provider) AddService(account string, scopes ...string) (clientID, clientSecret string) {
	return p.add(&app{account: account, scopes: scopes})
}

// Register adds an app with an id and a secret of the caller's choice. Without
// any address, it may have people sent back to every loopback one.
func (p *Provider) Register(clientID, clientSecret string, redirects ...string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.apps[clientID] = &app{id: clientID, secret: clientSecret, redirects: redirects}
}

// RegisterService is AddService with an id and a secret of the caller's choice.
func (p *Provider) RegisterService(clientID, clientSecret, account string, scopes ...string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.apps[clientID] = &app{id: clientID, secret: clientSecret, account: account, scopes: scopes}
}

func (p *Provider) add(a *app) (string, string) {
	a.id, a.secret = "client-"+rand.Text(), "ATOA"+rand.Text()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.apps[a.id] = a
	return a.id, a.secret
}

// proves looks at a secret.
func (a *app) proves(secret string) bool {
	return a != nil && subtle.ConstantTimeCompare([]byte(a.secret), []byte(secret)) == 1
}

// sendsTo reports whether people may be sent back to an address. A loopback
// address is registered with its port.
func (a *app) sendsTo(redirect string) bool {
	if len(a.redirects) > 0 {
		return slices.Contains(a.redirects, redirect)
	}
	u, err := url.Parse(redirect)
	return err == nil && u.Scheme == "http" && slices.Contains([]string{"localhost", "127.0.0.1", "::1"}, u.Hostname())
}

func fields(scope string) []string { return strings.Fields(scope) }
