package confluencetest

import (
	"mime"
	"net/http"
)

// guardXSRF is the fourth stage: it refuses a POST that a browser could have
// been tricked into. Other methods pass.
func (s *Datacenter) guardXSRF(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// The header does not help what calls itself a browser, and JSON does
		// not need it.
		if r.Method == http.MethodPost && (fromElsewhere(r) || isSimple(r) && !hasNoCheck(r)) {
			textFault(http.StatusForbidden, "XSRF check failed").write(w)
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
