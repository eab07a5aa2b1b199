package confluence

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// The kinds of failure. Test for them with errors.Is.
var (
	// ErrInvalid: an argument or an option was refused before any I/O.
	ErrInvalid = errors.New("confluence: invalid argument")
	// ErrRefused: the connection would not send a request to another host or
	// to a path that is no operation of the contract.
	ErrRefused = errors.New("confluence: request refused before sending")
	// ErrAnonymous: the caller's own account was needed and the site sees the
	// caller as nobody.
	ErrAnonymous = errors.New("confluence: the caller is anonymous")

	// ErrBadRequest: the service found the request wrong (400).
	ErrBadRequest = errors.New("confluence: bad request")
	// ErrUnauthorized: the credential is missing, wrong or not accepted. Cloud
	// answers 403 where others answer 401; such answers are found here too.
	ErrUnauthorized = errors.New("confluence: not authenticated")
	// ErrScope: the token is good but lacks a scope. Renewing it does not help;
	// scoped tokens also need the gateway's base URL.
	ErrScope = errors.New("confluence: token lacks a scope")
	// ErrLicense: no licence seat is left (402).
	ErrLicense = errors.New("confluence: no licence left")
	// ErrForbidden: the caller lacks a permission (403).
	ErrForbidden = errors.New("confluence: forbidden")
	// ErrXSRF: the service took a write for a cross-site forgery.
	ErrXSRF = errors.New("confluence: XSRF check failed")
	// ErrNotFound: there is no such thing, or the caller may not see it (404).
	ErrNotFound = errors.New("confluence: not found")
	// ErrNoRoute: the address itself is unknown (404): a wrong base URL, cloud
	// id or product version, not a missing user or group.
	ErrNoRoute = errors.New("confluence: no such address")
	// ErrConflict: what was to be created exists (409).
	ErrConflict = errors.New("confluence: conflict")
	// ErrGone: the service no longer has this operation (410).
	ErrGone = errors.New("confluence: gone")
	// ErrRateLimited: too many requests (429); see Error.RetryAfter.
	ErrRateLimited = errors.New("confluence: rate limited")
	// ErrNotImplemented: this site does not offer the operation (501).
	ErrNotImplemented = errors.New("confluence: not implemented")
	// ErrUnavailable: the service or the way to it failed for now: 502, 503, 504,
	// the answers of a failing edge, a connection that could not be made, broke
	// or ended in the middle of an answer. A write may have been applied.
	ErrUnavailable = errors.New("confluence: unavailable")

	// ErrUnexpectedContent: the answer is not the documented one: a login page,
	// an undocumented status, or a body that is missing or no JSON.
	ErrUnexpectedContent = errors.New("confluence: unexpected answer")
	// ErrRedirect: the service redirected a write, or a read to another host.
	ErrRedirect = errors.New("confluence: redirected")
	// ErrTooLarge: the answer is larger than the limit set by WithMaxBody.
	ErrTooLarge = errors.New("confluence: answer too large")
	// ErrStalled: a listing does not advance; the service repeats a page.
	ErrStalled = errors.New("confluence: listing does not advance")
)

// Error is an answer of the service that is not the documented success. It
// holds nothing of the request but its operation, method and path template: no
// credential, no query, no filled-in path.
type Error struct {
	// Operation is the operationId in the contract, such as "getUser"; empty
	// for requests outside of it.
	Operation string
	// Method is the HTTP method.
	Method string
	// Path is the path template, such as "/wiki/rest/api/user/{userId}/property".
	Path string
	// StatusCode is the HTTP status.
	StatusCode int
	// Message is what the service says went wrong, in the language of the
	// account; empty if it says nothing.
	Message string
	// Reason is the service's short name for it, on Data Center.
	Reason string
	// RequestID is the service's own id of the request, for its support.
	RequestID string
	// RetryAfter is how long the service asks to wait; zero if it does not.
	RetryAfter time.Duration
	// Body is the beginning of the answer as it came, at most 64 KiB.
	Body []byte `json:"-"`

	kind error
}

// Error describes the failure in one line.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(prefix(e.Operation, e.Method, e.Path))
	b.WriteString(statusLine(e.StatusCode))
	if e.Message != "" {
		b.WriteString(": " + e.Message)
	}
	if advice := adviceFor[e.kind]; advice != "" {
		b.WriteString(" (" + advice + ")")
	}
	if e.RetryAfter > 0 {
		fmt.Fprintf(&b, " (retry after %s)", e.RetryAfter)
	}
	if e.RequestID != "" {
		b.WriteString(" [request " + e.RequestID + "]")
	}
	return b.String()
}

//nolint:gochecknoglobals // a constant table
var adviceFor = map[error]string{
	ErrScope:             "the token lacks a scope; scoped tokens need the base URL https://api.atlassian.com/ex/confluence/{cloudId}",
	ErrNoRoute:           "no such address: check the base URL",
	ErrUnexpectedContent: "not the documented answer",
	ErrRedirect:          "redirects of writes and to other hosts are not followed",
}

// Unwrap returns the kind of the failure, one of this package's sentinels, or
// nil.
func (e *Error) Unwrap() error {
	if e.kind != nil {
		return e.kind
	}
	return kindOfStatus(e.StatusCode)
}

// LogValue gives slog the fields that are safe and useful to log.
func (e *Error) LogValue() slog.Value {
	attrs := []slog.Attr{
		slog.String("operation", e.Operation),
		slog.String("method", e.Method),
		slog.String("path", e.Path),
		slog.Int("status", e.StatusCode),
		slog.String("message", e.Message),
	}
	if e.RequestID != "" {
		attrs = append(attrs, slog.String("request_id", e.RequestID))
	}
	if e.RetryAfter > 0 {
		attrs = append(attrs, slog.Duration("retry_after", e.RetryAfter))
	}
	return slog.GroupValue(attrs...)
}

func kindOfStatus(status int) error {
	switch status {
	case http.StatusBadRequest:
		return ErrBadRequest
	case http.StatusUnauthorized:
		return ErrUnauthorized
	case http.StatusPaymentRequired:
		return ErrLicense
	case http.StatusForbidden:
		return ErrForbidden
	case http.StatusNotFound:
		return ErrNotFound
	case http.StatusConflict:
		return ErrConflict
	case http.StatusGone:
		return ErrGone
	case http.StatusTooManyRequests:
		return ErrRateLimited
	case http.StatusNotImplemented:
		return ErrNotImplemented
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return ErrUnavailable
	}
	return nil
}

// statusLine is how errors write a status.
func statusLine(status int) string {
	return strings.TrimSpace(strconv.Itoa(status) + " " + http.StatusText(status))
}

func prefix(operation, method, path string) string {
	s := "confluence: "
	if operation != "" {
		s += operation + ": "
	}
	if method != "" {
		s += method
		if path != "" {
			s += " " + path
		}
		s += ": "
	}
	return s
}

// fail names the operation in an error that is not an answer.
func (op *call) fail(err error) error {
	err = withoutURL(err)
	if text := op.hide(err.Error()); text != err.Error() {
		err = &scrubbed{text: text, causes: []error{err}}
	}
	return fmt.Errorf("%s%w", prefix(op.id, op.method, op.template), err)
}
