package confluencetest

import "net/http"

// Fault is one way in which a service, or the way to it, misbehaves. The
// functions of this package that return a Fault make them; the Inject method of
// a test server puts one to work. The zero value does nothing.
type Fault struct {
	serve func(w http.ResponseWriter, r *http.Request, next http.Handler)
}

// Handler returns a handler that does to every request of next what the fault
// does. It is for services that are not one of this SDK's test servers. Like
// [http.ErrAbortHandler], some faults are panics that [http.Server] understands.
func (f Fault) Handler(next http.Handler) http.Handler {
	if f.serve == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { f.serve(w, r, next) })
}
