package testserver

import (
	"maps"
	"net/http"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
)

// CheckedResponse is the last stage before the handlers: a response that the
// contract does not allow does not leave.
func (s *Server) CheckedResponse(described *contract.Contract, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		held := respond.NewRecorder()
		next.ServeHTTP(held, r)
		if !held.Undocumented {
			to := route.Match(r.Context()).Route
			if err := described.CheckResponse(r.Context(), described.Input(r, to), held.ResponseRecorder); err != nil {
				s.Violate(to.Operation.OperationID, "response of "+contract.Name(to)+": "+contract.Summary(err))
				respond.Bare(http.StatusInternalServerError, "test server: "+contract.Summary(err)).Write(w)
				return
			}
		}
		maps.Copy(w.Header(), held.Header())
		w.WriteHeader(held.Code)
		_, _ = w.Write(held.Body.Bytes()) // the client may be gone
	})
}
