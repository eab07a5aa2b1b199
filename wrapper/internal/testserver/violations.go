package testserver

import (
	"slices"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// Violations returns how requests and responses departed from the contract.
func (s *Server) Violations() []confluencetest.Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.violations)
}

// TakeViolations returns the violations and forgets them.
func (s *Server) TakeViolations() []confluencetest.Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	taken := s.violations
	s.violations = nil
	return taken
}

// Violate notes a violation, of no operation where that is empty.
func (s *Server) Violate(operation, message string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violations = append(s.violations, confluencetest.Violation{Operation: operation, Message: message})
}
