package cloudtest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// front is the surroundings of a site, asked by hand.
type front struct {
	*cloudtest.SignIn
	t          *testing.T
	site       *cloudtest.Server
	id, secret string
}

const back = "http://localhost:1/callback"

func newFront(t *testing.T) *front {
	t.Helper()
	site := cloudtest.Start(t)
	f := &front{SignIn: cloudtest.StartSignIn(t, site), t: t, site: site}
	f.id, f.secret = f.AddApp(back)
	return f
}

// ask sends a request, and returns the status and the body.
func (f *front) ask(method, path, authorization, contentType, body string) (int, string) {
	f.t.Helper()
	req, err := http.NewRequestWithContext(f.t.Context(), method, f.MemoryURL()+path, strings.NewReader(body))
	require.NoError(f.t, err)
	if authorization != "" {
		req.Header.Set("Authorization", authorization)
	}
	if contentType != "" {
		req.Header.Set("Content-Type", contentType)
	}
	client := f.HTTPClient()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resp, err := client.Do(req)
	require.NoError(f.t, err)
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	require.NoError(f.t, err)
	return resp.StatusCode, string(raw)
}

type tokens struct {
	Access  string `json:"access_token"`
	Refresh string `json:"refresh_token"`
	Scope   string `json:"scope"`
	Expires int    `json:"expires_in"`
	Type    string `json:"token_type"`
	Error   string `json:"error"`
	Why     string `json:"error_description"`
}

func (f *front) token(fields ...string) (int, tokens) {
	f.t.Helper()
	form := url.Values{"client_id": {f.id}, "client_secret": {f.secret}}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	status, body := f.ask("POST", "/oauth/token", "", "application/x-www-form-urlencoded", form.Encode())
	var said tokens
	require.NoError(f.t, json.Unmarshal([]byte(body), &said), body)
	return status, said
}

func (f *front) address(extra ...string) string {
	q := url.Values{
		"audience": {"api.atlassian.com"}, "client_id": {f.id}, "scope": {"read:confluence-user offline_access"},
		"redirect_uri": {back}, "state": {"s"}, "response_type": {"code"}, "prompt": {"consent"},
	}
	for i := 0; i < len(extra); i += 2 {
		q.Set(extra[i], extra[i+1])
	}
	return "/authorize?" + q.Encode()
}

func (f *front) code(extra ...string) string {
	f.t.Helper()
	to, err := f.Consent(f.MemoryURL()+f.address(extra...), f.site.AdminID())
	require.NoError(f.t, err)
	require.Equal(f.t, "s", to.Query().Get("state"))
	return to.Query().Get("code")
}

func (f *front) grant() tokens {
	f.t.Helper()
	status, said := f.token("grant_type", "authorization_code", "code", f.code(), "redirect_uri", back)
	require.Equal(f.t, http.StatusOK, status)
	return said
}

func TestSignInAuthorize(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	status, body := f.ask("GET", f.address(), "", "", "")
	require.Equal(t, http.StatusOK, status)
	require.Contains(t, body, "read:confluence-user")
	for name, address := range map[string]string{
		"client":    f.address("client_id", "nobody"),
		"redirect":  f.address("redirect_uri", "https://evil.example/"),
		"audience":  f.address("audience", "elsewhere"),
		"type":      f.address("response_type", "token"),
		"challenge": f.address("code_challenge", "x", "code_challenge_method", "plain"),
		"scope":     f.address("scope", ""),
	} {
		for _, method := range []string{"GET", "POST"} { // nobody is sent anywhere
			status, _ := f.ask(method, address, "", "application/x-www-form-urlencoded", "decision=accept&account="+f.site.AdminID())
			require.Equal(t, http.StatusBadRequest, status, name)
		}
	}
	status, _ = f.ask("POST", f.address(), "", "application/x-www-form-urlencoded", "decision=accept&account=nobody")
	require.Equal(t, http.StatusBadRequest, status)
	status, _ = f.ask("POST", f.address(), "", "application/x-www-form-urlencoded", "decision=cancel")
	require.Equal(t, http.StatusFound, status)
}

