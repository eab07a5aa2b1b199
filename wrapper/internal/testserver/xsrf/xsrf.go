// Package xsrf recognizes requests that a browser could have been tricked into.
package xsrf

import (
	"net/http"
	"net/url"
	"strings"
)

// HasNoCheck reports whether a request says that a program sent it. The second
// spelling is an old one, still accepted.
func HasNoCheck(r *http.Request) bool {
	token := r.Header.Get("X-Atlassian-Token")
	return strings.EqualFold(token, "no-check") || strings.EqualFold(token, "nocheck")
}

// FromElsewhere reports whether a request calls itself a browser's and does not
// come from a page of the site.
func FromElsewhere(r *http.Request) bool {
	return strings.HasPrefix(r.UserAgent(), "Mozilla/") && !sameOrigin(r)
}

// Complaint says what is missing from a request that is refused.
func Complaint(r *http.Request) string {
	if FromElsewhere(r) {
		return "its User-Agent is a browser's, and neither Origin nor Referer is this server"
	}
	return "the header X-Atlassian-Token: no-check is missing"
}

func sameOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" {
		origin = r.Referer()
	}
	from, err := url.Parse(origin)
	return err == nil && from.Host != "" && from.Host == r.Host
}
