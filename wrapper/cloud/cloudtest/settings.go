package cloudtest

import (
	"fmt"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/address"
)

// CapPages makes every list hold at most n rows, without saying so: `limit`
// is the one asked for and `next` leads past what was asked for, as on sites
// that cap their pages. A client that goes by either loses rows. Zero turns it
// off.
func (s *Server) CapPages(n int) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	s.mostRows = n
}

// AllowAnonymous opens the site to visitors: without a credential, the current
// user is the anonymous one instead of an error. It is off at first.
func (s *Server) AllowAnonymous(allow bool) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	s.anonymous = allow
}

// RefuseEmailLookup makes the two look-ups of e-mail addresses respond with
// 501, as they do for callers without Atlassian's approval.
func (s *Server) RefuseEmailLookup(refuse bool) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	s.refuseEmails = refuse
}

// Strict makes the site refuse, with 400, what the service ignores or puts up
// with: query parameters and members of bodies that the contract does not name,
// keys that are there twice, the old spelling of the XSRF header. At first they
// are answered and are violations.
func (s *Server) Strict(strict bool) { s.engine.SetStrict(strict) }

// CheckEvery makes the site hold only every nth response against the contract,
// and none if n is 0; at first it is every one. Load tests save time by it.
func (s *Server) CheckEvery(n int) { s.engine.CheckEvery(n) }

// LinkTo has links in responses lead to a site, such as
// https://your-domain.atlassian.net, so that a test finds out who follows them.
// At first, and with an empty one, they lead to /wiki of the root of this server,
// by the address that the client came by, also behind a proxy that tells it in
// X-Forwarded-Host, -Proto, -Port and -Prefix. They never lead to the gateway.
func (s *Server) LinkTo(siteURL string) error {
	if siteURL == "" {
		s.engine.LinkTo("")
		return nil
	}
	u, err := address.Read(siteURL)
	if err != nil {
		return fmt.Errorf("cloudtest: links: %w", err)
	}
	s.engine.LinkTo(strings.TrimSuffix(u.String(), contextPath) + contextPath)
	return nil
}
