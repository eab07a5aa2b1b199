package datacentertest

import (
	"net/http"
	"regexp"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/address"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
)

// encodedSlash is what Tomcat does not let through in a path.
var encodedSlash = regexp.MustCompile(`(?i)%2f|%5c`)

// contained is the third stage, the container that the product runs in.
func contained(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := r.URL.EscapedPath()
		switch {
		case encodedSlash.MatchString(path):
			respond.HTML(http.StatusBadRequest, "HTTP Status 400 – Bad Request").Write(w)
		case !strings.HasPrefix(path, basePath+"/"):
			respond.HTML(http.StatusNotFound, "HTTP Status 404 – Not Found").Write(w)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// serveRoute is the fourth stage.
func (s *Server) serveRoute(w http.ResponseWriter, r *http.Request) {
	operations := s.operations()
	switch {
	case operations.Find(r) != nil:
		operations.ServeHTTP(w, r)
		return
	case s.beside.Find(r) != nil:
		s.beside.ServeHTTP(w, r)
		return
	}
	below := strings.TrimPrefix(r.URL.EscapedPath(), basePath)
	if s.serveLogin(w, r, below) {
		return
	}
	unserved := route.Unserved(r, basePath)
	unknown := respond.UnknownURI(r, address.Base(r.Context())+below, unserved)
	if s.all.Find(r) != nil { // no fault of the client, which cannot know the version
		unknown.Write(w)
		return
	}
	s.engine.Violate(r.Context(), "", "request: "+r.Method+" "+below+" is no operation of the contract")
	switch methods := operations.Methods(r); {
	case len(methods) > 0:
		refuseMethod(methods).Write(w)
	case strings.HasPrefix(below, "/rest/"):
		unknown.Write(w)
	default:
		respond.HTML(http.StatusNotFound, "Page Not Found - Confluence", unserved).Write(w)
	}
}

func refuseMethod(allowed []string) *respond.Error {
	f := respond.Refuse(http.StatusMethodNotAllowed, struct {
		Message    string `json:"message"`
		StatusCode int    `json:"status-code"`
	}{"HTTP 405 Method Not Allowed", http.StatusMethodNotAllowed})
	f.Header = map[string]string{"Allow": strings.Join(allowed, ",")}
	return f
}
