package datacentertest

import "github.com/confluence-people/go-sdk/wrapper/confluencetest"

// Exchanges returns what the instance was asked, in the order of arrival.
func (s *Server) Exchanges() []confluencetest.Exchange { return s.engine.Exchanges() }

// ForgetExchanges empties the record of [Server.Exchanges].
func (s *Server) ForgetExchanges() { s.engine.ForgetExchanges() }

// Violations returns how requests and responses have departed from the contract.
func (s *Server) Violations() []confluencetest.Violation { return s.engine.Violations() }

// TakeViolations returns what [Server.Violations] does, and forgets it. A test
// that expects violations takes them, so that it does not fail for them.
func (s *Server) TakeViolations() []confluencetest.Violation { return s.engine.TakeViolations() }
