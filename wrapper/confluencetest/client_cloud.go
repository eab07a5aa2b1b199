package confluencetest

import (
	"fmt"
	"slices"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// Client returns a client of the site administrator that the site began with.
func (s *Cloud) Client() *cloud.Client { return s.ClientAs(s.adminID) }

// ClientAs returns a client of an account. For an unknown account it is one
// that the site refuses.
func (s *Cloud) ClientAs(accountID string) *cloud.Client {
	client, err := s.NewClient(s.Auth(accountID))
	if err != nil {
		// The arguments are this package's own, so no test can cause it.
		panic(fmt.Sprintf("confluencetest: making a client: %v", err))
	}
	return client
}

// NewClient returns a client that reaches the site in memory, with a credential
// and options of the caller's choice.
func (s *Cloud) NewClient(auth confluence.Auth, opts ...confluence.Option) (*cloud.Client, error) {
	inMemory := confluence.WithHTTPClient(s.HTTPClient())
	return cloud.New(s.memoryURL(), auth, slices.Insert(slices.Clone(opts), 0, inMemory)...)
}
