package confluencetest

import (
	"bytes"
	"encoding/xml"
	"net/http"
	"path"
	"strings"

	"github.com/getkin/kin-openapi/routers"
)

// operationMux is a mux that knows which operation of the contract each of its
// patterns is, and puts the stages after routing around each handler: only
// there are the path's values known.
type operationMux struct {
	mux      *http.ServeMux
	prefix   string
	contract *contract
	around   func(http.Handler) http.Handler
}

// HandleFunc takes a pattern of the generated code. One that the contract does
// not have is not served, which a test finds.
func (m *operationMux) HandleFunc(pattern string, handler func(http.ResponseWriter, *http.Request)) {
	route := m.route(pattern)
	if route == nil {
		return
	}
	staged := m.around(http.HandlerFunc(handler))
	m.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		staged.ServeHTTP(w, withExchange(r, &exchange{route: route, request: r}))
	})
}

// ServeHTTP responds with a request that find knows.
func (m *operationMux) ServeHTTP(w http.ResponseWriter, r *http.Request) { m.mux.ServeHTTP(w, r) }

func (m *operationMux) route(pattern string) *routers.Route {
	method, template, _ := strings.Cut(pattern, " ")
	return m.contract.routes[method+" "+strings.TrimPrefix(template, m.prefix)]
}

// find returns the operation a request is for, or nil. The mux would redirect
// from a path with dots or doubled slashes; there is no operation at such.
func (m *operationMux) find(r *http.Request) *routers.Route {
	if escaped := r.URL.EscapedPath(); path.Clean(escaped) != escaped {
		return nil
	}
	_, pattern := m.mux.Handler(r)
	return m.route(pattern)
}

// methods returns what is served at the path of a request.
func (m *operationMux) methods(r *http.Request) []string {
	var served []string
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodDelete} {
		other := r.WithContext(r.Context())
		other.Method = method
		if m.find(other) != nil {
			served = append(served, method)
		}
	}
	return served
}

// nameOf names an operation in a violation.
func nameOf(route *routers.Route) string {
	return route.Operation.OperationID + " (" + route.Method + " " + route.Path + ")"
}

// unknownURI is JSON for those who ask for it, and else XML.
func unknownURI(r *http.Request, uri string) *fault {
	message := "null for uri: " + uri
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		return jsonFault(http.StatusNotFound, struct {
			Message    string `json:"message"`
			StatusCode int    `json:"status-code"`
		}{message, http.StatusNotFound})
	}
	var text bytes.Buffer
	_ = xml.EscapeText(&text, []byte(message)) // a buffer takes everything
	body := `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><status><status-code>404</status-code><message>` +
		text.String() + `</message></status>`
	return &fault{status: http.StatusNotFound, kind: "application/xml", body: []byte(body)}
}
