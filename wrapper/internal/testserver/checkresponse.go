package testserver

import (
	"maps"
	"net/http"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
)

// CheckEvery makes the server check every nth response alone, and none if n is
// 0. At first it checks all of them.
func (s *Server) CheckEvery(n int) { s.checkEvery.Store(int64(n)) }

// checks reports whether it is a response's turn.
func (s *Server) checks() bool {
	n := s.checkEvery.Load()
	return n == 1 || n > 1 && s.responses.Add(1)%n == 0
}

// CheckedResponse is the last stage before the handlers: a response that the
// contract does not allow does not leave.
func (s *Server) CheckedResponse(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.checks() {
			next.ServeHTTP(w, r)
			return
		}
		held := respond.NewRecorder()
		next.ServeHTTP(held, r)
		if !held.Undocumented {
			to := route.Match(r.Context()).Route
			if err := s.contract.CheckResponse(r, to, held.ResponseRecorder); err != nil {
				s.Violate(r.Context(), to.Operation.OperationID, "response of "+contract.Name(to)+": "+contract.Summary(err))
				respond.Bare(http.StatusInternalServerError, "test server: "+contract.Summary(err)).Write(w)
				return
			}
		}
		maps.Copy(w.Header(), held.Header())
		w.WriteHeader(held.Code)
		_, _ = w.Write(held.Body.Bytes()) // the client may be gone
	})
}
