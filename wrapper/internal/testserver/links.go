package testserver

import (
	"net/http"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/address"
)

// LinkTo sets what links begin with, and has them follow the address of the
// client again if it is empty.
func (s *Server) LinkTo(base string) { s.base.Store(&base) }

// Linked is the stage before all others: it finds out what the links in a
// response begin with. That ends in the context path, unless it was set.
func (s *Server) Linked(contextPath string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		base := address.Of(r) + contextPath
		if set := s.base.Load(); set != nil && *set != "" {
			base = *set
		}
		next.ServeHTTP(w, r.WithContext(address.With(r.Context(), base)))
	})
}
