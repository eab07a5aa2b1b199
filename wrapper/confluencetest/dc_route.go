package confluencetest

import (
	"net/http"
	"regexp"
	"strings"
)

// encodedSlash is what Tomcat does not let through in a path.
var encodedSlash = regexp.MustCompile(`(?i)%2f|%5c`)

// contained is the second stage, the container that the product runs in.
func (s *Datacenter) contained(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := r.URL.EscapedPath()
		switch {
		case encodedSlash.MatchString(path):
			htmlFault(http.StatusBadRequest, "HTTP Status 400 – Bad Request").write(w)
		case !strings.HasPrefix(path, s.basePath+"/"):
			htmlFault(http.StatusNotFound, "HTTP Status 404 – Not Found").write(w)
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// route is the third stage.
func (s *Datacenter) route(w http.ResponseWriter, r *http.Request) {
	operations := s.operations()
	if operations.find(r) != nil {
		operations.ServeHTTP(w, r)
		return
	}
	below := strings.TrimPrefix(r.URL.EscapedPath(), s.basePath)
	unknown := unknownURI(r, datacenterSite+below)
	if s.all.find(r) != nil { // no fault of the client, which cannot know the version
		unknown.write(w)
		return
	}
	s.violation("request: " + r.Method + " " + below + " is no operation of the contract")
	switch methods := operations.methods(r); {
	case len(methods) > 0:
		refuseMethod(methods).write(w)
	case strings.HasPrefix(below, "/rest/"):
		unknown.write(w)
	default:
		htmlFault(http.StatusNotFound, "Page Not Found - Confluence").write(w)
	}
}

func refuseMethod(allowed []string) *fault {
	f := jsonFault(http.StatusMethodNotAllowed, struct {
		Message    string `json:"message"`
		StatusCode int    `json:"status-code"`
	}{"HTTP 405 Method Not Allowed", http.StatusMethodNotAllowed})
	f.header = map[string]string{"Allow": strings.Join(allowed, ",")}
	return f
}
