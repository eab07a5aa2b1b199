package confluencetest

import (
	"errors"
	"net/http"

	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// departures returns how a request departs from the contract, each of which is
// a violation, whatever the answer is.
func (s *Server) departures(described *contract, r *http.Request, route *routers.Route) []error {
	found := described.checkRequest(r.Context(), described.input(r, route))
	for _, err := range found {
		s.violation("request of " + nameOf(route) + ": " + shortly(err))
	}
	return found
}

// parameterOf returns which parameter a departure is about, if it is one of the
// validator's on a parameter.
func parameterOf(err error) string {
	problem, ok := errors.AsType[*openapi3filter.RequestError](err)
	if !ok || problem.Parameter == nil {
		return ""
	}
	return problem.Parameter.Name
}
