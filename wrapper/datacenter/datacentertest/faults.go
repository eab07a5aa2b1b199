package datacentertest

import "github.com/confluence-people/go-sdk/wrapper/confluencetest"

// Inject makes the next requests of an operation meet a fault: times of them,
// or all until [Server.Heal] if times is 0. Without an operationId it is the
// requests of every operation. Faults that were injected first act first; a
// request meets one at most. An operation that the contract does not have is a
// violation: its fault would never act.
func (s *Server) Inject(operation string, times int, fault confluencetest.Fault) {
	s.engine.Inject(operation, times, fault)
}

// Heal ends all faults.
func (s *Server) Heal() { s.engine.Heal() }
