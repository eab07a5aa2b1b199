package cloudtest

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	optable "github.com/confluence-people/go-sdk/wrapper/internal/library/operation"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
)

// needs are the scopes of an operation, of either kind.
type needs struct{ classic, granular []string }

func scopeTable() map[string]needs {
	all := map[string]needs{}
	for _, s := range gen.Scopes() {
		all[s.ID] = needs{s.Classic, s.Granular}
	}
	return all
}

func operationTable() *optable.Table {
	table := gen.Operations()
	ops := make([]optable.Operation, len(table))
	for i, op := range table {
		ops[i] = optable.Operation{ID: op.ID, Method: op.Method, Path: op.Path}
	}
	return optable.NewTable(ops)
}

// metBy reports whether the scopes of a token are enough.
func (n needs) metBy(scopes []string) bool {
	enough := func(kind []string) bool {
		return len(kind) > 0 && !slices.ContainsFunc(kind, func(s string) bool { return !slices.Contains(scopes, s) })
	}
	return enough(n.classic) || enough(n.granular)
}

// serveGateway is api.atlassian.com: it knows tokens, and what they may.
func (s *SignIn) serveGateway(w http.ResponseWriter, r *http.Request) {
	below, found := strings.CutPrefix(r.URL.EscapedPath(), basePath)
	if !found || !strings.HasPrefix(below, "/") { // is no site's
		s.forward(w, r, r.URL.Path, r.URL.RawPath, "")
		return
	}
	account, scopes, refusal := s.tokenAt(r.Header.Get("Authorization"), isV2(below))
	if refusal == nil && account != "" {
		op := s.operation(r.Method, below)
		if op != "" && !s.scopes[op].metBy(scopes) {
			refusal = refuseGateway("Unauthorized; scope does not match")
		}
	}
	if refusal != nil {
		r = testserver.WithRefusal(r, func(*http.Request) *respond.Error { return refusal })
	}
	s.forward(w, r, r.URL.Path, r.URL.RawPath, account)
}

// serveSite is the site's own address, where no scope is known and no token of
// OAuth 2.0.
func (s *SignIn) serveSite(w http.ResponseWriter, r *http.Request) {
	scheme, value, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	switch {
	case strings.EqualFold(scheme, "Bearer"):
		r = testserver.WithRefusal(r, refuseBearer)
	case strings.EqualFold(scheme, "Basic"):
		if _, token := basic(value); s.scopedToken(token) != nil {
			r = testserver.WithRefusal(r, refuseMalformed) // the one plain 401, of the container
		}
	}
	raw := r.URL.RawPath
	if raw != "" {
		raw = basePath + raw
	}
	s.forward(w, r, basePath+r.URL.Path, raw, "")
}

func refuseBearer(*http.Request) *respond.Error {
	return respond.Refuse(http.StatusForbidden, map[string]string{"error": "Failed to parse Connect Session Auth Token"})
}

// actingKey is for the account that a request is made for, where the gateway has
// looked at its token.
type actingKey struct{}

// serveElsewhere is for clients that have lost the path of the site.
func (s *SignIn) serveElsewhere(w http.ResponseWriter, r *http.Request) {
	r = testserver.WithRefusal(r, func(*http.Request) *respond.Error {
		return respond.HTML(http.StatusNotFound, "Not Found", "the site is below "+contextPath+", and below "+basePath+" as at the gateway")
	})
	s.forward(w, r, r.URL.Path, r.URL.RawPath, "")
}

// forward hands a request to the site, in the name of an account if there is
// one. The credential stays as it came, for the record.
func (s *SignIn) forward(w http.ResponseWriter, r *http.Request, path, raw, account string) {
	own := r.Clone(context.WithValue(r.Context(), actingKey{}, account))
	own.URL.Path, own.URL.RawPath = path, raw
	own.RequestURI = ""
	s.site.ServeHTTP(w, own)
}

