package confluence

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"strings"
)

const (
	// maxErrorBody is how much of the body of an error is kept.
	maxErrorBody = 64 << 10
	// errorBodyMargin is how much more is read, so that what is hidden in it is whole.
	errorBodyMargin = 16 << 10
)

func isJSON(h http.Header) bool {
	contentType := headers{Header: h}.get("Content-Type")
	if contentType == "application/json" || contentType == "application/json;charset=UTF-8" {
		return true // what Confluence sends is not worth parsing each time
	}
	mediaType, _, err := mime.ParseMediaType(contentType)
	return err == nil && (mediaType == "application/json" || strings.HasSuffix(mediaType, "+json"))
}

// responseError is the error that a response amounts to. Kind is nil where the
// status and the body decide.
func (call *call) responseError(resp *http.Response, body []byte, kind, cause error) *Error {
	status := resp.StatusCode
	said := readErrorBody(body)
	e := &Error{
		Operation: call.op.ID, Method: call.op.Method, Path: call.op.Path,
		StatusCode: status,
		Attempts:   call.attempts,
		RequestID:  requestID(resp.Header),
		Body:       call.keptBody(body),
		Kind:       kind,
		Message:    short(call.redactText(said.message)),
		Reason:     short(call.redactText(said.reason)),
	}
	if cause != nil {
		e.Err = call.redact(cause)
	}
	e.RetryAfter, _ = retryAfter(resp)
	if kind == nil {
		e.Kind = classify(resp, said, body)
		if e.Kind == ErrScope { //nolint:errorlint // set by classify
			e.Scopes = Scopes{Classic: call.op.ClassicScopes, Granular: call.op.GranularScopes}
		}
	} else if e.Message == "" && cause == nil && status < 300 {
		e.Message = oneLine(fmt.Sprintf("content type %q", resp.Header.Get("Content-Type")))
	}
	return e
}

func requestID(h http.Header) string {
	for _, name := range []string{"Atl-Traceid", "X-Arequestid", "X-Request-Id"} {
		if id := (headers{Header: h}).get(name); id != "" {
			return oneLine(id)
		}
	}
	return ""
}

// classify finds the kind of failure where the status alone misleads.
func classify(resp *http.Response, said errorBody, body []byte) error {
	message := strings.ToLower(said.message)
	has := func(part string) bool { return strings.Contains(message, part) }
	switch status := resp.StatusCode; {
	case has("scope does not match"):
		return ErrScope
	case has("xsrf check failed"), hasFold(body, "xsrf check failed"):
		return ErrXSRF
	case has("deprecated endpoint has been removed") || strings.HasSuffix(said.class, ".GoneException"):
		return ErrGone
	case !said.json && (status == http.StatusForbidden || status == http.StatusNotFound) && fromEdge(resp.Header):
		return ErrUnavailable
	case status == http.StatusNotFound && said.noRoute:
		return ErrNoRoute
	case status == http.StatusForbidden && refusedCredential(resp.Header, has):
		return ErrUnauthorized
	}
	return kindOfStatus(resp.StatusCode)
}

// hasFold reports whether a text holds a phrase, which is in lower case and begins
// with a letter.
func hasFold(text []byte, phrase string) bool {
	for _, letter := range [...]byte{phrase[0], phrase[0] - ' '} {
		for rest := text; ; {
			at := bytes.IndexByte(rest, letter)
			if at < 0 || len(rest)-at < len(phrase) {
				break
			}
			if strings.EqualFold(string(rest[at:at+len(phrase)]), phrase) {
				return true
			}
			rest = rest[at+1:]
		}
	}
	return false
}

// fromEdge reports whether CloudFront calls the response an error. It says so of
// errors of the service itself, too; those come as JSON. Its own, with 403
// or 404, are seen when the service is under load, and pass within a minute.
func fromEdge(h http.Header) bool {
	return strings.Contains(strings.ToLower(h.Get("X-Cache")), "error from cloudfront")
}

// refusedCredential tells a 403 that means "who are you" from one that means
// "you may not". Cloud's v1 sends the former to a wrong or missing credential,
// Data Center to a login it denies.
func refusedCredential(h http.Header, has func(string) bool) bool {
	switch h.Get("X-Seraph-Loginreason") {
	case "AUTHENTICATED_FAILED", "AUTHENTICATION_DENIED":
		return true
	}
	return h.Get("X-Authentication-Denied-Reason") != "" ||
		has("caller cannot access confluence") ||
		has("current user not permitted to use confluence") ||
		has("failed to parse connect session auth token") ||
		has("basic authentication has been disabled") ||
		has("basic authentication failure") ||
		has("basic authentication with passwords is deprecated")
}
