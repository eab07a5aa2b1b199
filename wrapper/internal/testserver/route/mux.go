// Package route finds the operation of the contract that a request is for.
package route

import (
	"net/http"
	"path"
	"strings"

	"github.com/getkin/kin-openapi/routers"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
)

// Mux is a mux that knows which operation of the contract each of its
// patterns is, and puts the stages after routing around each handler: only
// there are the path's values known.
type Mux struct {
	mux      *http.ServeMux
	basePath string
	contract *contract.Contract
	around   func(http.Handler) http.Handler
}

// NewMux returns a mux without patterns, for patterns below a base path.
func NewMux(basePath string, described *contract.Contract, around func(http.Handler) http.Handler) *Mux {
	return &Mux{mux: http.NewServeMux(), basePath: basePath, contract: described, around: around}
}

// Contract returns the contract that the operations are of.
func (m *Mux) Contract() *contract.Contract { return m.contract }

// HandleFunc takes a pattern of the generated code. One that the contract does
// not have is not served, which a test finds.
func (m *Mux) HandleFunc(pattern string, handler func(http.ResponseWriter, *http.Request)) {
	route := m.Of(pattern)
	if route == nil {
		return
	}
	staged := m.around(http.HandlerFunc(handler))
	m.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		staged.ServeHTTP(w, With(r, route))
	})
}

// ServeHTTP serves a request that Find knows.
func (m *Mux) ServeHTTP(w http.ResponseWriter, r *http.Request) { m.mux.ServeHTTP(w, r) }

// Of returns the operation of a pattern of the generated code, or nil.
func (m *Mux) Of(pattern string) *routers.Route {
	method, template, _ := strings.Cut(pattern, " ")
	return m.contract.Routes[method+" "+strings.TrimPrefix(template, m.basePath)]
}

// Find returns the operation a request is for, or nil. The mux would redirect
// from a path with dots or doubled slashes; there is no operation at such.
func (m *Mux) Find(r *http.Request) *routers.Route {
	if escaped := r.URL.EscapedPath(); path.Clean(escaped) != escaped {
		return nil
	}
	_, pattern := m.mux.Handler(r)
	return m.Of(pattern)
}

// Methods returns what is served at the path of a request.
func (m *Mux) Methods(r *http.Request) []string {
	var served []string
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete} {
		other := r.WithContext(r.Context())
		other.Method = method
		if m.Find(other) != nil {
			served = append(served, method)
		}
	}
	return served
}
