package oauth_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

func TestCloudID(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	seen := w.watch()
	for _, site := range []string{"", "/", "/wiki", "/wiki/", "/wiki/spaces/DOCS"} {
		id, err := oauth.CloudID(t.Context(), w.around.MemoryURL()+site, w.options)
		require.NoError(t, err, site)
		require.Equal(t, w.around.CloudID(), id)
	}
	for _, req := range seen() {
		require.Equal(t, "GET localhost/_edge/tenant_info", req.what)
		require.Empty(t, req.credential)
	}
}

func TestCloudIDThatIsNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, fault := range map[string]confluencetest.Fault{
		"path":     confluencetest.Respond(200, "application/json", `{"cloudId":"../../evil/ex/confluence/x"}`),
		"none":     confluencetest.Respond(200, "application/json", `{}`),
		"page":     confluencetest.Respond(200, "text/html", `<html>`),
		"redirect": confluencetest.Redirect(http.StatusFound, "https://elsewhere.example/_edge/tenant_info"),
		"404":      confluencetest.Respond(404, "text/html", `<html>`),
		"500":      confluencetest.Respond(500, "text/html", `<html>`),
		"broken":   confluencetest.Reset(),
	} {
		w.around.Inject(cloudtest.EndpointTenantInfo, 2, fault)
		_, err := oauth.CloudID(t.Context(), w.around.MemoryURL(), w.options)
		require.Error(t, err, name)
		w.around.Heal()
	}
}

func TestSites(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id, secret := w.around.AddService(w.ada, "read:confluence-user", "read:jira-work")
	source, err := oauth.NewCloudService(id, secret, w.options)
	require.NoError(t, err)
	sites, err := oauth.Sites(t.Context(), source, w.options)
	require.NoError(t, err)
	require.Len(t, sites, 1, "the same site came once for each product")
	require.Equal(t, w.around.CloudID(), sites[0].ID)
	require.Equal(t, []string{"read:confluence-user", "read:jira-work"}, sites[0].Scopes)
	require.Equal(t, w.around.MemoryURL(), sites[0].URL)

	// Any source will do.
	token, err := source.Token()
	require.NoError(t, err)
	again, err := oauth.Sites(t.Context(), oauth2.StaticTokenSource(token), w.options)
	require.NoError(t, err)
	require.Equal(t, sites, again)

	_, err = oauth.Sites(t.Context(), oauth2.StaticTokenSource(&oauth2.Token{AccessToken: "eyJ-unknown"}), w.options)
	require.ErrorIs(t, err, confluence.ErrUnauthorized)
	_, err = oauth.Sites(t.Context(), w.app.Source(oauth.NewMemoryStore()), w.options)
	require.ErrorIs(t, err, oauth.ErrConsent)
}

// Connect takes the way that the credential needs.
func TestConnect(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	email, token := w.site.Credential(w.ada)
	gateway := w.around.MemoryURL() + "/ex/confluence/" + w.around.CloudID()
	id, secret := w.around.AddService(w.ada, "read:confluence-user")
	service, err := oauth.NewCloudService(id, secret, w.options)
	require.NoError(t, err)
	scoped := w.around.AddScopedToken(w.ada, "read:confluence-user")
	for name, c := range map[string]struct {
		credential oauth.Credential
		base       string
	}{
		"unscoped token":        {oauth.APIToken(email, token), w.around.MemoryURL()},
		"scoped token":          {oauth.APIToken(email, scoped), gateway},
		"scoped token, bearer":  {oauth.AccessToken(scoped), gateway},
		"person":                {w.source(t, oauth.NewMemoryStore()).Credential(), gateway},
		"service account":       {service.Credential(), gateway},
		"token of other scopes": {oauth.APIToken(email, w.around.AddScopedToken(w.ada, "read:confluence-groups")), gateway},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, err := oauth.Connect(t.Context(), w.around.MemoryURL()+"/wiki", c.credential, w.options)
			require.NoError(t, err)
			require.Equal(t, c.base, client.Conn().BaseURL())
			if me, err := client.Users.Current(t.Context(), nil); name != "token of other scopes" {
				require.NoError(t, err)
				require.Equal(t, w.ada, me.AccountID)
			}
		})
	}
	client, err := oauth.Connect(t.Context(), gateway, service.Credential(), w.options)
	require.NoError(t, err)
	require.Equal(t, gateway, client.Conn().BaseURL())
}

