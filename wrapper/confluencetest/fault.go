package confluencetest

import (
	"fmt"
	"net/http"
)

// Fault is one way in which a service, or the way to it, misbehaves. The
// functions of this package that return a Fault make them; the Inject method of
// a test server puts one to work. The zero value does nothing.
type Fault struct {
	serve func(w http.ResponseWriter, r *http.Request, next http.Handler)
	text  string
}

// String returns how the fault is written where it is text, as for the program
// confluence-server: "status:503", "delay:200ms".
func (f Fault) String() string { return f.text }

// as returns the fault with how it is written.
func (f Fault) as(format string, args ...any) Fault {
	f.text = fmt.Sprintf(format, args...)
	return f
}

// does makes a fault.
func does(serve func(w http.ResponseWriter, r *http.Request, next http.Handler)) Fault {
	return Fault{serve: serve}
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
