package datacentertest

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	optable "github.com/confluence-people/go-sdk/wrapper/internal/library/operation"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver"
	idp "github.com/confluence-people/go-sdk/wrapper/internal/testserver/identity"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// SignIn is an instance with its own OAuth 2.0 provider in front. Make one with
// [StartSignIn] in a test and with [NewSignIn] in a program. It is safe for
// concurrent use.
type SignIn struct {
	site       *Server
	provider   *idp.Provider
	engine     *testserver.Server
	operations *optable.Table
}

// EndpointToken is the endpoint that faults are injected into with
// [SignIn.Inject].
const EndpointToken = "token"

// StartSignIn returns an instance with its provider for a test. Its connections
// are closed when the test ends.
func StartSignIn(tb testing.TB, site *Server) *SignIn {
	tb.Helper()
	s := NewSignIn(site)
	tb.Cleanup(s.Close)
	return s
}

// NewSignIn returns an instance with its provider without a test. The caller
// closes it.
func NewSignIn(site *Server) *SignIn {
	s := &SignIn{site: site, engine: testserver.New(basePath, nil)}
	var ops []optable.Operation
	for _, op := range gen.Operations() {
		ops = append(ops, optable.Operation{ID: op.ID, Method: op.Method, Path: op.Path, Reads: op.Reads})
	}
	s.operations = optable.NewTable(ops)
	s.provider = idp.New(idp.Dialect{
		GrantGone: idp.Refusal{Status: http.StatusBadRequest, Code: "invalid_grant", Description: "The refresh token is invalid"},
		BadClient: idp.Refusal{Status: http.StatusUnauthorized, Code: "invalid_client", Description: "Client authentication failed"},
		Ranks:     ranks(),
	}, idp.People{Usual: site.AdminName, Known: func(username string) bool { return site.Token(username) != "no-token" }}, site.engine.Clock().Now)
	s.engine.Handle(http.HandlerFunc(s.route))
	return s
}

func (s *SignIn) route(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case basePath + "/rest/oauth2/latest/authorize":
		s.provider.Authorize(w, r)
	case basePath + "/rest/oauth2/latest/token":
		s.provider.Faulty(EndpointToken, http.HandlerFunc(s.provider.Token)).ServeHTTP(w, r)
	default:
		s.serveSite(w, r)
	}
}

// actingKey is for the user that a request is made for, where the provider has
// looked at its token.
type actingKey struct{}

// serveSite says whose an access token is. Others are left to the instance, which
// has tokens of its own.
func (s *SignIn) serveSite(w http.ResponseWriter, r *http.Request) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	access := s.provider.Find(token)
	if !strings.EqualFold(scheme, "Bearer") || access == nil {
		s.site.ServeHTTP(w, r)
		return
	}
	switch {
	case !s.provider.Good(access): // refused as any other
	case !allows(access.Scopes, s.operation(r)):
		r = testserver.WithRefusal(r, func(*http.Request) *respond.Error {
			return respond.Bare(http.StatusForbidden, "The access token does not have the scope for this")
		})
	default:
		r = r.WithContext(context.WithValue(r.Context(), actingKey{}, access.Account))
	}
	s.site.ServeHTTP(w, r)
}

// allows reports whether a scope is enough: to change anything takes WRITE, to
// administer ADMIN.
func allows(scopes []string, op *optable.Operation) bool {
	if op == nil {
		return true // the instance says that there is no such thing
	}
	needed := 1
	switch {
	case strings.Contains(op.Path, "/rest/api/admin/"):
		needed = 2
	case op.Reads:
		needed = 0
	}
	return slices.ContainsFunc(scopes, func(s string) bool { return slices.Index(ranks(), s) >= needed })
}

// ranks are the scopes, of which each has those before it in it.
func ranks() []string { return []string{"READ", "WRITE", "ADMIN", "SYSTEM_ADMIN"} }

// operation returns the operation of a request, or nil. HEAD is served as GET.
func (s *SignIn) operation(r *http.Request) *optable.Operation {
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	return s.operations.Find(method, strings.TrimPrefix(r.URL.EscapedPath(), basePath))
}

// ServeHTTP serves one request, so that the instance can be mounted anywhere.
func (s *SignIn) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.engine.ServeHTTP(w, r) }

// URL returns the base URL on a loopback port, which the first call opens.
func (s *SignIn) URL() string { return s.engine.URL() }

// MemoryURL is the base URL for [SignIn.HTTPClient].
func (s *SignIn) MemoryURL() string { return s.engine.MemoryURL() }

// HTTPClient returns a client whose every connection ends here without a socket.
// It works inside a synctest bubble.
func (s *SignIn) HTTPClient() *http.Client { return s.engine.HTTPClient() }

// Close ends all connections.
func (s *SignIn) Close() { s.engine.Close() }

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

// AddService gives a user a credential for client credentials. A token that it asks
// for has these scopes, or what is asked for within them; without any, what is asked
// for.
func (s *SignIn) AddService(username string, scopes ...string) (clientID, clientSecret string) {
	return s.provider.AddService(username, scopes...)
}

// RegisterService is [SignIn.AddService] with an id and a secret of the caller's
// choice.
func (s *SignIn) RegisterService(clientID, clientSecret, username string, scopes ...string) {
	s.provider.RegisterService(clientID, clientSecret, username, scopes...)
}

// Consent does what a user does at the address that an app sends it to, and
// returns the one that the browser is sent back to.
func (s *SignIn) Consent(address, username string) (*url.URL, error) {
	return s.provider.Decide(address, username, true)
}

// Refuse is [SignIn.Consent] of somebody who does not.
func (s *SignIn) Refuse(address string) (*url.URL, error) {
	return s.provider.Decide(address, "", false)
}

// Revoke ends all that a user has consented to, with its tokens.
func (s *SignIn) Revoke(username string) { s.provider.Revoke(username) }

// RevokeAccess ends the access tokens of a user, and no grant.
func (s *SignIn) RevokeAccess(username string) { s.provider.RevokeAccess(username) }

// TokenLife sets how long new access tokens live; an hour at first.
func (s *SignIn) TokenLife(life time.Duration) { s.provider.TokenLife(life) }

// Leeway sets how long a refresh token is taken again after its first use.
func (s *SignIn) Leeway(leeway time.Duration) { s.provider.Leeway(leeway) }

// Inject makes the next requests of an endpoint meet a fault: times of them, or
// all until [SignIn.Heal] if times is 0.
func (s *SignIn) Inject(endpoint string, times int, fault confluencetest.Fault) {
	s.provider.Inject(endpoint, times, fault)
}

// Heal ends all faults.
func (s *SignIn) Heal() { s.provider.Heal() }

// TokenUses returns how refresh tokens were used so far.
func (s *SignIn) TokenUses() confluencetest.TokenUses { return s.provider.Uses() }
