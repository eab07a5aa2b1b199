package confluencetest

import "net/http"

// guardXSRF is the fourth stage: it refuses writes that a browser could have
// been tricked into.
func (s *Cloud) guardXSRF(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if looksForged(r) {
			textFault(http.StatusForbidden, "XSRF check failed. More information at https://confluence.atlassian.com/x/DhpJMQ").write(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func looksForged(r *http.Request) bool {
	switch r.Method {
	case http.MethodPost:
		// The header does not help what calls itself a browser.
		if fromElsewhere(r) {
			return true
		}
	case http.MethodPut, http.MethodDelete:
	default:
		return false
	}
	return !hasNoCheck(r)
}
