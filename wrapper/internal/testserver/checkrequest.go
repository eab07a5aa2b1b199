package testserver

import (
	"net/http"

	"github.com/getkin/kin-openapi/routers"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
)

// Departures returns how a request departs from the contract, each of which is
// a violation, whatever the response is.
func (s *Server) Departures(described *contract.Contract, r *http.Request, to *routers.Route) []error {
	found := described.CheckRequest(r.Context(), described.Input(r, to))
	for _, err := range found {
		s.Violate(to.Operation.OperationID, "request of "+contract.Name(to)+": "+contract.Summary(err))
	}
	return found
}
