package confluencetest

import (
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

const (
	// cloudBase is the gateway's form of an address, with the id of the site.
	cloudBase = "/ex/confluence/5c1a4d2e-7b3f-4e8a-9d60-2f8c1b7a3e95"
	// cloudSite is what the site says of itself: links lead there, not to the
	// gateway, which is a trap for clients that follow them.
	cloudSite = "https://your-domain.atlassian.net/wiki"
)

// Cloud is an in-memory Confluence Cloud site. Make one with [NewCloud], and
// close it when the test ends. It is safe for concurrent use.
type Cloud struct {
	*Server

	store   store
	adminID string

	// The knobs; store.mu guards them.
	shortenTo    int
	anonymous    bool
	refuseEmails bool
}

// NewCloud returns a site with one user, who is a site administrator.
func NewCloud() *Cloud {
	c := &Cloud{Server: &Server{basePath: cloudBase, contract: cloudContract(), rateHeaders: cloudRateHeaders}}
	c.handler = newCloudPipeline(c, c.contract)
	c.adminID = c.AddUser(User{Name: "Site Administrator", Email: "admin@example.com", SiteAdmin: true})
	return c
}

// AdminID returns the account id of the site administrator that the site began
// with.
func (s *Cloud) AdminID() string { return s.adminID }

// Credential returns what an account signs in with as basic authentication; the
// token is accepted as bearer token, too. For an unknown account it is one that
// the site refuses.
func (s *Cloud) Credential(accountID string) (email, token string) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	if u := s.store.user(accountID); u != nil {
		return u.email, u.secret
	}
	return "nobody@example.com", "no-token"
}

// Auth returns the credential of an account, which is a basic one for all usual
// e-mail addresses. For an unknown account it is
// one that the site refuses.
func (s *Cloud) Auth(accountID string) confluence.Auth {
	email, token := s.Credential(accountID)
	if strings.Contains(email, ":") { // which basic authentication cannot carry
		return confluence.BearerToken(token)
	}
	return confluence.BasicAuth(email, token)
}

// ShortenPages makes every list hold at most n rows, without saying so: `limit`
// is the one asked for and `next` leads past what was asked for, as on sites
// that cap their pages. A client that goes by either loses rows. Zero turns it
// off.
func (s *Cloud) ShortenPages(n int) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	s.shortenTo = n
}

// AllowAnonymous opens the site to visitors: without a credential, the current
// user is the anonymous one instead of an error. It is off at first.
func (s *Cloud) AllowAnonymous(allow bool) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	s.anonymous = allow
}

// RefuseEmailLookup makes the two look-ups of e-mail addresses answer 501, as
// they do for callers without Atlassian's approval.
func (s *Cloud) RefuseEmailLookup(refuse bool) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	s.refuseEmails = refuse
}

// isV2 reports whether a path template is one of v2, which has failures of its
// own.
func isV2(template string) bool { return strings.HasPrefix(template, "/wiki/api/v2/") }
