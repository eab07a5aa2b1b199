package cloudtest

import (
	"net/http"
	"path"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/address"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
)

// atRoot makes the site reachable below its own root, as it is on the service:
// what is asked for there is the same as at the gateway.
func atRoot(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != contextPath && !strings.HasPrefix(r.URL.Path, contextPath+"/") {
			next.ServeHTTP(w, r)
			return
		}
		own, to := *r, *r.URL
		to.Path = basePath + to.Path
		if to.RawPath != "" {
			to.RawPath = basePath + to.RawPath
		}
		own.URL = &to
		next.ServeHTTP(w, &own)
	})
}

// belowBase is the fourth stage: elsewhere, there is no site.
func belowBase(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/_edge/tenant_info" { // how clients find the gateway of a site
			_ = respond.JSON(w, map[string]string{"cloudId": path.Base(basePath)}) // a text can be marshalled
			return
		}
		if !strings.HasPrefix(r.URL.EscapedPath(), basePath+"/") {
			refuseSite(r.URL.EscapedPath()).Write(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// routed is the fifth stage.
func (s *Server) routed(operations *route.Mux, beside *route.Beside) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case operations.Find(r) != nil:
			operations.ServeHTTP(w, r)
			return
		case beside.Find(r) != nil:
			beside.ServeHTTP(w, r)
			return
		}
		below, unserved := strings.TrimPrefix(r.URL.EscapedPath(), basePath), route.Unserved(r, basePath)
		s.engine.Violate(r.Context(), "", "request: "+r.Method+" "+below+" is no operation of the contract")
		switch {
		case len(operations.Methods(r)) > 0:
			// In the form of v2 on v1 addresses, too, and without Allow.
			refuseV2(http.StatusMethodNotAllowed, "METHOD_NOT_ALLOWED", "Request method '"+r.Method+"' is not supported").Write(w)
		case strings.HasPrefix(below, "/wiki/rest/api/"):
			respond.UnknownURI(r, address.Base(r.Context())+strings.TrimPrefix(below, contextPath), unserved).Write(w)
		default:
			respond.HTML(http.StatusNotFound, "Page Not Found - Confluence", unserved).Write(w)
		}
	})
}
