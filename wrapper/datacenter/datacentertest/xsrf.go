package datacentertest

import (
	"mime"
	"net/http"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/xsrf"
)

// guardXSRF is the fifth stage: it refuses a POST that a browser could have
// been tricked into. Other methods pass.
func (s *Server) guardXSRF(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// The header does not help what calls itself a browser, and JSON does
		// not need it.
		if r.Method == http.MethodPost && (xsrf.FromElsewhere(r) || isSimple(r) && !xsrf.HasNoCheck(r)) {
			to := route.Match(r.Context()).Route
			s.engine.Violate(r.Context(), to.Operation.OperationID, "request of "+contract.Name(to)+": "+xsrf.Complaint(r))
			respond.Text(http.StatusForbidden, "XSRF check failed").Write(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// isSimple reports whether a page of another site could send such a body.
func isSimple(r *http.Request) bool {
	kind := r.Header.Get("Content-Type")
	if kind == "" {
		return true
	}
	media, _, err := mime.ParseMediaType(kind)
	if err != nil {
		return false
	}
	switch media {
	case "application/x-www-form-urlencoded", "multipart/form-data", "text/plain":
		return true
	}
	return false
}