// tokenAt returns the account and the scopes of a token, no account for a
// credential that the site itself has to look at.
func (s *SignIn) tokenAt(authorization string, v2 bool) (account string, scopes []string, refusal *respond.Error) {
	scheme, value, _ := strings.Cut(authorization, " ")
	if strings.EqualFold(scheme, "Basic") {
		email, token := basic(value)
		scoped := s.scopedToken(token)
		if scoped == nil {
			return "", nil, nil
		}
		if own, _ := s.site.Credential(scoped.account); own != email {
			return "", nil, refuseGateway("Unauthorized")
		}
		return scoped.account, scoped.scopes, nil
	}
	if !strings.EqualFold(scheme, "Bearer") {
		return "", nil, nil
	}
	if scoped := s.scopedToken(value); scoped != nil {
		return scoped.account, scoped.scopes, nil
	}
	access := s.provider.Find(value)
	switch {
	case access == nil:
		if strings.HasPrefix(value, "eyJ") {
			return "", nil, refuseGateway("Unauthorized")
		}
		return "", nil, nil
	case !s.provider.Good(access):
		return "", nil, s.refuseExpired(v2)
	}
	return access.Account, access.Scopes, nil
}

// refuseExpired refuses an expired or revoked token.
func (s *SignIn) refuseExpired(v2 bool) *respond.Error {
	s.mu.Lock()
	hide := s.hideExpired
	s.mu.Unlock()
	switch {
	case !hide:
		return refuseGateway("Unauthorized")
	case v2:
		return refuseV2(http.StatusNotFound, "NOT_FOUND", "Not Found")
	}
	return refuseMissing()
}

func refuseGateway(message string) *respond.Error {
	return respond.Refuse(http.StatusUnauthorized, struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	}{http.StatusUnauthorized, message})
}

func (s *SignIn) scopedToken(token string) *scopedToken {
	s.mu.Lock()
	defer s.mu.Unlock()
	if found, ok := s.scoped[token]; ok {
		return &found
	}
	return nil
}

// operation returns the operationId of a request; empty if it is for none.
func (s *SignIn) operation(method, path string) string {
	if method == http.MethodHead { // is served as GET
		method = http.MethodGet
	}
	if op := s.operations.Find(method, path); op != nil {
		return op.ID
	}
	return ""
}

// serveTenantInfo says which site this is, to anyone.
func (s *SignIn) serveTenantInfo(w http.ResponseWriter, _ *http.Request) {
	_ = respond.JSON(w, map[string]string{"cloudId": s.CloudID()}) // a plain value
}

// serveSites lists the sites that a token reaches: a site comes once for each
// product of whose scopes the token has any.
func (s *SignIn) serveSites(w http.ResponseWriter, r *http.Request) {
	account, scopes, refusal := s.tokenAt(r.Header.Get("Authorization"), false)
	if refusal == nil && account == "" {
		refusal = refuseGateway("Unauthorized")
	}
	if refusal != nil {
		refusal.Write(w)
		return
	}
	rows := []map[string]any{}
	ofJira := func(scope string) bool { return strings.Contains(scope, "jira") }
	for _, mine := range [][]string{
		slices.DeleteFunc(slices.Clone(scopes), ofJira),
		slices.DeleteFunc(slices.Clone(scopes), func(scope string) bool { return !ofJira(scope) }),
	} {
		if len(mine) > 0 {
			address := url.URL{Scheme: "http", Host: r.Host}
			rows = append(rows, map[string]any{
				"id": s.CloudID(), "name": "your-domain", "url": address.String(), "scopes": mine,
				"avatarUrl": "https://site-admin-avatar-cdn.prod.public.atl-paas.net/avatars/240/rocket.png",
			})
		}
	}
	_ = respond.JSON(w, rows) // plain values
}

func basic(value string) (user, secret string) {
	decoded, err := base64.StdEncoding.DecodeString(value)
	if err != nil {
		return "", ""
	}
	user, secret, _ = strings.Cut(string(decoded), ":")
	return user, secret
}
