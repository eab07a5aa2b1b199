package confluence

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"
)

// maxErrorBody is how much of the body of an error is read and kept.
const maxErrorBody = 64 << 10

// checkResponse closes and turns into an [Error] every answer that is not the
// documented success. It runs for every generated method, wrapped or not.
func checkResponse(op *call, resp *http.Response) error {
	switch status := resp.StatusCode; {
	case status >= 400:
		return failure(op, resp, nil)
	case status >= 300:
		return failure(op, resp, ErrRedirect)
	case status < 200, !op.endsWith(status):
		return failure(op, resp, ErrUnexpectedContent)
	case op.method != http.MethodHead && !isJSON(resp.Header) && hasBody(resp):
		return failure(op, resp, ErrUnexpectedContent)
	}
	return nil
}

func isJSON(h http.Header) bool {
	contentType := h.Get("Content-Type")
	if contentType == "application/json" || contentType == "application/json;charset=UTF-8" {
		return true // what Confluence sends is not worth parsing each time
	}
	mediaType, _, err := mime.ParseMediaType(contentType)
	return err == nil && (mediaType == "application/json" || strings.HasSuffix(mediaType, "+json"))
}

// hasBody reports whether the answer has at least one byte of body. What it
// reads to find out, be it an error, is there to be read again.
func hasBody(resp *http.Response) bool {
	if resp.ContentLength >= 0 {
		return resp.ContentLength > 0
	}
	var start [1]byte
	n, err := io.ReadFull(resp.Body, start[:])
	rest := io.Reader(resp.Body)
	if err != nil {
		rest = failedReader{err}
	}
	resp.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(start[:n]), rest), resp.Body}
	return n > 0
}

type failedReader struct{ err error }

func (r failedReader) Read([]byte) (int, error) { return 0, r.err }

// failure reads and closes an answer and returns the error it amounts to.
func failure(op *call, resp *http.Response, kind error) error {
	// What could be read is worth more than the reason why no more could.
	body := readWithin(resp.Body, maxErrorBody, errorBodyTime)
	e := &Error{
		Operation:  op.id,
		Method:     op.method,
		Path:       op.template,
		StatusCode: resp.StatusCode,
		RequestID:  requestID(resp.Header),
		Body:       body,
		kind:       kind,
	}
	e.RetryAfter, _ = retryAfter(resp, time.Now())
	said := readFault(body)
	e.Message, e.Reason = op.hide(said.message), op.hide(said.reason)
	if kind == nil {
		e.kind = classify(resp, said)
	} else if e.Message == "" && resp.StatusCode < 300 {
		e.Message = oneLine(fmt.Sprintf("content type %q", resp.Header.Get("Content-Type")))
	}
	return e
}

func requestID(h http.Header) string {
	for _, name := range []string{"Atl-Traceid", "X-Arequestid", "X-Request-Id"} {
		if id := h.Get(name); id != "" {
			return oneLine(id)
		}
	}
	return ""
}

// classify finds the kind of failure where the status alone misleads.
func classify(resp *http.Response, said fault) error {
	message := strings.ToLower(said.message)
	has := func(part string) bool { return strings.Contains(message, part) }
	switch status := resp.StatusCode; {
	case has("scope does not match"):
		return ErrScope
	case has("xsrf check failed"):
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

// fromEdge reports whether CloudFront calls the answer an error. It says so of
// errors the service itself answers, too; those come as JSON. Its own, with 403
// or 404, are seen when the service is under load, and pass within a minute.
func fromEdge(h http.Header) bool {
	return strings.Contains(strings.ToLower(h.Get("X-Cache")), "error from cloudfront")
}

// refusedCredential tells a 403 that means "who are you" from one that means
// "you may not". Cloud's v1 answers the former to a wrong or missing credential,
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

// alreadyDeleted reports whether an error says that an earlier attempt of the
// same DELETE was applied after all: its outcome was unknown, and now there is
// nothing to delete.
func (op *call) alreadyDeleted(err error) bool {
	return op.method == http.MethodDelete && op.unknown && errors.Is(err, ErrNotFound) &&
		op.endsWith(http.StatusNoContent)
}

// endsWith reports whether a status is a documented success.
func (op *call) endsWith(status int) bool {
	return len(op.success) == 0 || slices.Contains(op.success, status)
}

func noContent(resp *http.Response) *http.Response {
	resp.StatusCode, resp.Status = http.StatusNoContent, "204 No Content"
	resp.Body, resp.ContentLength = http.NoBody, 0
	return resp
}
