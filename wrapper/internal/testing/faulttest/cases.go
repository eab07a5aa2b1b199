package faulttest

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// attempts is how often a request is sent at most, by default.
const attempts = 5

// Outcome is what an operation makes of a fault.
type Outcome struct {
	// Err is the kind of error; nil is success.
	Err error
	// Requests is how many requests of the operation the server sees.
	Requests int
}

// Case is a fault and what is to become of it.
type Case struct {
	// Name says what the fault is.
	Name string
	// Fault is the fault.
	Fault confluencetest.Fault
	// Times is how many requests meet it; 0 is all.
	Times int
	// Want is what an operation is to make of it.
	Want func(Operation) Outcome
	// Applied is whether the service has applied the request that meets it.
	Applied bool
}

// errLink is an error of the connection rather than a response.
var errLink = errors.New("an error of the connection")

// always is the outcome for every operation.
func always(err error, requests int) func(Operation) Outcome {
	return func(Operation) Outcome { return Outcome{err, requests} }
}

// unlessRepeated is the outcome of a fault that happens once and leaves open
// whether the request was applied.
func unlessRepeated(err error) func(Operation) Outcome {
	return func(o Operation) Outcome {
		if o.repeatable() {
			return Outcome{nil, 2}
		}
		return Outcome{err, 1}
	}
}

// persistent is the outcome of such a fault that does not go away.
func persistent(err error) func(Operation) Outcome {
	return func(o Operation) Outcome {
		if o.repeatable() {
			return Outcome{err, attempts}
		}
		return Outcome{err, 1}
	}
}

// ofBrokenBody is the outcome of a fault that keeps a body, where there is one,
// from being read, once.
func ofBrokenBody(err error) func(Operation) Outcome {
	return func(o Operation) Outcome {
		if o.HasBody {
			return unlessRepeated(err)(o)
		}
		return Outcome{nil, 1}
	}
}

// ofBody is the outcome of a fault in a body, where there is one.
func ofBody(err error) func(Operation) Outcome {
	return func(o Operation) Outcome {
		if o.HasBody {
			return Outcome{err, 1}
		}
		return Outcome{nil, 1}
	}
}

// Cases returns all faults that strike one request.
func Cases() []Case {
	cases := []Case{
		{"late response", confluencetest.Delay(5 * time.Second), 0, always(nil, 1), false},
		{"no response", confluencetest.Hang(), 0, func(o Operation) Outcome {
			if o.repeatable() { // an attempt takes a minute, a call two
				return Outcome{context.DeadlineExceeded, 2}
			}
			return Outcome{context.DeadlineExceeded, 1}
		}, false},
		{"reset once", confluencetest.Reset(), 1, unlessRepeated(errLink), false},
		{"reset", confluencetest.Reset(), 0, persistent(errLink), false},
		{"reset when applied", confluencetest.ResetAfter(), 1, unlessRepeated(errLink), true},
		{"response lost, 502", confluencetest.Lost(502), 1, unlessRepeated(confluence.ErrUnavailable), true},
		{"response lost, 504", confluencetest.Lost(504), 1, unlessRepeated(confluence.ErrUnavailable), true},
		{"unavailable once", confluencetest.RetryLater(503, ""), 1, unlessRepeated(confluence.ErrUnavailable), false},
		{"unavailable", confluencetest.RetryLater(503, ""), 0, persistent(confluence.ErrUnavailable), false},
		{"unavailable for 2 s", confluencetest.RetryLater(503, "2"), 1, always(nil, 2), false},
		{"body cut", confluencetest.CutBody(), 1, ofBrokenBody(io.ErrUnexpectedEOF), false},
		{"half a document", confluencetest.ShortLength(), 1, ofBody(confluence.ErrUnexpectedContent), false},
		{"compressed", confluencetest.Compressed(), 0, always(nil, 1), false},
		{"not compressed", confluencetest.MislabelledCompression(), 1, ofBrokenBody(gzip.ErrHeader), false},
		{"trickle", confluencetest.Trickle(time.Millisecond), 0, always(nil, 1), false},
		{"endless body", confluencetest.HugeBody(4 << 20), 0, func(o Operation) Outcome {
			if slices.Contains(o.Success, 200) {
				return Outcome{confluence.ErrTooLarge, 1}
			}
			return Outcome{confluence.ErrUnexpectedContent, 1}
		}, false},
		{"redirect to another host", confluencetest.Redirect(302, "https://other.example/login"), 0, always(confluence.ErrRedirect, 1), false},
		{"redirect to the same host", confluencetest.Redirect(301, "/login.action"), 0, always(confluence.ErrRedirect, 1), false},
		{"redirect to nowhere", confluencetest.Redirect(307, "https://%zz/secret"), 0, always(confluence.ErrRedirect, 1), false},
		{"undocumented success", confluencetest.Respond(206, "application/json", "{}"), 0, always(confluence.ErrUnexpectedContent, 1), false},
		{
			"login page", confluencetest.Respond(200, "text/html", "<html><title>Log in</title></html>"), 0,
			always(confluence.ErrUnexpectedContent, 1), false,
		},
	}
	cases = append(cases, limits()...)
	return append(cases, refusals()...)
}

