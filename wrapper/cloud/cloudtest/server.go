package cloudtest

import (
	"net/http"
	"sync"
	"testing"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
)

const (
	// basePath is the gateway's form of an address, with the id of the site.
	basePath = "/ex/confluence/5c1a4d2e-7b3f-4e8a-9d60-2f8c1b7a3e95"
	// contextPath is where Confluence lies on the site. Links lead there, not to
	// the gateway, also for clients that came by that.
	contextPath = "/wiki"
)

// Server is an in-memory Confluence Cloud site. Make one with [Start] in a test
// and with [New] in a program. It is safe for concurrent use.
type Server struct {
	engine *testserver.Server

	store   store
	adminID string

	// The settings; store.mu guards them.
	mostRows     int
	anonymous    bool
	refuseEmails bool
}

// Start returns a site for a test, with one user, who is a site administrator.
// When the test ends, the site is closed, and the test fails for every violation
// of the contract that [Server.TakeViolations] has not taken. Inside a synctest
// bubble, pass the t of the bubble.
func Start(tb testing.TB) *Server {
	tb.Helper()
	s := New()
	s.engine.CloseWith(tb)
	return s
}

// New returns a site without a test, with one user, who is a site administrator.
// The caller closes it.
func New() *Server { return newServer(cloudContract()) }

func newServer(described *contract.Contract) *Server {
	s := &Server{engine: testserver.New(basePath, described)}
	s.engine.Handle(newPipeline(s, described))
	s.begin()
	return s
}

// cloudContract is read once; nothing changes it afterwards.
//
//nolint:gochecknoglobals // a constant that takes time to read
var cloudContract = sync.OnceValue(func() *contract.Contract { return contract.Read(api.Cloud()) })

// Close ends all connections. A site of [Start] is closed with its test; to
// close it before does no harm.
func (s *Server) Close() { s.engine.Close() }

// ServeHTTP serves one request, so that the site can be mounted anywhere.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.engine.ServeHTTP(w, r) }

// BasePath is the path everything is served below. It is not "/", so that a
// client that loses its base path is found out.
func (s *Server) BasePath() string { return basePath }

// URL returns the base URL of the site on a loopback port, which the first call
// opens. Inside a synctest bubble use [Server.Client] or [Server.HTTPClient].
func (s *Server) URL() string { return s.engine.URL() }
