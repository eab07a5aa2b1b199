package cloudtest_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

// fetch asks for an address as the site administrator.
func fetch(t *testing.T, site *cloudtest.Server, address string, header map[string]string) response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, http.NoBody)
	require.NoError(t, err)
	r.SetBasicAuth(site.Credential(site.AdminID()))
	r.Header.Set("Accept", "application/json")
	for name, value := range header {
		r.Header.Set(name, value)
	}
	got, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	return readAll(t, got)
}

func TestLinksCanBeFollowed(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	for _, name := range []string{"a", "b", "c"} {
		site.AddGroup(name)
	}
	// Each page says where the next one is, from the gateway on.
	address := site.URL() + v1 + "/group?limit=1"
	var names []any
	for range 3 {
		got := fetch(t, site, address, nil)
		require.Equal(t, http.StatusOK, got.status, got.body)
		list := decode(t, got)
		names = append(names, column(list, "name")...)
		require.Equal(t, "/wiki", linkTo(list, "context"))
		if next, more := linkTo(list, "next").(string); more {
			address = linkTo(list, "base").(string) + next
		}
	}
	require.Equal(t, []any{"a", "b", "c"}, names)

	self := decode(t, fetch(t, site, site.URL()+v1+"/user/current?expand=operations", nil))["_links"].(map[string]any)["self"]
	require.Equal(t, http.StatusOK, fetch(t, site, self.(string), nil).status)
}

func TestLinksFollowTheClient(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	proxied := map[string]string{"X-Forwarded-Proto": "https", "X-Forwarded-Host": "mock.example.org", "X-Forwarded-Prefix": "/a"}
	base := func(header map[string]string) any {
		return linkTo(decode(t, send(t, site, call{path: v1 + "/group", header: header})), "base")
	}
	require.Equal(t, siteURL, base(nil))
	require.Equal(t, "https://mock.example.org/a/wiki", base(proxied))
	require.NoError(t, site.LinkTo("https://your-domain.atlassian.net"))
	require.Equal(t, "https://your-domain.atlassian.net/wiki", base(proxied))
	require.NoError(t, site.LinkTo("https://your-domain.atlassian.net/wiki/"))
	require.Equal(t, "https://your-domain.atlassian.net/wiki", base(nil))
	require.Error(t, site.LinkTo("your-domain.atlassian.net"))
	require.NoError(t, site.LinkTo(""))
	require.Equal(t, siteURL, base(nil))
}

func TestSiteAtTheRoot(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	atRoot := func(path string) response {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://localhost"+path, http.NoBody)
		require.NoError(t, err)
		r.SetBasicAuth(site.Credential(site.AdminID()))
		r.Header.Set("Accept", "application/json")
		got, err := site.HTTPClient().Do(r)
		require.NoError(t, err)
		return readAll(t, got)
	}
	require.Equal(t, send(t, site, call{path: v1 + "/user/current"}).body, atRoot(v1+"/user/current").body)
	require.NoError(t, site.SetProperty(site.AdminID(), "a", map[string]any{}))
	require.Equal(t, http.StatusOK, atRoot(v1+"/user/"+site.AdminID()+"/property/%61").status)
	seen := site.Exchanges()
	require.Equal(t, "getCurrentUser", seen[1].Operation)
	require.Equal(t, v1+"/user/current", seen[1].Path)
	require.JSONEq(t, `{"cloudId":"`+strings.TrimPrefix(site.BasePath(), "/ex/confluence/")+`"}`, atRoot("/_edge/tenant_info").body)
	require.Equal(t, http.StatusNotFound, atRoot("/rest/api/user/current").status, "not without /wiki")
	require.Equal(t, http.StatusNotFound, atRoot("/wikix/rest/api/user/current").status)
}
