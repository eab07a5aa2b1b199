package testserver

import (
	"context"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// longestMessage is how long the message of a violation is at most; what is in
// it can come from the request.
const longestMessage = 1000

// Violations returns the newest of how requests and responses departed from the
// contract.
func (s *Server) Violations() []confluencetest.Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.violations.all()
}

// TakeViolations returns what Violations does, and forgets all of them.
func (s *Server) TakeViolations() []confluencetest.Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	taken := s.violations.all()
	s.violations.empty()
	return taken
}

// Violate notes a violation, of no operation where that is empty, also at the
// request that the context is of.
func (s *Server) Violate(ctx context.Context, operation, message string) {
	if len(message) > longestMessage {
		message = message[:longestMessage] + "…"
	}
	v := confluencetest.Violation{Operation: operation, Message: message}
	s.mu.Lock()
	defer s.mu.Unlock()
	size := len(operation) + len(message)
	s.violations.add(v, size)
	if n := noted(ctx); n != nil && s.exchanges.most > 0 {
		n.x.Violations = append(n.x.Violations[:len(n.x.Violations):len(n.x.Violations)], v)
		s.exchanges.grow(size)
	}
}
