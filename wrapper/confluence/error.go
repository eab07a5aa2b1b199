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

// Error is a call that failed after it was begun: the service refused it, the
// response was not the documented one, or no response came. It holds nothing of
// the request but its operation, method and path template: no credential, no
// query, no filled-in path.
//
// Test for the kind of failure with errors.Is, and get at the details with
// errors.AsType[*confluence.Error]. In a test double, &Error{StatusCode: 404} is
// enough: where Kind is nil, the status decides.
type Error struct {
	// Operation is the operationId in the contract, such as "getUser"; empty
	// for requests outside of it.
	Operation string
	// Method is the HTTP method.
	Method string
	// Path is the path template, such as "/wiki/rest/api/user/{userId}/property".
	Path string
	// StatusCode is the HTTP status; 0 where no response came.
	StatusCode int
	// Attempts is how often the request was sent; 0 where the call failed before
	// anything was.
	Attempts int
	// Message is what the service says went wrong, in the language of the
	// account; empty if it says nothing.
	Message string
	// Reason is the service's short name for it, on Data Center.
	Reason string
	// RequestID is the service's own id of the request, for its support.
	RequestID string
	// RetryAfter is how long the service asks to wait; zero if it does not.
	RetryAfter time.Duration
	// Reset is when the rate limit or the quota that refused the request is renewed and
	// requests are sent again, by the clock of this machine; zero where nobody knows.
	Reset time.Time
	// Scopes are what a token needs for the operation, with [ErrScope].
	Scopes Scopes
	// Uncertain is whether the service may have applied the request all the
	// same: an attempt reached it and no response told how it ended.
	Uncertain bool
	// Body is the beginning of the response, at most 64 KiB, without what it
	// repeats of the request's query and credential.
	Body []byte `json:"-"`
	// Kind is one of this package's sentinels, such as [ErrNotFound], or nil.
	Kind error `json:"-"`
	// Err is what caused the failure where it is not a response, such as
	// io.ErrUnexpectedEOF or context.DeadlineExceeded; or nil.
	Err error `json:"-"`
}

// Error describes the failure in one line.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(prefix(e.Operation, e.Method, e.Path))
	parts := make([]string, 0, 3)
	if e.StatusCode != 0 {
		parts = append(parts, statusLine(e.StatusCode))
	}
	if e.Message != "" {
		parts = append(parts, e.Message)
	}
	if e.Err != nil {
		parts = append(parts, e.Err.Error())
	}
	if len(parts) == 0 {
		parts = append(parts, "failed")
	}
	b.WriteString(strings.Join(parts, ": "))
	if advice := e.advice(); advice != "" {
		b.WriteString(" (" + advice + ")")
	}
	if e.Uncertain {
		b.WriteString(" (it may have been applied all the same)")
	}
	if e.RetryAfter > 0 && !e.tellsReset() {
		fmt.Fprintf(&b, " (retry after %s)", e.RetryAfter)
	}
	if e.Attempts > 1 {
		fmt.Fprintf(&b, " (after %d attempts)", e.Attempts)
	}
	if e.RequestID != "" {
		b.WriteString(" [request " + e.RequestID + "]")
	}
	return b.String()
}

// advice is what a reader should know of a kind of failure.
func (e *Error) advice() string {
	switch {
	case errors.Is(e.Kind, ErrScope):
		return strings.TrimPrefix(e.Scopes.advice()+"; ", "; ") +
			"scoped tokens need the base URL https://api.atlassian.com/ex/confluence/{cloudId}"
	case errors.Is(e.Kind, ErrNoRoute):
		return "no such address: check the base URL"
	case e.tellsReset():
		if _, said := errors.AsType[*notSentError](e.Err); !said {
			return usedUp(e.Reset)
		}
	case errors.Is(e.Kind, ErrUnexpectedContent):
		return "not the documented response"
	case errors.Is(e.Kind, ErrRedirect):
		return "redirects of writes and to other sites are not followed"
	}
	return ""
}

// tellsReset is whether the text names the time of the reset. It names no other then:
// what the service asked for is some seconds less.
func (e *Error) tellsReset() bool { return errors.Is(e.Kind, ErrQuota) && !e.Reset.IsZero() }

// Unwrap returns the kind of the failure and its cause.
func (e *Error) Unwrap() []error {
	var all []error
	if e.Kind != nil {
		all = append(all, e.Kind)
		if errors.Is(e.Kind, ErrQuota) {
			all = append(all, ErrRateLimited)
		}
	} else if kind := kindOfStatus(e.StatusCode); kind != nil {
		all = append(all, kind)
	}
	if e.Err != nil {
		all = append(all, e.Err)
	}
	return all
}

// LogValue gives slog the fields that are safe and useful to log.
func (e *Error) LogValue() slog.Value {
	attrs := []slog.Attr{
		slog.String("operation", e.Operation),
		slog.String("method", e.Method),
		slog.String("path", e.Path),
	}
	if e.StatusCode != 0 {
		attrs = append(attrs, slog.Int("status", e.StatusCode))
	}
	attrs = append(attrs, slog.Int("attempts", e.Attempts))
	if e.Message != "" {
		attrs = append(attrs, slog.String("message", e.Message))
	}
	if e.Uncertain {
		attrs = append(attrs, slog.Bool("uncertain", true))
	}
	if e.Err != nil {
		attrs = append(attrs, slog.String("cause", e.Err.Error()))
	}
	if e.RequestID != "" {
		attrs = append(attrs, slog.String("request_id", e.RequestID))
	}
	if e.RetryAfter > 0 {
		attrs = append(attrs, slog.Duration("retry_after", e.RetryAfter))
	}
	if !e.Reset.IsZero() {
		attrs = append(attrs, slog.Time("reset", e.Reset))
	}
	return slog.GroupValue(attrs...)
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

// fail is the error of a call that no response ended.
func (call *call) fail(err error) *Error {
	e := &Error{
		Operation: call.op.ID, Method: call.op.Method, Path: call.op.Path,
		Attempts: call.attempts, Uncertain: call.uncertain && !call.op.Reads,
	}
	e.Err = call.redact(err)
	return e
}
