package cloudtest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// AdminID returns the account id of the site administrator that the site began
// with.
func (s *Server) AdminID() string { return s.adminID }

// Credential returns what an account signs in with as basic authentication; the
// token is accepted as bearer token, too. For an unknown account it is one that
// the site refuses.
func (s *Server) Credential(accountID string) (email, token string) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	if u := s.store.user(accountID); u != nil {
		return u.email, u.secret
	}
	return "nobody@example.com", "no-token"
}

// Auth returns the credential of an account, which is a basic one for all usual
// e-mail addresses. For an unknown account it is one that the site refuses.
func (s *Server) Auth(accountID string) confluence.Auth {
	email, token := s.Credential(accountID)
	if strings.Contains(email, ":") { // which basic authentication cannot carry
		return confluence.BearerToken(token)
	}
	return confluence.BasicAuth(email, token)
}

// Client returns a client of the site administrator that the site began with.
func (s *Server) Client() *cloud.Client { return s.ClientAs(s.adminID) }

// ClientAs returns a client of an account. For an unknown account it is one
// that the site refuses.
func (s *Server) ClientAs(accountID string) *cloud.Client {
	client, err := s.NewClient(s.Auth(accountID))
	if err != nil {
		// The arguments are this package's own, so no test can cause it.
		panic(fmt.Sprintf("cloudtest: making a client: %v", err))
	}
	return client
}

// NewClient returns a client that reaches the site in memory, with a credential
// and options of the caller's choice.
func (s *Server) NewClient(auth confluence.Auth, opts ...confluence.Option) (*cloud.Client, error) {
	inMemory := confluence.WithHTTPClient(s.HTTPClient())
	return cloud.New(s.engine.MemoryURL(), auth, slices.Insert(slices.Clone(opts), 0, inMemory)...)
}

// HTTPClient returns a client whose every connection, whatever the address, ends
// at the site without a socket. Its Timeout is a minute, as that of the SDK's own
// client. It works inside a synctest bubble if the site was made in it.
func (s *Server) HTTPClient() *http.Client { return s.engine.HTTPClient() }
