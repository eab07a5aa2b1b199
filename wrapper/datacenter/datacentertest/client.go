package datacentertest

import (
	"fmt"
	"net/http"
	"slices"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

// AdminName returns the name of the system administrator that the instance
// began with.
func (s *Server) AdminName() string { return "admin" }

// Token returns the personal access token of a user. For an unknown user it is
// one that the instance refuses.
func (s *Server) Token(username string) string {
	defer s.locked()()
	if u := s.store.userByName(username); u != nil {
		return u.secret
	}
	return "no-token"
}

// Auth returns the personal access token of a user as a credential. For an
// unknown user it is one that the instance refuses.
func (s *Server) Auth(username string) confluence.Auth {
	return confluence.BearerToken(s.Token(username))
}

// Client returns a client of the system administrator that the instance began
// with.
func (s *Server) Client() *datacenter.Client { return s.ClientAs(s.AdminName()) }

// ClientAs returns a client of a user, with the user's personal access token.
// For an unknown user it is one that the instance refuses.
func (s *Server) ClientAs(username string) *datacenter.Client {
	client, err := s.NewClient(s.Auth(username))
	if err != nil {
		// The arguments are this package's own, so no test can cause it.
		panic(fmt.Sprintf("datacentertest: making a client: %v", err))
	}
	return client
}

// NewClient returns a client that reaches the instance in memory, with a
// credential and options of the caller's choice.
func (s *Server) NewClient(auth confluence.Auth, opts ...confluence.Option) (*datacenter.Client, error) {
	inMemory := confluence.WithHTTPClient(s.HTTPClient())
	return datacenter.New(s.engine.MemoryURL(), auth, slices.Insert(slices.Clone(opts), 0, inMemory)...)
}

// HTTPClient returns a client whose every connection, whatever the address,
// ends at the instance without a socket. Its Timeout is a minute, as that of
// the SDK's own client. It works inside a synctest bubble if the instance was
// made in it.
func (s *Server) HTTPClient() *http.Client { return s.engine.HTTPClient() }
