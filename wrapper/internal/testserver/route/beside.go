package route

import (
	"errors"
	"net/http"
	"path"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// Beside has what is served although the contract does not name it, because
// clients ask for it to get to the people. All of it is read, none of it checked.
type Beside struct {
	mux      *http.ServeMux
	basePath string
	around   func(http.Handler) http.Handler
	routes   map[string]*routers.Route
}

// NewBeside returns one with nothing in it, with stages to go around each handler.
func NewBeside(basePath string, around func(http.Handler) http.Handler) *Beside {
	return &Beside{mux: http.NewServeMux(), basePath: basePath, around: around, routes: map[string]*routers.Route{}}
}

// Serve has what is at a path template below the base path read from a handler.
// Its error may be a refusal.
func (b *Beside) Serve(template string, handler func(*http.Request) (body any, err error)) {
	pattern := http.MethodGet + " " + b.basePath + template
	to := &routers.Route{Path: template, Method: http.MethodGet, Operation: &openapi3.Operation{
		Responses: openapi3.NewResponses(),
		Parameters: openapi3.Parameters{
			{Value: openapi3.NewQueryParameter("start")}, {Value: openapi3.NewQueryParameter("limit")},
		},
	}}
	b.routes[pattern] = to
	staged := b.around(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := handler(r)
		if err == nil {
			err = respond.JSON(w, body)
		}
		if refusal, ok := errors.AsType[*respond.Error](err); ok {
			refusal.Write(w)
		} else if err != nil {
			respond.Text(http.StatusInternalServerError, err.Error()).Write(w)
		}
	}))
	b.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { staged.ServeHTTP(w, With(r, to)) })
}

// Find returns the route of a request, or nil.
func (b *Beside) Find(r *http.Request) *routers.Route {
	if escaped := r.URL.EscapedPath(); path.Clean(escaped) != escaped {
		return nil
	}
	_, pattern := b.mux.Handler(r)
	return b.routes[pattern]
}

// ServeHTTP serves a request that Find knows.
func (b *Beside) ServeHTTP(w http.ResponseWriter, r *http.Request) { b.mux.ServeHTTP(w, r) }

// Unserved is what a refusal says of an address that a test server does not have.
func Unserved(r *http.Request, basePath string) string {
	return "the test server does not serve " + r.Method + " " + strings.TrimPrefix(r.URL.EscapedPath(), basePath)
}
