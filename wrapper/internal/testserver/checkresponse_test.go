package testserver_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
)

// responds is a handler that says one thing.
func responds(status int, kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if kind != "" {
			w.Header().Set("Content-Type", kind)
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

func TestWrongResponsesDoNotLeave(t *testing.T) {
	t.Parallel()
	const plain = "application/json"
	refusal := func(f *respond.Error) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { f.Write(w) }
	}
	const watch, label, user, create = "GET /wiki/rest/api/user/watch/label/{labelName}",
		"POST /wiki/rest/api/user/watch/label/{labelName}", "GET /wiki/rest/api/user", "POST /wiki/rest/api/group"
	tests := map[string]struct {
		operation string
		handler   http.HandlerFunc
		says      string // empty where the response is right
	}{
		"right":               {watch, responds(200, plain, `{"watching":true}`), ""},
		"right, no body":      {label, responds(204, "", ""), ""},
		"right, a refusal":    {user, refusal(respond.Bare(404, "x")), ""},
		"a status too many":   {watch, responds(201, plain, `{"watching":true}`), "status 201 is not in the contract"},
		"a refusal too many":  {watch, refusal(respond.Bare(409, "x")), "status 409 is not in the contract"},
		"a refusal seen":      {watch, refusal(respond.Bare(409, "x").Undocumented()), ""},
		"a missing property":  {watch, responds(200, plain, `{}`), `property "watching" is missing`},
		"a wrong type":        {watch, responds(200, plain, `{"watching":"yes"}`), "response body doesn't match schema"},
		"an unknown property": {watch, responds(200, plain, `{"watching":true,"since":1}`), ".since is not in the contract"},
		"further down":        {user, responds(200, plain, `{"type":"known","_links":{"slef":"x"}}`), "._links.slef is not in the contract"},
		"in a list":           {user, responds(200, plain, `{"type":"known","operations":[{"operation":"use","targetType":"x","typ":1}]}`), ".operations[].typ is not"},
		"an unknown value":    {user, responds(200, plain, `{"type":"friend"}`), "response body doesn't match schema"},
		"no JSON":             {watch, responds(200, plain, `watching`), "failed to decode"},
		"another format":      {watch, responds(200, "text/html", `<html>`), "response header Content-Type has unexpected value"},
		"no body":             {watch, responds(200, plain, ""), "failed to decode"},
		"a body too many":     {label, responds(204, plain, `{}`), "status 204 has a body"},
		"another success":     {create, responds(200, plain, `{"type":"group","name":"x","id":"y"}`), "status 200 is not in the contract"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			described := contract.Read(api.Cloud())
			s := testserver.New("/", described)
			to := described.Routes[test.operation]
			r := httptest.NewRequestWithContext(t.Context(), to.Method, to.Path, http.NoBody)
			w := httptest.NewRecorder()
			s.CheckedResponse(test.handler).ServeHTTP(w, route.With(r, to))
			if test.says == "" {
				require.Empty(t, s.Violations())
				require.NotEqual(t, http.StatusInternalServerError, w.Code)
				return
			}
			require.Equal(t, http.StatusInternalServerError, w.Code)
			require.Contains(t, w.Body.String(), "test server: ")
			violations := s.TakeViolations()
			require.Len(t, violations, 1)
			require.Contains(t, violations[0].Message, test.says)
			require.Contains(t, violations[0].Message, "response of "+to.Operation.OperationID+" ("+test.operation+"): ")
		})
	}
}
