package confluencetest

import (
	"net/http"
	"strings"
)

// routed is the third stage.
func (s *Cloud) routed(operations *operationMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if operations.find(r) != nil {
			operations.ServeHTTP(w, r)
			return
		}
		below := strings.TrimPrefix(r.URL.EscapedPath(), s.basePath)
		s.violation("request: " + r.Method + " " + below + " is no operation of the contract")
		switch {
		case len(operations.methods(r)) > 0:
			// In the form of v2 on v1 addresses, too, and without Allow.
			v2Fault(http.StatusMethodNotAllowed, "METHOD_NOT_ALLOWED", "Request method '"+r.Method+"' is not supported").write(w)
		case strings.HasPrefix(below, "/wiki/rest/api/"):
			unknownURI(r, strings.TrimSuffix(cloudSite, "/wiki")+below).write(w)
		default:
			htmlFault(http.StatusNotFound, "Page Not Found - Confluence").write(w)
		}
	})
}
