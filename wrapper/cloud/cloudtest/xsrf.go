package cloudtest

import (
	"net/http"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/xsrf"
)

// guardXSRF is the sixth stage: it refuses writes that a browser could have
// been tricked into.
func (s *Server) guardXSRF(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		to := route.Match(r.Context()).Route
		if !isV2(to.Path) && looksForged(r) { // the service guards v1 only
			s.engine.Violate(r.Context(), to.Operation.OperationID, "request of "+contract.Name(to)+": "+xsrf.Complaint(r))
			respond.Text(http.StatusForbidden, "XSRF check failed. More information at https://confluence.atlassian.com/x/DhpJMQ").Write(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func looksForged(r *http.Request) bool {
	switch r.Method {
	case http.MethodPost:
		// The header does not help what calls itself a browser.
		if xsrf.FromElsewhere(r) {
			return true
		}
	case http.MethodPut, http.MethodDelete:
	default:
		return false
	}
	return !xsrf.HasNoCheck(r)
}
