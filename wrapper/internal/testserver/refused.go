package testserver

import (
	"context"
	"net/http"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

type refusalKey struct{}

// WithRefusal notes that something in front of the service refuses a request. It
// is handed on all the same, so that it is in the record and meets faults.
func WithRefusal(r *http.Request, why func(*http.Request) *respond.Error) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), refusalKey{}, why))
}

// Refused is the stage after the record: what [WithRefusal] has noted ends here.
func Refused(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if why, ok := r.Context().Value(refusalKey{}).(func(*http.Request) *respond.Error); ok {
			why(r).Write(w)
			return
		}
		next.ServeHTTP(w, r)
	})
}
