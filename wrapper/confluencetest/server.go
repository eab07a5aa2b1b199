package confluencetest

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"time"
)

// Server is what the in-memory Confluences have in common: ways to reach them
// and a record of what they were asked. It is safe for concurrent use.
type Server struct {
	basePath string
	handler  http.Handler
	contract *contract
	// rateHeaders sets the product's headers of a rate limit.
	rateHeaders func(h http.Header, perSecond, left int, wait time.Duration)

	mu         sync.Mutex
	requests   []*Request
	violations []string
	injections []*injection
	limit      *rateLimit
	pipe       *pipeServer
	socket     *httptest.Server
}

// pipeServer is a running server on an in-memory listener.
type pipeServer struct {
	server    *http.Server
	transport *http.Transport
	done      chan struct{}
}

// ServeHTTP responds with one request, so that the server can be mounted anywhere.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
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
// SDK's own client. It works inside a synctest bubble if
// the server was made in it.
func (s *Server) HTTPClient() *http.Client {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pipe == nil {
		listener := newPipeListener()
		p := &pipeServer{
			server:    &http.Server{Handler: s, ReadHeaderTimeout: time.Minute},
			transport: listener.transport(),
			done:      make(chan struct{}),
		}
		go func() {
			defer close(p.done)
			_ = p.server.Serve(listener) // always ErrServerClosed, after Close
		}()
		s.pipe = p
	}
	return &http.Client{Transport: s.pipe.transport, Timeout: time.Minute}
}

// Close ends all connections. Call it before the test ends.
func (s *Server) Close() {
	s.mu.Lock()
	pipe, socket := s.pipe, s.socket
	s.pipe, s.socket = nil, nil
	s.mu.Unlock()
	if pipe != nil {
		pipe.transport.CloseIdleConnections()
		_ = pipe.server.Close() // the listener in memory closes without fault
		<-pipe.done
	}
	if socket != nil {
		socket.CloseClientConnections()
		socket.Close()
	}
}

// memoryURL is the base URL for clients made by the server itself; the host is
// never looked up.
func (s *Server) memoryURL() string { return "http://localhost" + s.basePath }
