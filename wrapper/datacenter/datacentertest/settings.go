package datacentertest

import (
	"fmt"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/address"
)

// CapPages makes every list hold at most n rows, without saying so: `limit` is
// the one asked for and `next` leads past what was asked for. A client that goes
// by either loses rows. Zero turns it off.
func (s *Server) CapPages(n int) {
	defer s.locked()()
	s.mostRows = n
}

// SetLicensedUsers limits how many users may be enabled when one is created;
// beyond, the status is 402. Zero is no limit, as at first.
func (s *Server) SetLicensedUsers(n int) {
	defer s.locked()()
	s.seats = n
}

// AllowAnonymous opens the instance to visitors: without a credential, or with a
// wrong personal access token, the current user is the anonymous one instead of
// an error. It is off at first.
func (s *Server) AllowAnonymous(allow bool) {
	defer s.locked()()
	s.anonymous = allow
}

// DisableBasicAuth makes the instance refuse names and passwords with 403;
// personal access tokens are accepted as before.
func (s *Server) DisableBasicAuth(disable bool) {
	defer s.locked()()
	s.noBasic = disable
}

// BareWatchStatus makes the instance tell whether something is watched with a
// bare true or false instead of an object; both are described by users of the
// product.
func (s *Server) BareWatchStatus(bare bool) {
	defer s.locked()()
	s.bareStatus = bare
}

// SetDeletionTime sets how long it takes from now on to delete a user. At first
// it is two seconds, by the virtual clock inside a synctest bubble.
func (s *Server) SetDeletionTime(t time.Duration) {
	defer s.locked()()
	s.deletionTime = t
}

// Strict makes the instance refuse, with 400, what the product ignores or puts up
// with: query parameters and members of bodies that the contract does not name,
// keys that are there twice, the old spelling of the XSRF header. At first they
// are answered and are violations.
func (s *Server) Strict(strict bool) { s.engine.SetStrict(strict) }

// CheckEvery makes the instance hold only every nth response against the contract,
// and none if n is 0; at first it is every one. Load tests save time by it.
func (s *Server) CheckEvery(n int) { s.engine.CheckEvery(n) }

// LinkTo has links in responses begin with a base URL, such as
// https://wiki.example.org/confluence. At first, and with an empty one, they
// follow the address that the client came by, also behind a proxy that tells it
// in X-Forwarded-Host, -Proto, -Port and -Prefix.
func (s *Server) LinkTo(baseURL string) error {
	if baseURL == "" {
		s.engine.LinkTo("")
		return nil
	}
	u, err := address.Read(baseURL)
	if err != nil {
		return fmt.Errorf("datacentertest: links: %w", err)
	}
	s.engine.LinkTo(u.String())
	return nil
}
