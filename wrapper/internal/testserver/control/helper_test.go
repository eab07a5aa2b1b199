package control_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/confluence-people/go-sdk/api"
	gen "github.com/confluence-people/go-sdk/gen/control"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// steered is a test server with its control API.
type steered struct {
	t       *testing.T
	site    http.Handler
	control http.Handler
	base    string
	token   string // of the administrator
	// described finds the operation of a request, to check the response.
	described *route.Mux
	contract  *contract.Contract
}

const cloudSeed = `
users:
- {accountId: "712020:ada", name: Ada Example, email: ada@example.com, admin: true}
- {accountId: "712020:grace", name: Grace Example, tokenExpires: 1h}
groups:
- {name: writers, members: ["712020:ada", "712020:grace"]}
- {name: readers}
spaces: [{key: DOCS, name: Documentation}]
pages: [{space: DOCS, title: Welcome, creator: "712020:grace", labels: [howto]}]
watches:
- {account: "712020:ada", space: DOCS}
- {account: "712020:ada", label: howto}
tasks:
- {name: copy, duration: 1h, messages: [half way]}
- {name: export, fail: The disk is full.}
`

const datacenterSeed = `
users:
- {username: ada, fullName: Ada Example, password: secret, admin: true}
- {username: grace, disabled: true}
groups:
- {name: writers, members: [ada, grace], children: [readers]}
- {name: readers}
spaces: [{key: DOCS, name: Documentation}]
pages: [{space: DOCS, title: Welcome, creator: ada}]
watches:
- {user: ada, space: DOCS, contentType: blogpost}
tasks:
- {name: copy, duration: 1h}
`

func cloudSite(t *testing.T, opts *confluencetest.ControlOptions) *steered {
	t.Helper()
	site := cloudtest.New()
	t.Cleanup(site.Close)
	require.NoError(t, site.LoadSeed([]byte(cloudSeed)))
	_, token := site.Credential(site.AdminID())
	return steer(t, site, site.Control(opts), site.BasePath(), token)
}

func datacenterSite(t *testing.T) *steered {
	t.Helper()
	site := datacentertest.New()
	t.Cleanup(site.Close)
	require.NoError(t, site.LoadSeed([]byte(datacenterSeed)))
	return steer(t, site, site.Control(nil), site.BasePath(), site.Token("admin"))
}

func steer(t *testing.T, site, control http.Handler, base, token string) *steered {
	t.Helper()
	described := contract.Read(api.Control())
	mux := route.NewMux("", described, func(next http.Handler) http.Handler { return next })
	gen.HandlerWithOptions(nil, gen.StdHTTPServerOptions{BaseRouter: mux})
	return &steered{t, site, control, base, token, mux, described}
}

// do sends a request to the control API from this machine, and holds the response
// against the description.
func (s *steered) do(method, path, body string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequestWithContext(s.t.Context(), method, "http://127.0.0.1:8085/-/"+path, strings.NewReader(body))
	r.RemoteAddr = "127.0.0.1:50000"
	return s.send(r)
}

func (s *steered) send(r *http.Request) *httptest.ResponseRecorder {
	s.t.Helper()
	got := httptest.NewRecorder()
	s.control.ServeHTTP(got, r)
	if to := s.described.Find(r); to != nil {
		require.NoError(s.t, s.contract.CheckResponse(r, to, got), got.Body)
	}
	return got
}

// get decodes a response of 200.
func get[T any](s *steered, path string) T {
	s.t.Helper()
	got := s.do(http.MethodGet, path, "")
	require.Equal(s.t, http.StatusOK, got.Code, got.Body)
	var value T
	require.NoError(s.t, json.Unmarshal(got.Body.Bytes(), &value))
	return value
}

// change sends a request and requires a status.
func (s *steered) change(status int, method, path, body string) string {
	s.t.Helper()
	got := s.do(method, path, body)
	require.Equal(s.t, status, got.Code, got.Body)
	return got.Body.String()
}

// ask sends a request to the site, as the administrator, and returns the status.
func (s *steered) ask(method, path, body string) int {
	s.t.Helper()
	r := httptest.NewRequestWithContext(s.t.Context(), method, "http://127.0.0.1:8085"+s.base+path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+s.token)
	r.Header.Set("X-Atlassian-Token", "no-check")
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	got := httptest.NewRecorder()
	s.site.ServeHTTP(got, r)
	return got.Code
}
