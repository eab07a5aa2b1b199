package datacentertest

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
)

const (
	// basePath is the context path of the instance.
	basePath = "/confluence"
	// administrators is the group that cannot be deleted.
	administrators = "confluence-administrators"
)

// Server is an in-memory Confluence Data Center. Make one with [Start] in a test
// and with [New] in a program. It is safe for concurrent use.
type Server struct {
	engine *testserver.Server

	store store
	// all has every operation, served those of the version that is set, which
	// store.mu guards.
	all, served *route.Mux
	beside      *route.Beside

	// The settings; store.mu guards them.
	version      version
	mostRows     int
	seats        int
	deletionTime time.Duration
	anonymous    bool
	noBasic      bool
	bareStatus   bool
}

// Start returns an instance for a test. It has one user, "admin", who is a system
// administrator and in the group confluence-administrators, the only one. When
// the test ends, the instance is closed, and the test fails for every violation
// of the contract that [Server.TakeViolations] has not taken. Inside a synctest
// bubble, pass the t of the bubble.
func Start(tb testing.TB) *Server {
	tb.Helper()
	s := New()
	s.engine.CloseWith(tb)
	return s
}

// New returns an instance without a test, with the user and the group that those
// of [Start] have. The caller closes it.
func New() *Server { return newServer(datacenterContract()) }

func newServer(described *contract.Contract) *Server {
	const usual = 2 * time.Second
	s := &Server{
		engine: testserver.New(basePath, described), version: newestVersion(), deletionTime: usual,
	}
	s.engine.Handle(newPipeline(s, described))
	s.begin()
	return s
}

// datacenterContract is read once; nothing changes it afterwards.
//
//nolint:gochecknoglobals // a constant that takes time to read
var datacenterContract = sync.OnceValue(func() *contract.Contract { return contract.Read(api.Datacenter()) })

// Close ends all connections. An instance of [Start] is closed with its test; to
// close it before does no harm.
func (s *Server) Close() { s.engine.Close() }

// ServeHTTP serves one request, so that the instance can be mounted anywhere.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.engine.ServeHTTP(w, r) }

// BasePath is the path everything is served below. It is not "/", so that a
// client that loses its base path is found out.
func (s *Server) BasePath() string { return basePath }

// URL returns the base URL of the instance on a loopback port, which the first
// call opens. Inside a synctest bubble use [Server.Client] or
// [Server.HTTPClient].
func (s *Server) URL() string { return s.engine.URL() }

// locked locks the store, in which everything that is due has happened, and
// returns what unlocks it.
func (s *Server) locked() (unlock func()) {
	s.store.mu.Lock()
	s.store.settle(s.store.Clock.Now())
	return s.store.mu.Unlock
}
