// Package testserver is what the test servers of both products stand on: ways to
// reach them, a record of what they were asked, faults, a rate limit and the
// stages that hold requests and responses against the contract.
package testserver

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/clock"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
)

// Server is a test server without a product. It is safe for concurrent use.
type Server struct {
	basePath string
	handler  http.Handler
	contract *contract.Contract
	clock    clock.Clock

	// The settings of the checks, and how many responses there were.
	strict                atomic.Bool
	checkEvery, responses atomic.Int64

	// base is what links begin with, if that is set.
	base atomic.Pointer[string]

	mu         sync.Mutex
	exchanges  newest[*confluencetest.Exchange]
	violations newest[confluencetest.Violation]
	asked      int // how many requests there were
	injections []*injection
	injected   int // how many faults there were
	buckets    buckets
	quota      *quota
	memory     *memoryServer
	socket     *httptest.Server
}

// New returns a server of a product, which serves below a base path. It needs a
// handler: see [Server.Handle].
func New(basePath string, described *contract.Contract) *Server {
	s := &Server{
		basePath: basePath, contract: described,
		exchanges:  newest[*confluencetest.Exchange]{most: mostKept, bound: mostBytes},
		violations: newest[confluencetest.Violation]{most: mostKept, bound: mostBytes},
	}
	s.checkEvery.Store(1)
	return s
}

// Clock is the time by which the server goes.
func (s *Server) Clock() *clock.Clock { return &s.clock }

// Contract is what the requests and responses are held against.
func (s *Server) Contract() *contract.Contract { return s.contract }

// Handle sets what serves the requests. Call it before the first one.
func (s *Server) Handle(handler http.Handler) { s.handler = handler }

// CloseWith closes the server at the end of a test, which fails for every
// violation that nobody took.
func (s *Server) CloseWith(tb testing.TB) {
	tb.Helper()
	tb.Cleanup(func() {
		s.Close()
		total := s.Counts().Violations
		kept := s.TakeViolations()
		for _, violation := range kept {
			tb.Errorf("not in the contract: %v", violation)
		}
		if more := total - int64(len(kept)); more > 0 {
			tb.Errorf("not in the contract: %d more that were not kept", more)
		}
	})
}

// ServeHTTP serves one request, so that the server can be mounted anywhere. The
// response is dated by the server's clock.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Date", s.clock.Now().UTC().Format(http.TimeFormat))
	s.handler.ServeHTTP(w, r)
}

// BasePath is the path everything is served below; it is not "/", so that a
// client that loses its base path is found out.
func (s *Server) BasePath() string { return s.basePath }

// URL returns the base URL of the server on a loopback port, which the first
// call opens.
func (s *Server) URL() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.socket == nil {
		s.socket = httptest.NewServer(s)
	}
	return s.socket.URL + s.basePath
}

// HTTPClient returns a client whose every connection, whatever the address,
// ends at this server without a socket. Its Timeout is a minute, as that of the
// SDK's own client. It works inside a synctest bubble if the server was made in
// it.
func (s *Server) HTTPClient() *http.Client {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.memory == nil {
		listener := newMemoryListener()
		m := &memoryServer{
			server:    &http.Server{Handler: s, ReadHeaderTimeout: time.Minute},
			transport: listener.transport(),
			done:      make(chan struct{}),
		}
		go func() {
			defer close(m.done)
			_ = m.server.Serve(listener) // always ErrServerClosed, after Close
		}()
		s.memory = m
	}
	return &http.Client{Transport: s.memory.transport, Timeout: time.Minute}
}

// Close ends all connections. Call it before the test ends.
func (s *Server) Close() {
	s.mu.Lock()
	memory, socket := s.memory, s.socket
	s.memory, s.socket = nil, nil
	s.mu.Unlock()
	if memory != nil {
		memory.transport.CloseIdleConnections()
		_ = memory.server.Close() // the listener in memory closes without error
		<-memory.done
	}
	if socket != nil {
		socket.CloseClientConnections()
		socket.Close()
	}
}

// MemoryURL is the base URL for clients made by the server itself; the host is
// never looked up.
func (s *Server) MemoryURL() string { return "http://localhost" + s.basePath }
