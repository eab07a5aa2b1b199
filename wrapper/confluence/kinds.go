package confluence

import (
	"errors"
	"net/http"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// The kinds of failure. Test for them with errors.Is.
var (
	// ErrInvalid: an argument or an option was refused before any I/O.
	ErrInvalid = argument.ErrInvalid
	// ErrRefused: the connection would not send a request to another host or
	// to a path that is no operation of the contract.
	ErrRefused = errors.New("confluence: request refused before sending")
	// ErrReadOnly: the client was made with [WithReadOnly] and the operation is
	// a write.
	ErrReadOnly = errors.New("confluence: the client is read-only")
	// ErrAnonymous: the caller's own account was needed and the site sees the
	// caller as nobody.
	ErrAnonymous = errors.New("confluence: the caller is anonymous")

	// ErrBadRequest: the service found the request wrong (400).
	ErrBadRequest = errors.New("confluence: bad request")
	// ErrUnauthorized: the credential is missing, wrong or not accepted. Cloud
	// answers 403 where others answer 401; those are found here too.
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
	// ErrRateLimited: too many requests (429), or a request that was not sent since
	// it would be one too many; see Error.RetryAfter.
	ErrRateLimited = errors.New("confluence: rate limited")
	// ErrQuota: the points that an app has in an hour on Cloud are used up; see
	// Error.Reset. The error is also ErrRateLimited.
	ErrQuota = errors.New("confluence: the quota is used up")
	// ErrNotImplemented: this site does not offer the operation (501).
	ErrNotImplemented = errors.New("confluence: not implemented")
	// ErrUnavailable: the service or the way to it failed for now: 502, 503, 504,
	// the responses of a failing edge, a connection that could not be made, broke
	// or ended in the middle of a response, a response that took too long. See
	// Error.Uncertain for whether a write may have been applied.
	ErrUnavailable = errors.New("confluence: unavailable")

	// ErrUnexpectedContent: the response is not the documented one: a login page,
	// an undocumented status, or a body that is missing or not the documented
	// JSON.
	ErrUnexpectedContent = errors.New("confluence: unexpected response")
	// ErrRedirect: the service redirected a write, or a read to another host.
	ErrRedirect = errors.New("confluence: redirected")
	// ErrTooLarge: the response is larger than the limit set by WithMaxBody.
	ErrTooLarge = errors.New("confluence: response too large")
	// ErrStalled: a listing or a task does not advance: the service repeats a page,
	// or a task stands still.
	ErrStalled = errors.New("confluence: no progress")
	// ErrChanged: a listing changed so much while a walk went through it, or
	// contradicts its own count, that rows may be missing. Walk again.
	ErrChanged = errors.New("confluence: the listing changed while it was read")
)

// kindOfStatus returns the kind of failure that a status alone stands for.
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
