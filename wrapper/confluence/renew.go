package confluence

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// RenewableToken asks fn for a bearer token before each attempt, and once more
// when the service rejects that token: with 401, unless a scope is what is
// missing, or, once the token's own expiry has passed, with the 403 (v1) or 404
// (v2) of Cloud's gateway. If fn then returns another token the request is sent
// once more, a write as well, since the service refused it.
//
// Rejected is empty before an attempt, else the token that was rejected. Where
// fn has no other, it returns the same one, and the call ends with what the
// service said. The expiry is the token's own; zero if it has none. In contrast
// to [TokenFunc], fn is called concurrently. Package oauth has the usual fn.
func RenewableToken(fn func(ctx context.Context, rejected string) (token string, expiry time.Time, err error)) Auth {
	if fn == nil {
		return badAuth("the token function is nil")
	}
	return Auth{chosen: true, renew: func(ctx context.Context, rejected string) (string, time.Time, error) {
		token, expiry, err := fn(ctx, rejected)
		if err != nil {
			return "", time.Time{}, fmt.Errorf("getting a token: %w", err)
		}
		return token, expiry.Round(0), checkToken(token) // a time of day: the other clock stops while a machine sleeps
	}}
}

// attachToken puts a renewable token into the request of one attempt.
func (a Auth) attachToken(req *http.Request, call *call) error {
	token, expiry, err := a.renew(req.Context(), "")
	if err != nil {
		return err
	}
	call.token, call.expiry = token, expiry
	req.Header.Set("Authorization", "Bearer "+token)
	call.secrets = append(call.secrets, req.Header["Authorization"]...)
	return nil
}

// rejected reports whether a response rejects the token itself.
func (call *call) rejected(failure *Error) bool {
	if call.token == "" || errors.Is(failure.Kind, ErrScope) {
		return false
	}
	switch failure.StatusCode {
	case http.StatusUnauthorized:
		return true
	case http.StatusForbidden:
		return call.expired() && !strings.HasPrefix(call.op.Path, v2)
	case http.StatusNotFound:
		return call.expired() && strings.HasPrefix(call.op.Path, v2)
	}
	return false
}

// v2 is where Cloud's second API begins.
const v2 = "/wiki/api/v2/"

func (call *call) expired() bool {
	return !call.expiry.IsZero() && !time.Now().Before(call.expiry)
}

// renewed asks for another token in place of the one that was rejected, once in
// a call, and reports whether there is one.
func (c *Conn) renewed(call *call, failure *Error) (bool, error) {
	if call.renewals > 0 || !call.rejected(failure) {
		return false, nil
	}
	call.renewals++
	began := time.Now()
	defer func() { call.left -= time.Since(began) }()
	ctx, cancel := call.attemptContext()
	defer cancel()
	before := call.token
	token, _, err := c.auth.renew(ctx, before)
	return err == nil && token != before, err
}

// withCause returns the same failure with a further cause.
func (call *call) withCause(failure *Error, err error) *Error {
	own := *failure
	own.Err = call.redact(err)
	return &own
}
