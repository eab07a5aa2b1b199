package cloudtest

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	optable "github.com/confluence-people/go-sdk/wrapper/internal/library/operation"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/identity"
)

// SignIn is what stands around a site: Atlassian's identity provider, the
// gateway, and the address of the site itself. All have the same host, so that
// one address replaces those of Atlassian. Make one with [StartSignIn] in a test
// and with [NewSignIn] in a program. It is safe for concurrent use.
type SignIn struct {
	site     *Server
	provider *identity.Provider
	engine   *testserver.Server

	operations *optable.Table
	scopes     map[string]needs

	mu          sync.Mutex
	scoped      map[string]scopedToken
	hideExpired bool
}

// scopedToken is an API token with scopes, which works at the gateway alone.
type scopedToken struct {
	account string
	scopes  []string
}

// StartSignIn returns the surroundings of a site for a test. They are closed
// when the test ends.
func StartSignIn(tb testing.TB, site *Server) *SignIn {
	tb.Helper()
	s := NewSignIn(site)
	tb.Cleanup(s.Close)
	return s
}

// NewSignIn returns the surroundings of a site without a test. The caller closes
// them.
func NewSignIn(site *Server) *SignIn {
	s := &SignIn{
		site: site, engine: testserver.New("", nil),
		operations: operationTable(), scopes: scopeTable(), scoped: map[string]scopedToken{},
	}
	s.provider = identity.New(identity.Dialect{
		Audience:  "api.atlassian.com",
		GrantGone: identity.Refusal{Status: http.StatusForbidden, Code: "unauthorized_client", Description: "refresh_token is invalid"},
		BadClient: identity.Refusal{Status: http.StatusUnauthorized, Code: "access_denied", Description: "Unauthorized"},
		Offline:   "offline_access",
	}, identity.People{Usual: site.AdminID, Known: func(account string) bool {
		_, token := site.Credential(account)
		return token != "no-token"
	}}, site.engine.Clock().Now)
	s.engine.Handle(http.HandlerFunc(s.route))
	return s
}

// The endpoints that faults are injected into with [SignIn.Inject].
const (
	EndpointAuthorize  = "authorize"
	EndpointToken      = "token"
	EndpointSites      = "accessible-resources"
	EndpointTenantInfo = "tenant_info"
)

// route finds out which of Atlassian's hosts a request is for.
func (s *SignIn) route(w http.ResponseWriter, r *http.Request) {
	endpoint, serve := "", s.serveElsewhere
	switch path := r.URL.Path; {
	case path == "/authorize":
		endpoint, serve = EndpointAuthorize, s.provider.Authorize
	case path == "/oauth/token":
		endpoint, serve = EndpointToken, s.provider.Token
	case path == "/oauth/token/accessible-resources":
		endpoint, serve = EndpointSites, s.serveSites
	case path == "/_edge/tenant_info":
		endpoint, serve = EndpointTenantInfo, s.serveTenantInfo
	case path == "/favicon.ico": // what browsers ask for by themselves
		serve = http.NotFound
	case strings.HasPrefix(path, "/ex/"):
		serve = s.serveGateway
	case strings.HasPrefix(path, "/wiki/"):
		serve = s.serveSite
	}
	s.provider.Faulty(endpoint, http.HandlerFunc(serve)).ServeHTTP(w, r)
}

// ServeHTTP serves one request, so that the surroundings can be mounted anywhere
// at the root of a host.
func (s *SignIn) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.engine.ServeHTTP(w, r) }

// URL returns the address of the identity provider, the gateway and the site on
// a loopback port, which the first call opens.
func (s *SignIn) URL() string { return s.engine.URL() }

// MemoryURL is the same for [SignIn.HTTPClient]; the host is never looked up.
func (s *SignIn) MemoryURL() string { return s.engine.MemoryURL() }

// HTTPClient returns a client whose every connection, whatever the address, ends
// here without a socket. It works inside a synctest bubble.
func (s *SignIn) HTTPClient() *http.Client { return s.engine.HTTPClient() }

// Close ends all connections.
func (s *SignIn) Close() { s.engine.Close() }

// CloudID returns the id of the site.
func (s *SignIn) CloudID() string { return strings.TrimPrefix(basePath, "/ex/confluence/") }

// AddApp registers a program that people let act for them, with the addresses it
// may have them sent back to.
func (s *SignIn) AddApp(redirects ...string) (clientID, clientSecret string) {
	return s.provider.AddApp(redirects...)
}

// RegisterApp is [SignIn.AddApp] with an id and a secret of the caller's choice.
// Without any address, the app may have people sent back to every loopback one.
func (s *SignIn) RegisterApp(clientID, clientSecret string, redirects ...string) {
	s.provider.Register(clientID, clientSecret, redirects...)
}

// AddService gives an account a credential for client credentials. A token that it
// asks for has these scopes, or those of them that are asked for; without any, all
// that are asked for.
func (s *SignIn) AddService(accountID string, scopes ...string) (clientID, clientSecret string) {
	return s.provider.AddService(accountID, scopes...)
}

// RegisterService is [SignIn.AddService] with an id and a secret of the caller's
// choice.
func (s *SignIn) RegisterService(clientID, clientSecret, accountID string, scopes ...string) {
	s.provider.RegisterService(clientID, clientSecret, accountID, scopes...)
}

// AddScopedToken gives an account an API token with scopes, which works at the
// gateway alone. The account's own token of [Server.Credential] has none and
// works everywhere.
func (s *SignIn) AddScopedToken(accountID string, scopes ...string) (token string) {
	token = "ATSTT" + rand.Text()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.scoped[token] = scopedToken{accountID, slices.Clone(scopes)}
	return token
}

// Consent does what an account does at the address that an app sends it to, and
// returns the one that the browser is sent back to.
func (s *SignIn) Consent(address, accountID string) (*url.URL, error) {
	return s.provider.Decide(address, accountID, true)
}

// Refuse is [SignIn.Consent] of somebody who does not.
func (s *SignIn) Refuse(address string) (*url.URL, error) {
	return s.provider.Decide(address, "", false)
}

// Revoke ends all that an account has consented to, with its tokens.
func (s *SignIn) Revoke(accountID string) { s.provider.Revoke(accountID) }

// RevokeAccess ends the access tokens of an account, and no grant.
func (s *SignIn) RevokeAccess(accountID string) { s.provider.RevokeAccess(accountID) }

// TokenLife sets how long new access tokens live; an hour at first.
func (s *SignIn) TokenLife(life time.Duration) { s.provider.TokenLife(life) }

// Leeway sets how long a refresh token is taken again after its first use; ten
// minutes at first. After it, one that comes again ends its grant.
func (s *SignIn) Leeway(leeway time.Duration) { s.provider.Leeway(leeway) }

// HideExpired makes the gateway refuse expired tokens as it was seen to since
// 2026: with 403 on v1 and 404 on v2 instead of 401.
func (s *SignIn) HideExpired(hide bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hideExpired = hide
}

// Inject makes the next requests of an endpoint, such as [EndpointToken], meet a
// fault: times of them, or all until [SignIn.Heal] if times is 0.
func (s *SignIn) Inject(endpoint string, times int, fault confluencetest.Fault) {
	s.provider.Inject(endpoint, times, fault)
}

// Heal ends all faults.
func (s *SignIn) Heal() { s.provider.Heal() }

// TokenUses returns how refresh tokens were used so far.
func (s *SignIn) TokenUses() confluencetest.TokenUses { return s.provider.Uses() }
