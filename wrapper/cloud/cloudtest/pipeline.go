package cloudtest

import (
	"errors"
	"net/http"

	"github.com/getkin/kin-openapi/routers"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
)

// newPipeline puts the stages in order, the outermost first:
//
//  1. address: what links begin with, and the root of the site for the gateway.
//  2. record: every request is noted, whatever becomes of it. What was refused in
//     front of the site, by [SignIn], ends here.
//  3. limits: the rate limit of the operation, and the quota.
//  4. base path: the gateway refuses other sites before Confluence sees them.
//  5. routing: an unknown address or method is refused to anyone, with or
//     without a credential.
//  6. XSRF: a forged write fails before its credential is looked at.
//  7. authentication: a stranger learns nothing of how a request is checked.
//  8. body: it is read only now, and not beyond a limit.
//  9. request check: the contract decides what reaches a handler.
//  10. response check: what a handler says is held against the contract, too; the
//     refusals of the stages before it are recorded ones and are not.
func newPipeline(s *Server, described *contract.Contract) http.Handler {
	find := func(r *http.Request) *routers.Route { return route.Match(r.Context()).Route }
	operations := route.NewMux(basePath, described, func(next http.Handler) http.Handler {
		checked := s.engine.CheckedRequest(find, manners(), s.engine.CheckedResponse(next))
		return s.guardXSRF(s.authenticated(testserver.ReadBody(checked)))
	})
	register(s, operations)
	site := belowBase(s.routed(operations, s.besideContract()))
	limited := s.engine.Limited(rateLimited(operations.Find), s.engine.Metered(site))
	return s.engine.Linked(contextPath, atRoot(s.engine.Recorded(operations.Find, testserver.Refused(limited))))
}

// register has the generated code put its patterns into a mux.
func register(s *Server, operations *route.Mux) {
	fail := func(w http.ResponseWriter, r *http.Request, err error) { s.fail(w, r, err) }
	strict := server.NewStrictHandlerWithOptions(handlers{s}, []server.StrictMiddlewareFunc{charged}, server.StrictHTTPServerOptions{
		RequestErrorHandlerFunc:  fail,
		ResponseErrorHandlerFunc: fail,
	})
	server.HandlerWithOptions(strict, server.StdHTTPServerOptions{
		BaseURL: basePath, BaseRouter: operations, ErrorHandlerFunc: fail,
	})
}

// fail writes what a handler returned as its error. Anything but a refusal is a
// request that the generated code could not read, although the contract allows
// it: the two are out of step.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if f, ok := errors.AsType[*respond.Error](err); ok {
		f.Write(w)
		return
	}
	if testserver.Gone(r, err) {
		return
	}
	s.engine.Violate(r.Context(), "", "generated code refuses "+r.Method+" "+r.URL.Path+": "+err.Error())
	badRequest(err.Error()).Undocumented().Write(w)
}

// handlers serves the operations. It is a type of its own to keep them out of
// the methods of [Server].
type handlers struct{ *Server }

// A new operation in the contract does not compile until it is served.
var _ server.StrictServerInterface = handlers{}
