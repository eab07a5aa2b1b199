package confluencetest

import (
	"net/http"
	"strings"
)

// belowBase is the second stage: elsewhere, there is no site.
func (s *Cloud) belowBase(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.EscapedPath(), s.basePath+"/") {
			gatewayFault(r.URL.EscapedPath()).write(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}
