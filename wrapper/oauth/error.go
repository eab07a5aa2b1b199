package oauth

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// The kinds of failure. Test for them with errors.Is. What fails for now, such
// as an identity provider that cannot be reached, is [confluence.ErrUnavailable].
var (
	// ErrConsent: the grant is gone, or there never was one: it was revoked, has
	// expired, or its refresh token was used up. A person has to consent (again).
	ErrConsent = errors.New("oauth: no grant; the person has to consent again")
	// ErrClient: the id or the secret of the app is wrong, or it may not do this.
	ErrClient = errors.New("oauth: the client id or secret is not accepted")
	// ErrDenied: the person did not consent.
	ErrDenied = errors.New("oauth: the person did not consent")
	// ErrState: what came to the redirect URL does not belong to this round trip.
	ErrState = errors.New("oauth: the state is not that of this round trip")
	// ErrStore: the store of the token could not be read or written.
	ErrStore = errors.New("oauth: the token store failed")
)

// Error is a failure to get a token. It holds no token, code, verifier or
// secret.
type Error struct {
	// Step is what failed, such as "refreshing".
	Step string
	// StatusCode is the HTTP status of the identity provider; 0 where no response
	// came.
	StatusCode int
	// Code is the provider's short name for the failure, such as "invalid_grant".
	Code string
	// Description is what else the provider says, without anything that may be
	// secret.
	Description string
	// Kind is one of this package's sentinels, [confluence.ErrUnavailable] or
	// another of package confluence; or nil.
	Kind error `json:"-"`
	// Err is what caused the failure where it is not a response; or nil.
	Err error `json:"-"`
}

// Error describes the failure in one line.
func (e *Error) Error() string {
	parts := []string{"oauth: " + e.Step}
	if e.Kind != nil {
		_, text, found := strings.Cut(e.Kind.Error(), ": ")
		if !found {
			text = e.Kind.Error()
		}
		parts = append(parts, text)
	}
	if e.StatusCode != 0 {
		parts = append(parts, strings.TrimSpace(strconv.Itoa(e.StatusCode)+" "+http.StatusText(e.StatusCode)))
	}
	for _, part := range []string{e.Code, e.Description} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if e.Err != nil {
		parts = append(parts, e.Err.Error())
	}
	return strings.Join(parts, ": ")
}

// Unwrap returns the kind of the failure and its cause.
func (e *Error) Unwrap() []error {
	var all []error
	for _, err := range []error{e.Kind, e.Err} {
		if err != nil {
			all = append(all, err)
		}
	}
	return all
}

// LogValue gives slog the description of the failure.
func (e *Error) LogValue() slog.Value { return slog.StringValue(e.Error()) }

// tokenError turns an error of golang.org/x/oauth2, which holds the whole
// response, into one that holds what may be shown.
func tokenError(step string, err error, secrets []string) *Error {
	e := &Error{Step: step}
	refused, ok := errors.AsType[*oauth2.RetrieveError](err)
	if !ok {
		if u, is := errors.AsType[*url.Error](err); is {
			err = u.Err // without the address
		}
		// A connection that failed, or a response that is none of the documented
		// ones: a page of an edge, or cut off.
		e.Kind, e.Err = confluence.ErrUnavailable, withoutSecrets(err, secrets)
		return e
	}
	if refused.Response != nil {
		e.StatusCode = refused.Response.StatusCode
	}
	e.Code = errorCode(refused.ErrorCode)
	e.Description = clean(refused.ErrorDescription, secrets)
	e.Kind = kindOf(e.StatusCode, e.Code)
	return e
}

// kindOf finds the kind of a refusal. Atlassian says unauthorized_client of a
// refresh token that is used up, and access_denied of a wrong secret.
func kindOf(status int, code string) error {
	switch code {
	case "invalid_grant", "unauthorized_client":
		return ErrConsent
	case "access_denied", "invalid_client":
		return ErrClient
	}
	switch {
	case status == http.StatusTooManyRequests, status >= 500, status < 300:
		return confluence.ErrUnavailable
	case status < 400:
		return confluence.ErrRedirect
	case code == "":
		// No identity provider speaks so: a proxy or an edge does.
		return confluence.ErrUnavailable
	}
	return nil
}

// checkContext reports a context that is nil.
func checkContext(ctx context.Context) error {
	if ctx == nil {
		return argument.Invalid("context", "is nil")
	}
	return nil
}
