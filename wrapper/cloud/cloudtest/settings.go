package cloudtest

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
