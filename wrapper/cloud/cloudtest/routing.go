package cloudtest

import (
	"net/http"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
)

// belowBase is the second stage: elsewhere, there is no site.
func belowBase(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.EscapedPath(), basePath+"/") {
			refuseSite(r.URL.EscapedPath()).Write(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// routed is the third stage.
func (s *Server) routed(operations *route.Mux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if operations.Find(r) != nil {
			operations.ServeHTTP(w, r)
			return
		}
		below := strings.TrimPrefix(r.URL.EscapedPath(), basePath)
		s.engine.Violate(r.Context(), "", "request: "+r.Method+" "+below+" is no operation of the contract")
		switch {
		case len(operations.Methods(r)) > 0:
			// In the form of v2 on v1 addresses, too, and without Allow.
			refuseV2(http.StatusMethodNotAllowed, "METHOD_NOT_ALLOWED", "Request method '"+r.Method+"' is not supported").Write(w)
		case strings.HasPrefix(below, "/wiki/rest/api/"):
			respond.UnknownURI(r, strings.TrimSuffix(siteURL, "/wiki")+below).Write(w)
		default:
			respond.HTML(http.StatusNotFound, "Page Not Found - Confluence").Write(w)
		}
	})
}
