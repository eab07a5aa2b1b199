package confluencetest

import (
	"net/http"
	"time"
)

// Exchange is one request as it reached a test server, with the status of the
// response.
type Exchange struct {
	// Number counts the requests of a server from 1, in the order of arrival.
	Number int
	// Time is when it arrived.
	Time time.Time
	// Operation is the operationId it was routed to; empty where none matched.
	Operation string
	// Method is the HTTP method.
	Method string
	// Path is the escaped path, as it came, below the base path.
	Path string
	// Query is the raw query.
	Query string
	// Header holds the request headers. The credential in Authorization is
	// redacted; its scheme stays, if there is one.
	Header http.Header
	// Body is the request body, of a large one the beginning. A body of more than
	// some kilobytes, or of unknown length, is read after authentication only and
	// so is empty where the request was refused before.
	Body []byte
	// BodySize is how many bytes of the body were read.
	BodySize int64
	// Status is the status of the response. It is zero as long as there is
	// none, and stays so where the connection was broken before.
	Status int
	// Violations are how the request and its response departed from the OpenAPI
	// description.
	Violations []Violation
}