// limits are the refusals that ask to come again: nothing was applied, so every
// request is sent again.
func limits() []Case {
	cases := []Case{
		// Such refusals are not counted as retries.
		{"rate limit for 20 s", confluencetest.RetryLater(429, "1"), 20, always(nil, 21), false},
	}
	for _, retryAfter := range []string{
		"", "0", "1", "30", "-1", "soon", "Fri, 02 Jan 1970 15:04:05 GMT", "1e3", "99999999999999999999x",
	} {
		cases = append(cases, Case{
			fmt.Sprintf("rate limit once, Retry-After %q", retryAfter), confluencetest.RetryLater(429, retryAfter), 1, always(nil, 2), false,
		})
	}
	for _, retryAfter := range []string{"121", "3600", "9223372036854775807", "99999999999999999999", "Fri, 31 Dec 2999 23:59:59 GMT"} {
		cases = append(cases, Case{
			fmt.Sprintf("rate limit, Retry-After %q", retryAfter), confluencetest.RetryLater(429, retryAfter), 0,
			always(confluence.ErrRateLimited, 1), false,
		})
	}
	return cases
}

// refusals are the bodies that services were seen to refuse with.
func refusals() []Case {
	const jsonType = "application/json"
	var cases []Case
	for _, r := range []struct {
		status     int
		kind, body string
		err        error
	}{
		{400, jsonType, `{"statusCode":400,"data":{"authorized":true,"valid":true,"errors":[],"successful":true},"message":"com.atlassian.confluence.api.service.exceptions.api.BadRequestException: no"}`, confluence.ErrBadRequest},
		{403, jsonType, `{"statusCode":403,"data":{"errors":[{"message":{"translation":"You may not.","args":[]}}]},"message":"com.atlassian.confluence.api.service.exceptions.PermissionException: no"}`, confluence.ErrForbidden},
		{403, jsonType, `{"statusCode":403,"message":"com.atlassian.confluence.mvc.rest.common.exception.StacklessResponseStatusException: 403 FORBIDDEN \"Request rejected because caller cannot access Confluence\""}`, confluence.ErrUnauthorized},
		{403, jsonType, `{"message":"Current user not permitted to use Confluence","statusCode":403}`, confluence.ErrUnauthorized},
		{405, jsonType, `{"errors":[{"status":405,"code":"METHOD_NOT_ALLOWED","title":"no","detail":null}]}`, nil},
		{404, jsonType, `{"message":"null for uri: /x","status-code":404}`, confluence.ErrNoRoute},
		{404, "application/xml", `<?xml version="1.0"?><status><status-code>404</status-code><message>null for uri: /x</message></status>`, confluence.ErrNoRoute},
		{401, jsonType, `{"code":401,"message":"Unauthorized; scope does not match"}`, confluence.ErrScope},
		{401, jsonType, `{"code":401,"message":"Unauthorized"}`, confluence.ErrUnauthorized},
		{404, jsonType, `{"timestamp":"2026-01-31T09:30:00Z","status":404,"error":"Not Found","path":"/ex","message":"no"}`, confluence.ErrNoRoute},
		{403, jsonType, `{"error":"Failed to parse Connect Session Auth Token"}`, confluence.ErrUnauthorized},
		{401, "text/html", `<html><head><title>HTTP Status 401 – Unauthorized</title></head></html>`, confluence.ErrUnauthorized},
		{403, "text/plain", `XSRF check failed. More information at https://confluence.atlassian.com/x/DhpJMQ`, confluence.ErrXSRF},
		{401, "text/plain", `Basic authentication with passwords is deprecated.`, confluence.ErrUnauthorized},
		{404, "", ``, confluence.ErrNotFound},
		{404, jsonType, `plain text that says it is JSON`, confluence.ErrNotFound},
		{404, jsonType, `{"statusCode":404,"data":{"authorized":false,"valid":true,"allowedInReadOnlyMode":true,"errors":{},"successful":false},"message":"No space with key : x","reason":"Not Found"}`, confluence.ErrNotFound},
		{403, jsonType, `{"message":"Basic Authentication has been disabled on this instance."}`, confluence.ErrUnauthorized},
		{410, jsonType, `{"message":"com.atlassian.confluence.api.service.exceptions.pagesmodes.GoneException: This deprecated endpoint has been removed."}`, confluence.ErrGone},
		{409, jsonType, `{"message":"exists"}`, confluence.ErrConflict},
		{402, jsonType, `{"message":"no seat"}`, confluence.ErrLicense},
		{501, jsonType, `{"message":"not here"}`, confluence.ErrNotImplemented},
		{500, "text/html", `<html>` + "\x00\xff", nil},
		{500, jsonType, `{"message":`, nil},
		{500, jsonType, `[[[[[[[[[[[[[[1]]]]]]]]]]]]]]`, nil},
	} {
		err := r.err
		if err == nil {
			err = errResponse
		}
		name := fmt.Sprintf("refusal %d %s %.40s", r.status, r.kind, r.body)
		cases = append(cases, Case{name, confluencetest.Respond(r.status, r.kind, r.body), 0, always(err, 1), false})
	}
	return cases
}

// errResponse is a response of the service without a kind of its own.
var errResponse = errors.New("a response")
