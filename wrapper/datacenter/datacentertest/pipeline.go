package datacentertest

import (
	"errors"
	"net/http"

	"github.com/getkin/kin-openapi/routers"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
)

// newPipeline puts the stages in order, the outermost first:
//
//  1. address: what links begin with.
//  2. record: every request is noted, whatever becomes of it. What was refused in
//     front of the instance, by [SignIn], ends here.
//  3. container: it refuses an encoded slash, and knows nothing outside of the
//     context path.
//  4. routing: an unknown address or method, and what the version lacks, is
//     refused to anyone.
//  5. XSRF: a forged POST fails before its credential is looked at.
//  6. authentication: a stranger learns nothing of how a request is checked.
//  7. rate limit: that of the user.
//  8. body: it is read only now, and not beyond a limit.
//  9. request check: the contract decides what reaches a handler.
//  10. response check: what a handler says is held against the contract, too; the
//     refusals of the stages before it are recorded ones and are not.
func newPipeline(s *Server, described *contract.Contract) http.Handler {
	s.all = s.newMux(described, func(string) bool { return true })
	s.served = s.newMux(described, s.version.has)
	s.beside = s.besideContract()
	find := func(r *http.Request) *routers.Route { return s.operations().Find(r) }
	return s.engine.Linked(basePath, s.engine.Recorded(find, testserver.Refused(contained(http.HandlerFunc(s.serveRoute)))))
}

// newMux returns the operations that a version has, with the stages after
// routing around them.
func (s *Server) newMux(described *contract.Contract, has func(operation string) bool) *route.Mux {
	operations := route.NewMux(basePath, described, func(next http.Handler) http.Handler {
		// A request is held against the operation that the newest version has at its
		// address, for that is the one it is meant for; an older one may take it for
		// another.
		checked := s.engine.CheckedRequest(s.all.Find, manners(), s.engine.CheckedResponse(next))
		return s.guardXSRF(s.admitted(testserver.ReadBody(checked)))
	})
	fail := func(w http.ResponseWriter, r *http.Request, err error) { s.fail(w, r, err) }
	strict := server.NewStrictHandlerWithOptions(handlers{s}, nil, server.StrictHTTPServerOptions{
		RequestErrorHandlerFunc:  fail,
		ResponseErrorHandlerFunc: fail,
	})
	server.HandlerWithOptions(strict, server.StdHTTPServerOptions{
		BaseURL: basePath, BaseRouter: versionedMux{operations, has}, ErrorHandlerFunc: fail,
	})
	return operations
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
