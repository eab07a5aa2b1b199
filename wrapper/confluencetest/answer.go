package confluencetest

import (
	"maps"
	"net/http"
	"net/http/httptest"
)

// answer holds what a handler says until it is checked.
type answer struct {
	*httptest.ResponseRecorder

	// seen exempts a fault that real sites give and the contract does not name.
	seen bool
}

// checkAnswer is the last stage before the handlers: an answer that the
// contract does not allow does not leave.
func (s *Server) checkAnswer(described *contract, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := &answer{ResponseRecorder: httptest.NewRecorder()}
		next.ServeHTTP(a, r)
		if !a.seen {
			route := exchangeOf(r.Context()).route
			if err := described.checkResponse(r.Context(), described.input(r, route), a.ResponseRecorder); err != nil {
				s.violation("answer of " + nameOf(route) + ": " + shortly(err))
				bareFault(http.StatusInternalServerError, "confluencetest: "+shortly(err)).write(w)
				return
			}
		}
		maps.Copy(w.Header(), a.Header())
		w.WriteHeader(a.Code)
		_, _ = w.Write(a.Body.Bytes()) // the client may be gone
	})
}
