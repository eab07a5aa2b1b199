package confluencetest

import (
	"errors"
	"net/http"

	"github.com/getkin/kin-openapi/routers"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
)

// newDatacenterPipeline puts the stages in order, the outermost first:
//
//  1. record: every request is noted, whatever becomes of it.
//  2. container: it refuses an encoded slash, and knows nothing outside of the
//     context path.
//  3. routing: an unknown address or method, and what the version lacks, is
//     refused to anyone.
//  4. XSRF: a forged POST fails before its credential is looked at.
//  5. authentication: a stranger learns nothing of how a request is checked.
//  6. request check: the contract decides what reaches a handler.
//  7. answer check: what a handler says is held against the contract, too; the
//     refusals of the stages before it are recorded ones and are not.
func newDatacenterPipeline(d *Datacenter, described *contract) http.Handler {
	d.all = d.newMux(described, func(string) bool { return true })
	d.served = d.newMux(described, d.version.has)
	find := func(r *http.Request) *routers.Route { return d.operations().find(r) }
	return d.recorded(find, d.contained(http.HandlerFunc(d.route)))
}

// newMux returns the operations that a version has, with the stages after
// routing around them.
func (s *Datacenter) newMux(described *contract, has func(operation string) bool) *operationMux {
	operations := &operationMux{
		mux: http.NewServeMux(), prefix: s.basePath, contract: described,
		around: func(next http.Handler) http.Handler {
			return s.guardXSRF(s.authenticate(s.checkRequest(described, s.checkAnswer(described, next))))
		},
	}
	fail := func(w http.ResponseWriter, r *http.Request, err error) { s.fail(w, r, err) }
	strict := server.NewStrictHandlerWithOptions(datacenterHandlers{s}, nil, server.StrictHTTPServerOptions{
		RequestErrorHandlerFunc:  fail,
		ResponseErrorHandlerFunc: fail,
	})
	server.HandlerWithOptions(strict, server.StdHTTPServerOptions{
		BaseURL: s.basePath, BaseRouter: versionedMux{operations, has}, ErrorHandlerFunc: fail,
	})
	return operations
}

// fail writes what a handler returned as its error. Anything but a fault is a
// request that the generated code could not read, although the contract allows
// it: the two are out of step.
func (s *Datacenter) fail(w http.ResponseWriter, r *http.Request, err error) {
	if f, ok := errors.AsType[*fault](err); ok {
		f.write(w)
		return
	}
	s.violation("generated code refuses " + r.Method + " " + r.URL.Path + ": " + err.Error())
	dcBadRequest(err.Error()).asSeen().write(w)
}

// checkRequest is the sixth stage. A request is held against the operation that
// the newest version has at its address, for that is the one it is meant for;
// an older one may take it for another. The header against XSRF is not checked
// again: the fourth stage decided on it.
func (s *Datacenter) checkRequest(described *contract, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var refusal *fault
		for _, err := range s.departures(described, r, s.all.find(r)) {
			if refusal == nil && parameterOf(err) != "X-Atlassian-Token" {
				refusal = dcBadRequest(shortly(err))
			}
		}
		if refusal != nil {
			refusal.write(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// datacenterHandlers responds with the operations. It is a type of its own to keep them out
// of the methods of [Datacenter].
type datacenterHandlers struct{ *Datacenter }

// A new operation in the contract does not compile until it is served.
var _ server.StrictServerInterface = datacenterHandlers{}
