package confluencetest

import (
	"errors"
	"net/http"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
)

// newCloudPipeline puts the stages in order, the outermost first:
//
//  1. record: every request is noted, whatever becomes of it.
//  2. base path: the gateway refuses other sites before Confluence sees them.
//  3. routing: an unknown address or method is refused to anyone, with or
//     without a credential.
//  4. XSRF: a forged write fails before its credential is looked at.
//  5. authentication: a stranger learns nothing of how a request is checked.
//  6. request check: the contract decides what reaches a handler.
//  7. answer check: what a handler says is held against the contract, too; the
//     refusals of the stages before it are recorded ones and are not.
func newCloudPipeline(c *Cloud, described *contract) http.Handler {
	operations := &operationMux{
		mux: http.NewServeMux(), prefix: c.basePath, contract: described,
		around: func(next http.Handler) http.Handler {
			return c.guardXSRF(c.authenticate(c.checkRequest(described, c.checkAnswer(described, next))))
		},
	}
	fail := func(w http.ResponseWriter, r *http.Request, err error) { c.fail(w, r, err) }
	strict := server.NewStrictHandlerWithOptions(cloudHandlers{c}, nil, server.StrictHTTPServerOptions{
		RequestErrorHandlerFunc:  fail,
		ResponseErrorHandlerFunc: fail,
	})
	server.HandlerWithOptions(strict, server.StdHTTPServerOptions{
		BaseURL: c.basePath, BaseRouter: operations, ErrorHandlerFunc: fail,
	})
	return c.recorded(operations.find, c.belowBase(c.routed(operations)))
}

// fail writes what a handler returned as its error. Anything but a fault is a
// request that the generated code could not read, although the contract allows
// it: the two are out of step.
func (s *Cloud) fail(w http.ResponseWriter, r *http.Request, err error) {
	if f, ok := errors.AsType[*fault](err); ok {
		f.write(w)
		return
	}
	s.violation("generated code refuses " + r.Method + " " + r.URL.Path + ": " + err.Error())
	badRequest(err.Error()).asSeen().write(w)
}

// cloudHandlers responds with the operations. It is a type of its own to keep them out of
// the methods of [Cloud].
type cloudHandlers struct{ *Cloud }

// A new operation in the contract does not compile until it is served.
var _ server.StrictServerInterface = cloudHandlers{}
