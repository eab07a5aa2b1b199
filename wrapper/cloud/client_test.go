package cloud_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func TestNewRefusesBadSites(t *testing.T) {
	t.Parallel()
	for site, fault := range map[string]string{
		"":                                   "is empty",
		"  ":                                 "is empty",
		"your-domain.atlassian.net":          "must start with https://",
		"ftp://your-domain.atlassian.net":    "must start with https://",
		"https://":                           "has no host",
		"https://me:s3cret@example.com":      "must not contain credentials",
		"https://example.com/wiki?a=s3cret":  "must not have a query",
		"https://example.com/wiki#s3cret":    "must not have a fragment",
		"http://your-domain.atlassian.net":   "plain http",
		"https://example.com/../wiki":        "path segment",
		"https://example.com/\x00s3cret":     "is not a URL",
		"https://example.com/ex//confluence": "path segment",
	} {
		_, err := cloud.New(site, confluence.Anonymous())
		require.ErrorIs(t, err, confluence.ErrInvalid, site)
		require.ErrorContains(t, err, fault, site)
		require.NotContains(t, err.Error(), "s3cret")
	}
}

func TestNewTakesTheUsualFormsOfASite(t *testing.T) {
	t.Parallel()
	for site, base := range map[string]string{
		"https://your-domain.atlassian.net":                  "https://your-domain.atlassian.net",
		"https://your-domain.atlassian.net/":                 "https://your-domain.atlassian.net",
		"https://your-domain.atlassian.net/wiki":             "https://your-domain.atlassian.net",
		"https://your-domain.atlassian.net/wiki/":            "https://your-domain.atlassian.net",
		"https://api.atlassian.com/ex/confluence/0f3c":       "https://api.atlassian.com/ex/confluence/0f3c",
		"https://api.atlassian.com/ex/confluence/0f3c/wiki/": "https://api.atlassian.com/ex/confluence/0f3c",
		"http://127.0.0.1:8085":                              "http://127.0.0.1:8085",
		"https://wiki":                                       "https://wiki",
		"https://wiki/wiki":                                  "https://wiki",
	} {
		client, err := cloud.New(site, confluence.Anonymous())
		require.NoError(t, err, site)
		require.Equal(t, base, client.Conn().BaseURL())
	}
}

// TestAPI drives the generated client: the same credential, headers and errors.
func TestAPI(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	rsp, err := s.client.API().GetUserWithResponse(t.Context(), &gen.GetUserParams{AccountID: "nobody"})
	require.Nil(t, rsp)
	var failure *confluence.Error
	require.ErrorAs(t, err, &failure)
	require.Equal(t, "getUser", failure.Operation)
	require.Equal(t, http.StatusNotFound, failure.StatusCode)
	require.ErrorIs(t, err, confluence.ErrNotFound)

	_, err = s.client.API().RemoveSpaceWatchWithResponse(t.Context(), "..", nil)
	require.ErrorIs(t, err, confluence.ErrRefused, "generated code made another path of it")
	require.Len(t, s.server.Exchanges(), 1)
}

func TestWrongCredential(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for name, auth := range map[string]confluence.Auth{
		"none":  confluence.Anonymous(),
		"wrong": confluence.BasicAuth("ada@example.com", "wrong"),
	} {
		client, err := s.server.NewClient(auth)
		require.NoError(t, err)
		_, err = client.Users.Current(t.Context(), nil)
		require.ErrorIs(t, err, confluence.ErrUnauthorized, name)
		require.NotErrorIs(t, err, confluence.ErrForbidden, name)
	}
}

// TestOverASocket uses the loopback address, as a program under test would.
func TestOverASocket(t *testing.T) {
	t.Parallel()
	server := cloudtest.Start(t)
	require.True(t, strings.HasPrefix(server.URL(), "http://127.0.0.1:"))
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	client, err := cloud.New(server.URL(), server.Auth(server.AdminID()),
		confluence.WithHTTPClient(&http.Client{Transport: transport}))
	require.NoError(t, err)
	user, err := client.Users.Current(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, server.AdminID(), user.AccountID)
}

// TestWith: other options on the same connection, for the same default account.
func TestWith(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	reads, err := s.client.ForAccount(awkward).With(confluence.WithReadOnly())
	require.NoError(t, err)
	user, err := reads.Users.Get(t.Context(), cloud.DefaultAccount, nil)
	require.NoError(t, err)
	require.Equal(t, awkward, user.AccountID)
	require.ErrorIs(t, reads.Watches.WatchSpace(t.Context(), "DOCS", cloud.DefaultAccount), confluence.ErrReadOnly)
	require.NoError(t, s.client.Watches.WatchSpace(t.Context(), "DOCS", awkward), "the other client is as it was")

	_, err = s.client.With(confluence.WithTimeout(0))
	require.ErrorIs(t, err, confluence.ErrInvalid)

	s.server.ForgetExchanges()
	_, err = s.client.Users.Get(t.Context(), cloud.DefaultAccount, nil)
	require.NoError(t, err)
	other, err := s.client.With(confluence.WithUserAgent("roster"))
	require.NoError(t, err)
	_, err = other.Users.Get(t.Context(), cloud.DefaultAccount, nil)
	require.NoError(t, err)
	require.Equal(t, []string{"getCurrentUser", "getUser", "getUser"}, operations(s.server.Exchanges()), "who the caller is stays known")
}

// TestConnLetsOtherOperationsThrough: it is for clients of other descriptions.
func TestConnLetsOtherOperationsThrough(t *testing.T) {
	t.Parallel()
	last := &lastRequest{}
	client, err := cloud.New("https://example.com", confluence.Anonymous(), confluence.WithHTTPClient(&http.Client{Transport: last}))
	require.NoError(t, err)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://example.com/wiki/api/v2/pages", nil)
	require.NoError(t, err)
	_, err = client.Conn().Do(req)
	var failure *confluence.Error
	require.ErrorAs(t, err, &failure)
	require.Equal(t, http.StatusTeapot, failure.StatusCode)
	require.Equal(t, "/wiki/api/v2/pages", last.sent.URL.Path)
}
