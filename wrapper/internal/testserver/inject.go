package testserver

import (
	"context"
	"net/http"
	"strconv"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// injection is a fault and what it applies to.
type injection struct {
	operation string
	left      int // how many requests more; negative means without end
	fault     confluencetest.Fault
	id, met   int
}

// Inject makes the next requests of an operation meet a fault: times of them,
// or all until [Server.Heal] if times is 0. Without an operationId it is the
// requests of every operation. Faults that were injected first act first; a
// request meets one at most. An operation that the contract does not have is a
// violation: its fault would never act.
func (s *Server) Inject(operation string, times int, fault confluencetest.Fault) {
	if operation != "" && !s.contract.Has(operation) {
		s.Violate(context.Background(), operation, "fault for "+strconv.Quote(operation)+", which is no operation")
	}
	s.AddFault(operation, times, fault)
}

// AddFault is Inject for an operation that there is. The id is for
// [Server.Remove].
func (s *Server) AddFault(operation string, times int, fault confluencetest.Fault) (id int) {
	if times == 0 {
		times = -1
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.injected++
	s.injections = append(s.injections, &injection{operation: operation, left: times, fault: fault, id: s.injected})
	return s.injected
}

// Heal ends all faults.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.injections = nil
}

// nextFault returns the fault a request of an operation meets, and counts it.
func (s *Server) nextFault(operation string) (confluencetest.Fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, i := range s.injections {
		if i.left != 0 && (i.operation == "" || i.operation == operation) {
			if i.left > 0 {
				i.left--
			}
			i.met++
			return i.fault, true
		}
	}
	return confluencetest.Fault{}, false
}

// faulty is the stage where a request meets a fault. It comes right after the
// record, since a fault can be anywhere between the client and the service.
func (s *Server) faulty(operation string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fault, _ := s.nextFault(operation)
		fault.Handler(next).ServeHTTP(w, r)
	})
}
