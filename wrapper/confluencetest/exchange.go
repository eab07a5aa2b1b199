package confluencetest

import "net/http"

// Exchange is one request as it reached a test server, with the status of the
// response.
type Exchange struct {
	// Operation is the operationId it was routed to; empty where none matched.
	Operation string
	// Method is the HTTP method.
	Method string
	// Path is the escaped path, as it came, below the base path.
	Path string
	// Query is the raw query.
	Query string
	// Header holds the request headers. The credential in Authorization is
	// redacted; its scheme stays.
	Header http.Header
	// Body is the request body.
	Body []byte
	// Status is the status of the response. It is zero as long as there is
	// none, and stays so where the connection was broken before.
	Status int
}
