package control

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// guarded lets requests of this machine through, and of other machines if it is
// open. A browser here may be on a page of somebody else, which would be this
// machine as well: such a page can neither write nor, by giving the server a name
// of its own, read.
func guarded(open bool, next http.Handler) http.Handler {
	ownPages := http.NewCrossOriginProtection()
	ownPages.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, http.StatusForbidden, "the control API is not for pages of other sites")
	}))
	next = ownPages.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if why := stranger(r); why != "" && !open {
			refuse(w, http.StatusForbidden, "the control API answers this machine only, unless it has an address of its own (-control): "+why)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// stranger says why a request may be from elsewhere.
func stranger(r *http.Request) string {
	if from, err := netip.ParseAddrPort(r.RemoteAddr); err == nil && !from.Addr().IsLoopback() {
		return "the request is from " + from.Addr().String()
	}
	for _, name := range []string{"Forwarded", "X-Forwarded-For"} {
		if r.Header.Get(name) != "" {
			return "a proxy handed the request on"
		}
	}
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	_, err := netip.ParseAddr(host)
	if err != nil && host != "localhost" && !strings.HasSuffix(host, ".localhost") {
		return "the request is for " + r.Host
	}
	return ""
}
