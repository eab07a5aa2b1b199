package testserver

import "slices"

// Injected is a fault at work, for those who look.
type Injected struct {
	ID int
	// Operation is the operationId whose requests meet it; empty for all.
	Operation string
	// Text is how the fault is written.
	Text string
	// Left is how many requests will meet it; negative means without end.
	Left int
	// Met is how many requests have met it.
	Met int
}

// Injected returns the faults in the order in which they act, the spent ones
// included.
func (s *Server) Injected() []Injected {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]Injected, 0, len(s.injections))
	for _, i := range s.injections {
		all = append(all, Injected{ID: i.id, Operation: i.operation, Text: i.fault.String(), Left: i.left, Met: i.met})
	}
	return all
}

// Remove ends one fault, and reports whether there was one of that id.
func (s *Server) Remove(id int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	before := len(s.injections)
	s.injections = slices.DeleteFunc(s.injections, func(i *injection) bool { return i.id == id })
	return len(s.injections) < before
}

// KeepFaults returns what brings the faults back to how they are now.
func (s *Server) KeepFaults() (restore func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept := copied(s.injections)
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.injections = copied(kept)
	}
}

func copied(list []*injection) []*injection {
	all := make([]*injection, len(list))
	for i, one := range list {
		all[i] = new(*one)
	}
	return all
}

// Asked returns how many requests there were since the beginning, kept or not.
func (s *Server) Asked() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked
}

// ResetClock brings the clock back to the machine's, and renews the rate limits
// and the quota, which went by the other time.
func (s *Server) ResetClock() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clock.Reset()
	s.buckets.used = map[string]*bucket{}
	if s.quota != nil {
		s.quota.windows = nil
	}
}
