package route

import (
	"context"
	"net/http"

	"github.com/getkin/kin-openapi/routers"
)

// Matched is a request and the operation it is for.
type Matched struct {
	// Route is the operation.
	Route *routers.Route
	// Request is the request as it came, for links that lead back to it.
	Request *http.Request
}

type matchedKey struct{}

// With notes in the context of a request which operation it is for.
func With(r *http.Request, to *routers.Route) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), matchedKey{}, &Matched{Route: to, Request: r}))
}

// Match returns what With noted in a context.
func Match(ctx context.Context) *Matched {
	m, _ := ctx.Value(matchedKey{}).(*Matched)
	return m
}
