package datacentertest

import (
	"net/http"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// checkedRequest is the sixth stage. A request is held against the operation that
// the newest version has at its address, for that is the one it is meant for;
// an older one may take it for another. The header against XSRF is not checked
// again: the fourth stage decided on it.
func (s *Server) checkedRequest(described *contract.Contract, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var refusal *respond.Error
		for _, err := range s.engine.Departures(described, r, s.all.Find(r)) {
			if refusal == nil && contract.Parameter(err) != "X-Atlassian-Token" {
				refusal = badRequest(contract.Summary(err))
			}
		}
		if refusal != nil {
			refusal.Write(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}