func TestConnectWithWhatNobodyKnows(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	email, _ := w.site.Credential(w.ada)
	for _, open := range []bool{false, true} { // visitors are not what was asked for
		w.site.AllowAnonymous(open)
		_, err := oauth.Connect(t.Context(), w.around.MemoryURL(), oauth.APIToken(email, "wrong-token"), w.options)
		require.ErrorIs(t, err, confluence.ErrUnauthorized)
		require.NotContains(t, err.Error(), "wrong-token")
	}
	// Some sites take a wrong credential for none.
	w.site.Inject("getCurrentUser", 2, confluencetest.Respond(200, "application/json", `{"type":"anonymous","displayName":"Anonymous"}`))
	_, err := oauth.Connect(t.Context(), w.around.MemoryURL(), oauth.APIToken(email, "wrong-token"), w.options)
	require.ErrorIs(t, err, confluence.ErrUnauthorized)
	// What keeps the site from answering is not a reason to try elsewhere.
	w.site.Inject("getCurrentUser", 0, confluencetest.Respond(500, "text/html", "<html>"))
	_, err = oauth.Connect(t.Context(), w.around.MemoryURL(), oauth.APIToken(email, "wrong-token"), w.options)
	require.Error(t, err)
	require.NotErrorIs(t, err, confluence.ErrUnauthorized)
}

// A credential goes to the site and to Atlassian's hosts, and nowhere else, also
// where those point elsewhere.
func TestCredentialsGoNowhereElse(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	source := w.source(t, oauth.NewMemoryStore())
	w.options.AuthURL, w.options.GatewayURL = "", ""
	seen := w.watch()
	elsewhere := confluencetest.Redirect(http.StatusTemporaryRedirect, "https://elsewhere.example/")
	for _, endpoint := range []string{cloudtest.EndpointSites, cloudtest.EndpointTenantInfo, cloudtest.EndpointToken} {
		w.around.Inject(endpoint, 0, elsewhere)
	}
	_, err := oauth.Sites(t.Context(), source, w.options)
	require.ErrorIs(t, err, confluence.ErrRedirect)
	_, err = oauth.CloudID(t.Context(), "https://your-domain.atlassian.net", w.options)
	require.ErrorIs(t, err, confluence.ErrRedirect)
	service, err := oauth.NewCloudService("id", "secret", w.options)
	require.NoError(t, err)
	_, err = service.Token()
	require.ErrorIs(t, err, confluence.ErrRedirect)
	w.around.Heal()
	_, err = oauth.Connect(t.Context(), "https://your-domain.atlassian.net", source.Credential(), w.options)
	require.NoError(t, err)
	for _, req := range seen() {
		require.NotContains(t, req.what, "elsewhere")
		require.Equal(t, "https", req.scheme)
		require.Contains(t, req.agent, "confluence-people-go/")
		if !strings.Contains(req.what, " api.atlassian.com/") {
			require.Empty(t, req.credential, req.what)
		}
	}
}

type request struct{ what, scheme, credential, agent string }

// watch notes what the options' client sends from now on.
func (w *world) watch() (seen func() []request) {
	var mu sync.Mutex
	var all []request
	next := w.options.HTTPClient.Transport
	w.options.HTTPClient = &http.Client{Transport: roundTripper(func(req *http.Request) (*http.Response, error) {
		mu.Lock()
		all = append(all, request{req.Method + " " + req.URL.Host + req.URL.Path, req.URL.Scheme, req.Header.Get("Authorization"), req.Header.Get("User-Agent")})
		mu.Unlock()
		plain := req.Clone(req.Context())
		plain.URL.Scheme = "http" // the test server has no certificate
		return next.RoundTrip(plain)
	})}
	return func() []request {
		mu.Lock()
		defer mu.Unlock()
		return all
	}
}
