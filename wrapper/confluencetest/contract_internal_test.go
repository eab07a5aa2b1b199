package confluencetest

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
)

func TestEveryOperationIsServed(t *testing.T) {
	t.Parallel()
	described := cloudContract()
	operations := &operationMux{
		mux: http.NewServeMux(), prefix: cloudBase, contract: described,
		around: func(next http.Handler) http.Handler { return next },
	}
	strict := server.NewStrictHandlerWithOptions(cloudHandlers{}, nil, server.StrictHTTPServerOptions{})
	server.HandlerWithOptions(strict, server.StdHTTPServerOptions{BaseURL: cloudBase, BaseRouter: operations})
	require.NotEmpty(t, described.routes)
	for name, route := range described.routes {
		path := cloudBase + regexp.MustCompile(`\{\w+\}`).ReplaceAllString(route.Path, "a%2Fb")
		r := httptest.NewRequestWithContext(t.Context(), route.Method, path, http.NoBody)
		require.Equal(t, route, operations.find(r), name)
	}
}

// answers is a handler that says one thing.
func answers(status int, kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if kind != "" {
			w.Header().Set("Content-Type", kind)
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

func TestWrongAnswersDoNotLeave(t *testing.T) {
	t.Parallel()
	const plain = "application/json"
	fault := func(f *fault) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { f.write(w) }
	}
	const watch, label, user, create = "GET /wiki/rest/api/user/watch/label/{labelName}",
		"POST /wiki/rest/api/user/watch/label/{labelName}", "GET /wiki/rest/api/user", "POST /wiki/rest/api/group"
	tests := map[string]struct {
		operation string
		handler   http.HandlerFunc
		says      string // empty where the answer is right
	}{
		"right":               {watch, answers(200, plain, `{"watching":true}`), ""},
		"right, no body":      {label, answers(204, "", ""), ""},
		"right, a fault":      {user, fault(notFound("x")), ""},
		"a status too many":   {watch, answers(201, plain, `{"watching":true}`), "status 201 is not in the contract"},
		"a fault too many":    {watch, fault(conflict("x")), "status 409 is not in the contract"},
		"a fault that exists": {watch, fault(conflict("x").asSeen()), ""},
		"a missing property":  {watch, answers(200, plain, `{}`), `property "watching" is missing`},
		"a wrong type":        {watch, answers(200, plain, `{"watching":"yes"}`), "response body doesn't match schema"},
		"an unknown property": {watch, answers(200, plain, `{"watching":true,"since":1}`), ".since is not in the contract"},
		"further down":        {user, answers(200, plain, `{"type":"known","_links":{"slef":"x"}}`), "._links.slef is not in the contract"},
		"in a list":           {user, answers(200, plain, `{"type":"known","operations":[{"operation":"use","targetType":"x","typ":1}]}`), ".operations[].typ is not"},
		"an unknown value":    {user, answers(200, plain, `{"type":"friend"}`), "response body doesn't match schema"},
		"no JSON":             {watch, answers(200, plain, `watching`), "failed to decode"},
		"another format":      {watch, answers(200, "text/html", `<html>`), "response header Content-Type has unexpected value"},
		"no body":             {watch, answers(200, plain, ""), "failed to decode"},
		"a body too many":     {label, answers(204, plain, `{}`), "status 204 has a body"},
		"another success":     {create, answers(200, plain, `{"type":"group","name":"x","id":"y"}`), "status 200 is not in the contract"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			described, s := cloudContract(), &Server{}
			route := described.routes[test.operation]
			r := httptest.NewRequestWithContext(t.Context(), route.Method, route.Path, http.NoBody)
			w := httptest.NewRecorder()
			s.checkAnswer(described, test.handler).ServeHTTP(w, withExchange(r, &exchange{route: route, request: r}))
			if test.says == "" {
				require.Empty(t, s.Violations())
				require.NotEqual(t, http.StatusInternalServerError, w.Code)
				return
			}
			require.Equal(t, http.StatusInternalServerError, w.Code)
			require.Contains(t, w.Body.String(), "confluencetest: ")
			require.Len(t, s.Violations(), 1)
			require.Contains(t, s.Violations()[0], test.says)
			require.Contains(t, s.Violations()[0], "answer of "+route.Operation.OperationID+" ("+test.operation+"): ")
		})
	}
}

func TestGeneratedCodeOutOfStepIsAViolation(t *testing.T) {
	t.Parallel()
	site := NewCloud()
	w := httptest.NewRecorder()
	site.fail(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/x", http.NoBody), errors.New("not understood"))
	require.Equal(t, http.StatusBadRequest, w.Code)
	require.True(t, strings.HasSuffix(site.Violations()[0], "not understood"), site.Violations())
}