func TestSignInCode(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	// From RFC 7636, appendix B.
	const verifier, challenge = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
	pkce := []string{"code_challenge", challenge, "code_challenge_method", "S256"}
	for name, fields := range map[string][]string{
		"wrong code":     {"code", "x"},
		"wrong verifier": {"code", f.code(pkce...), "code_verifier", "wrong"},
		"no verifier":    {"code", f.code(pkce...)},
		"wrong redirect": {"code", f.code(), "redirect_uri", "http://localhost:2/callback"},
	} {
		status, said := f.token(append([]string{"grant_type", "authorization_code", "redirect_uri", back}, fields...)...)
		require.Equal(t, http.StatusForbidden, status, name)
		require.Equal(t, "invalid_grant", said.Error, name)
	}
	status, said := f.token("grant_type", "authorization_code", "redirect_uri", back, "code", f.code(pkce...), "code_verifier", verifier)
	require.Equal(t, http.StatusOK, status)
	require.Equal(t, tokens{Access: said.Access, Refresh: said.Refresh, Scope: "read:confluence-user", Expires: 3600, Type: "Bearer"}, said)
	require.NotEmpty(t, said.Refresh)

	status, said = f.token("grant_type", "authorization_code", "redirect_uri", back, "code", f.code("scope", "read:confluence-user"))
	require.Equal(t, http.StatusOK, status)
	require.Empty(t, said.Refresh, "offline_access was not asked for")
}

func TestSignInClient(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	status, said := f.token("client_secret", "wrong", "grant_type", "refresh_token")
	require.Equal(t, http.StatusUnauthorized, status)
	require.Equal(t, "access_denied", said.Error)
	status, said = f.token("grant_type", "password")
	require.Equal(t, http.StatusBadRequest, status)
	require.Equal(t, "unsupported_grant_type", said.Error)
	status, _ = f.ask("GET", "/oauth/token", "", "", "")
	require.Equal(t, http.StatusMethodNotAllowed, status)

	// As a service account, in all the forms that Atlassian takes.
	id, secret := f.AddService(f.site.AdminID(), "read:confluence-user")
	object := `{"grant_type":"client_credentials","client_id":"` + id + `","client_secret":"` + secret + `"}`
	form := "grant_type=client_credentials&client_id=" + id + "&client_secret=" + secret
	for contentType, body := range map[string]string{"application/json": object, "application/x-www-form-urlencoded": form} {
		status, raw := f.ask("POST", "/oauth/token", "", contentType, body)
		require.Equal(t, http.StatusOK, status)
		require.NotContains(t, raw, "refresh_token")
	}
}

// A refresh token rotates, is taken again within the leeway, and ends its grant
// after it.
func TestSignInRotation(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := newFront(t)
		first := f.grant()
		refresh := func(token string) (int, tokens) {
			return f.token("grant_type", "refresh_token", "refresh_token", token)
		}
		status, second := refresh(first.Refresh)
		require.Equal(t, http.StatusOK, status)
		require.NotEqual(t, first.Refresh, second.Refresh)
		time.Sleep(9 * time.Minute)
		status, third := refresh(first.Refresh)
		require.Equal(t, http.StatusOK, status)
		require.Equal(t, confluencetest.TokenUses{Refreshes: 2, Repeated: 1}, f.TokenUses())
		time.Sleep(2 * time.Minute)
		for _, token := range []string{first.Refresh, second.Refresh, third.Refresh} {
			status, said := refresh(token)
			require.Equal(t, http.StatusForbidden, status)
			require.Equal(t, "unauthorized_client", said.Error)
			require.Equal(t, "refresh_token is invalid", said.Why)
		}

		fourth := f.grant()
		time.Sleep(91 * 24 * time.Hour)
		status, _ = refresh(fourth.Refresh)
		require.Equal(t, http.StatusForbidden, status, "idle for too long")
	})
}

