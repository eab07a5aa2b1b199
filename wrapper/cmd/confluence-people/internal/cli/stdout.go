package cli

import (
	"io"
	"sync"
)

// stdout is standard output, and keeps the first error of writing to it: the work goes
// on, but a report that is lost is no success.
type stdout struct {
	to io.Writer

	mu  sync.Mutex
	err error
}

// Write writes.
func (s *stdout) Write(text []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, err := s.to.Write(text)
	if s.err == nil {
		s.err = err
	}
	return n, err
}

func (s *stdout) lost() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}
