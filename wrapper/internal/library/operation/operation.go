// Package operation knows the operations of a contract and which one a request
// is for.
package operation

import (
	"net/http"
	"slices"
)

// Operation is one operation of a product's contract.
type Operation struct {
	// ID is the operationId of the contract, for example "getCurrentUser".
	ID string
	// Method is the HTTP method.
	Method string
	// Path is the path template below the base URL, for example
	// "/wiki/rest/api/user/{userId}/property".
	Path string
	// Success lists the documented 2xx statuses. Empty means any.
	Success []int
	// Reads is whether the operation changes nothing, whatever its method.
	Reads bool
	// HidesForbidden is whether a 404 may also mean that the caller may not.
	HidesForbidden bool
	// Cost is what a request costs of a quota.
	Cost Cost
	// OneBucket is whether one rate limit holds for all requests of a connection
	// together. Otherwise each method and path has its own, and there is a quota.
	OneBucket bool
	// ClassicScopes and GranularScopes are the OAuth 2.0 scopes it needs, of
	// either kind.
	ClassicScopes, GranularScopes []string
}

// Succeeds reports whether a status is a documented success.
func (o *Operation) Succeeds(status int) bool {
	return len(o.Success) == 0 || slices.Contains(o.Success, status)
}

// Repeatable reports whether sending a request twice does what sending it once
// does. A DELETE that only starts a task would start another, and of one outside of
// the contract nobody knows.
func (o *Operation) Repeatable() bool {
	switch {
	case o.Reads, o.Method == http.MethodPut:
		return true
	case o.Method == http.MethodDelete:
		return slices.Contains(o.Success, http.StatusNoContent)
	}
	return false
}

// Unlisted is an operation outside of the contract: a client generated from
// another description sends it.
func Unlisted(method string) *Operation {
	return &Operation{Method: method, Reads: method == http.MethodGet || method == http.MethodHead}
}