func TestSignInGateway(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f := newFront(t)
		gateway := "/ex/confluence/" + f.CloudID()
		const v1, groups = "/wiki/rest/api/user/current", "/wiki/rest/api/group"
		bearer := "Bearer " + f.grant().Access
		check := func(name, path, authorization string, status int, part string) {
			t.Helper()
			got, body := f.ask("GET", path, authorization, "", "")
			require.Equal(t, status, got, "%s: %s", name, body)
			require.Contains(t, body, part, name)
		}
		check("good", gateway+v1, bearer, 200, f.site.AdminID())
		check("scope", gateway+groups, bearer, 401, `{"code":401,"message":"Unauthorized; scope does not match"}`)
		check("another site", "/ex/confluence/0000/wiki/rest/api/user/current", bearer, 404, `"path"`)
		check("unknown", gateway+v1, "Bearer eyJ-unknown", 401, `{"code":401,"message":"Unauthorized"}`)
		check("at the site", v1, bearer, 403, "Failed to parse Connect Session Auth Token")
		check("no credential", gateway+v1, "", 403, "not permitted to use Confluence")
		check("icon", "/favicon.ico", "", 404, "")
		check("tenant", "/_edge/tenant_info", "", 200, f.CloudID())
		check("sites", "/oauth/token/accessible-resources", bearer, 200, f.CloudID())
		check("sites, unknown", "/oauth/token/accessible-resources", "", 401, "Unauthorized")

		time.Sleep(61 * time.Minute)
		check("expired", gateway+v1, bearer, 401, `{"code":401,"message":"Unauthorized"}`)
		f.HideExpired(true)
		check("expired, hidden", gateway+v1, bearer, 403, "not permitted to use Confluence")
		status, body := f.ask("POST", gateway+"/wiki/api/v2/users-bulk", bearer, "application/json", `{"accountIds":["x"]}`)
		require.Equal(t, 404, status, body)
		require.Contains(t, body, "NOT_FOUND")
	})
}

// Tokens expire by the clock of the site.
func TestSignInClock(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	bearer := "Bearer " + f.grant().Access
	current := "/ex/confluence/" + f.CloudID() + "/wiki/rest/api/user/current"
	status, _ := f.ask("GET", current, bearer, "", "")
	require.Equal(t, 200, status)
	f.site.Advance(61 * time.Minute)
	status, _ = f.ask("GET", current, bearer, "", "")
	require.Equal(t, 401, status)
}

func TestSignInAPITokens(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	email, token := f.site.Credential(f.site.AdminID())
	scoped := f.AddScopedToken(f.site.AdminID(), "read:confluence-user")
	gateway := "/ex/confluence/" + f.CloudID()
	const v1, groups = "/wiki/rest/api/user/current", "/wiki/rest/api/group"
	for name, c := range map[string]struct {
		path, user, token string
		status            int
	}{
		"unscoped, site":     {v1, email, token, 200},
		"unscoped, gateway":  {gateway + v1, email, token, 200},
		"scoped, site":       {v1, email, scoped, 401},
		"scoped, gateway":    {gateway + v1, email, scoped, 200},
		"scoped, scope":      {gateway + groups, email, scoped, 401},
		"scoped, other user": {gateway + v1, "other@example.com", scoped, 401},
		"wrong, site":        {v1, email, "wrong", 403},
		"wrong, gateway":     {gateway + v1, email, "wrong", 403},
	} {
		req := &http.Request{Header: http.Header{}}
		req.SetBasicAuth(c.user, c.token)
		status, body := f.ask("GET", c.path, req.Header.Get("Authorization"), "", "")
		require.Equal(t, c.status, status, "%s: %s", name, body)
	}
	status, _ := f.ask("GET", gateway+v1, "Bearer "+scoped, "", "")
	require.Equal(t, 200, status)
}

func TestSignInFaults(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	f.Inject(cloudtest.EndpointTenantInfo, 1, confluencetest.Respond(500, "text/html", "<html>"))
	status, _ := f.ask("GET", "/_edge/tenant_info", "", "", "")
	require.Equal(t, 500, status)
	status, _ = f.ask("GET", "/_edge/tenant_info", "", "", "")
	require.Equal(t, 200, status)
	first := f.grant()
	f.Inject(cloudtest.EndpointToken, 1, confluencetest.Lost(502)) // after it was served
	status, _ = f.ask("POST", "/oauth/token", "", "application/x-www-form-urlencoded",
		url.Values{"client_id": {f.id}, "client_secret": {f.secret}, "grant_type": {"refresh_token"}, "refresh_token": {first.Refresh}}.Encode())
	require.Equal(t, 502, status)
	require.Equal(t, 1, f.TokenUses().Refreshes)
}
