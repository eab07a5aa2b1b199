package datacentertest

import "github.com/confluence-people/go-sdk/wrapper/confluencetest"

// Exchanges returns the newest of what the instance was asked, in the order of
// arrival. [Server.KeepRecord] says how many those are.
func (s *Server) Exchanges() []confluencetest.Exchange { return s.engine.Exchanges() }

// ForgetExchanges empties the record of [Server.Exchanges].
func (s *Server) ForgetExchanges() { s.engine.ForgetExchanges() }

// KeepRecord sets how many of the newest requests and violations are kept: at
// first 10,000 of each, and never more than some 30 MB. With 0 nothing is kept,
// and no request costs time for it; a test still fails for violations.
func (s *Server) KeepRecord(n int) { s.engine.Keep(n) }

// Counts returns how many requests and violations there were, kept or not.
func (s *Server) Counts() confluencetest.Counts { return s.engine.Counts() }

// Violations returns the newest of how requests and responses have departed from
// the contract.
func (s *Server) Violations() []confluencetest.Violation { return s.engine.Violations() }

// TakeViolations returns what [Server.Violations] does, and forgets it. A test
// that expects violations takes them, so that it does not fail for them.
func (s *Server) TakeViolations() []confluencetest.Violation { return s.engine.TakeViolations() }
