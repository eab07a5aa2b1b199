package cloudtest

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/address"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
)

// authenticated is the seventh stage: it finds out who asks. Cloud has no clear
// 401: v1 refuses with 403, v2 with 404.
func (s *Server) authenticated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		to := route.Match(r.Context()).Route
		caller, refusal := s.signIn(r, isV2(to.Path))
		if refusal == nil && caller == "" {
			refusal = refuseVisitor(to.Operation.OperationID, isV2(to.Path))
		}
		if refusal != nil {
			refusal.Write(w)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, caller)))
	})
}

type callerKey struct{}

// callerOf returns the account that asks; empty for a visitor.
func callerOf(ctx context.Context) string {
	caller, _ := ctx.Value(callerKey{}).(string)
	return caller
}

// signIn returns the account behind a credential, or none for a visitor where
// the site is open to them.
func (s *Server) signIn(r *http.Request, v2 bool) (caller string, refusal *respond.Error) {
	authorization := r.Header.Get("Authorization")
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	if acting, _ := r.Context().Value(actingKey{}).(string); s.store.user(acting) != nil {
		return acting, nil
	}
	scheme, value, _ := strings.Cut(authorization, " ")
	switch {
	case authorization == "" && s.anonymous:
		return "", nil
	case authorization == "" && !v2:
		return "", refuseMissing()
	case strings.EqualFold(scheme, "Basic"):
		decoded, err := base64.StdEncoding.DecodeString(value)
		email, token, found := strings.Cut(string(decoded), ":")
		if err != nil || !found {
			return "", refuseMalformed(r)
		}
		if u := s.store.bySecret[token]; u != nil && u.email == email && !s.store.isExpired(u) {
			return u.id, nil
		}
	case strings.EqualFold(scheme, "Bearer"):
		if u := s.store.bySecret[value]; u != nil && !s.store.isExpired(u) {
			return u.id, nil
		}
	}
	if v2 {
		return "", refuseV2(http.StatusNotFound, "NOT_FOUND", "Not Found")
	}
	return "", respond.Bare(http.StatusForbidden, "com.atlassian.confluence.mvc.rest.common.exception."+
		`StacklessResponseStatusException: 403 FORBIDDEN "Request rejected because caller cannot access Confluence"`)
}

// refuseMissing differs from other refusals in the order of its keys and in
// the headers against caches.
func refuseMissing() *respond.Error {
	f := respond.Refuse(http.StatusForbidden, struct {
		Message    string `json:"message"`
		StatusCode int    `json:"statusCode"`
	}{"Current user not permitted to use Confluence", http.StatusForbidden})
	f.Header = map[string]string{
		"Cache-Control": "no-cache, no-store, must-revalidate",
		"Expires":       "Thu, 01 Jan 1970 00:00:00 GMT",
	}
	return f
}

// refuseMalformed is the one plain 401, and it comes from the container.
func refuseMalformed(r *http.Request) *respond.Error {
	f := respond.HTML(http.StatusUnauthorized, "HTTP Status 401 – Unauthorized")
	f.Header = map[string]string{"WWW-Authenticate": `OAuth realm="` + url.QueryEscape(address.Base(r.Context())) + `"`}
	return f
}

// refuseVisitor says what a visitor may not ask for: anything but who they are.
func refuseVisitor(operation string, v2 bool) *respond.Error {
	switch {
	case operation == "getCurrentUser" || operation == "getAnonymousUser":
		return nil
	case v2:
		return refuseV2(http.StatusNotFound, "NOT_FOUND", "Not Found")
	}
	return forbidden("User not permitted to view user profiles")
}
