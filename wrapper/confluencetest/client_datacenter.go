package confluencetest

import (
	"fmt"
	"slices"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

// Client returns a client of the system administrator that the instance began
// with.
func (s *Datacenter) Client() *datacenter.Client { return s.ClientAs(s.AdminName()) }

// ClientAs returns a client of a user, with the user's personal access token.
// For an unknown user it is one that the instance refuses.
func (s *Datacenter) ClientAs(username string) *datacenter.Client {
	client, err := s.NewClient(s.Auth(username))
	if err != nil {
		// The arguments are this package's own, so no test can cause it.
		panic(fmt.Sprintf("confluencetest: making a client: %v", err))
	}
	return client
}

// NewClient returns a client that reaches the instance in memory, with a
// credential and options of the caller's choice.
func (s *Datacenter) NewClient(auth confluence.Auth, opts ...confluence.Option) (*datacenter.Client, error) {
	inMemory := confluence.WithHTTPClient(s.HTTPClient())
	return datacenter.New(s.memoryURL(), auth, slices.Insert(slices.Clone(opts), 0, inMemory)...)
}
