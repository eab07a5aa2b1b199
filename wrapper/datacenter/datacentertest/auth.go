package datacentertest

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/address"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
)

// visitor is what a visitor is called.
const visitor = "anonymous"

// captchaAfter is how many wrong passwords in a row it takes until only a login
// in a browser helps.
const captchaAfter = 3

// authenticated is the sixth stage: it finds out who asks, and says so in the
// headers of the response.
func (s *Server) authenticated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		caller, username, refusal := s.signIn(r)
		h := w.Header()
		h.Set("X-Asen", "SEN-2507361")
		h.Set("X-Confluence-Request-Time", strconv.FormatInt(time.Now().UnixMilli(), 10))
		h.Set("X-Ausername", username)
		if refusal == nil && caller == nil {
			refusal = refuseAnonymous(route.Match(r.Context()).Route.Operation)
		}
		if refusal != nil {
			refusal.Write(w)
			return
		}
		if caller != nil {
			h.Set("X-Seraph-Loginreason", "OK")
			setFullRateLimit(h)
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, caller)))
	})
}

// setFullRateLimit sets the headers of a bucket that is never empty. To wait
// for no time is what they say as long as that is so. The rate is one that nobody
// meets: clients that keep to what is named would pace themselves in every test.
func setFullRateLimit(h http.Header) {
	h.Set("X-Ratelimit-Limit", "100000")
	h.Set("X-Ratelimit-Remaining", "99999")
	h.Set("X-Ratelimit-Interval-Seconds", "1")
	h.Set("X-Ratelimit-Fillrate", "100000")
	h.Set("Retry-After", "0")
}

type callerKey struct{}

// callerOf returns the user who asks; nil for a visitor. It stays even if the
// user is deleted meanwhile.
func callerOf(ctx context.Context) *user {
	caller, _ := ctx.Value(callerKey{}).(*user)
	return caller
}

// signIn returns the user behind a credential, or nobody for a visitor where the
// instance is open to them. A wrong token makes a visitor, too.
func (s *Server) signIn(r *http.Request) (caller *user, username string, refusal *respond.Error) {
	defer s.locked()()
	scheme, value, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	switch {
	case strings.EqualFold(scheme, "Basic"):
		if caller, refusal = s.basic(r, value); refusal != nil {
			return nil, visitor, refusal
		}
	case strings.EqualFold(scheme, "Bearer"):
		caller = s.bearer(r, value)
	}
	switch {
	case caller == nil && s.anonymous:
		return nil, visitor, nil
	case caller == nil:
		return nil, visitor, refuseLogin(r, http.StatusUnauthorized, "Unauthorized (401)", "")
	}
	caller.lastLogin = s.store.Clock.Now()
	return caller, caller.username, nil
}

// bearer returns the user of a token, which is the user's own or was looked at by
// the provider; nil for none.
func (s *Server) bearer(r *http.Request, token string) *user {
	u := s.store.bySecret[token]
	if acting, ok := r.Context().Value(actingKey{}).(string); ok {
		u = s.store.userByName(acting)
	} else if u != nil && s.store.isExpired(u) {
		return nil
	}
	if u == nil || u.disabled {
		return nil
	}
	return u
}

// basic looks at a name and a password.
func (s *Server) basic(r *http.Request, value string) (*user, *respond.Error) {
	if s.noBasic {
		return nil, refuseBare(http.StatusForbidden, "Basic Authentication has been disabled on this instance.")
	}
	decoded, err := base64.StdEncoding.DecodeString(value)
	name, password, found := strings.Cut(string(decoded), ":")
	u := s.store.userByName(name)
	switch {
	case err == nil && found && u != nil && u.failures >= captchaAfter:
		f := refuseBasic(r, http.StatusForbidden, "AUTHENTICATION_DENIED")
		f.Header["X-Authentication-Denied-Reason"] = "CAPTCHA_CHALLENGE; login-url=" + address.Base(r.Context()) + loginPage
		return nil, f
	case err != nil || !found || u == nil || u.disabled:
		return nil, refuseBasic(r, http.StatusUnauthorized, "AUTHENTICATED_FAILED")
	case !u.proves(password):
		u.failures++
		return nil, refuseBasic(r, http.StatusUnauthorized, "AUTHENTICATED_FAILED")
	}
	u.failures = 0
	return u, nil
}

func refuseBasic(r *http.Request, status int, reason string) *respond.Error {
	return refuseLogin(r, status, "Basic Authentication Failure - Reason : "+reason, reason)
}

// refuseLogin is a page, not JSON: the login is not part of the API.
func refuseLogin(r *http.Request, status int, title, reason string) *respond.Error {
	f := respond.HTML(status, title)
	f.Header = map[string]string{}
	if status == http.StatusUnauthorized {
		f.Header["WWW-Authenticate"] = `OAuth realm="` + url.QueryEscape(address.Base(r.Context())) + `"`
	}
	if reason != "" {
		f.Header["X-Seraph-LoginReason"] = reason
	}
	return f
}

// refuseAnonymous says what a visitor may not ask for: anything but who they
// are. Operations that know what it is not to be logged in say that.
func refuseAnonymous(operation *openapi3.Operation) *respond.Error {
	switch {
	case operation.OperationID == "getCurrentUser" || operation.OperationID == "getAnonymousUser":
		return nil
	case operation.Responses.Status(http.StatusUnauthorized) != nil:
		return refuse(http.StatusUnauthorized, "Authentication is required", false, true)
	}
	return forbidden("User not permitted to view user profiles")
}
