package main

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

// press accepts on the page of an address, and returns what the browser is sent
// back with.
func press(t *testing.T, address, account string) url.Values {
	t.Helper()
	client := &http.Client{
		Transport:     &http.Transport{DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	resp, err := client.PostForm(address, url.Values{"decision": {"accept"}, "account": {account}})
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	require.Equal(t, http.StatusFound, resp.StatusCode)
	back, err := resp.Location()
	require.NoError(t, err)
	return back.Query()
}

// What the start of the program prints is enough to sign in with OAuth 2.0.
func TestSignInToCloud(t *testing.T) {
	t.Parallel()
	r := start(t)
	u, err := url.Parse(r.url)
	require.NoError(t, err)
	root := "http://" + u.Host
	require.Contains(t, r.started, "OAuth 2.0 at "+root+", client "+appID+", secret "+appSecret)
	options := &oauth.Options{AuthURL: root, GatewayURL: root, HTTPClient: r.client}
	service, err := oauth.NewCloudService(serviceID, serviceSecret, options)
	require.NoError(t, err)
	client, err := oauth.Connect(t.Context(), root, service.Credential(), options)
	require.NoError(t, err)
	me, err := client.Users.Current(t.Context(), nil)
	require.NoError(t, err)

	app, err := oauth.NewCloudApp(appID, appSecret, "http://127.0.0.1:12345/back", []string{"read:confluence-user"}, options)
	require.NoError(t, err)
	round := app.Begin()
	token, err := round.Exchange(t.Context(), press(t, round.URL(), me.AccountID))
	require.NoError(t, err)
	source := app.Source(oauth.NewMemoryStore())
	require.NoError(t, source.Save(t.Context(), token))
	_, err = source.Renew(t.Context(), token.AccessToken)
	require.NoError(t, err)
}

func TestSignInToDataCenter(t *testing.T) {
	t.Parallel()
	r := start(t, "-product", "datacenter")
	require.Contains(t, r.started, "/confluence/rest/oauth2/latest, client "+appID)
	service, err := oauth.NewDataCenterService(r.url, serviceID, serviceSecret, oauth.ScopeRead, &oauth.Options{HTTPClient: r.client})
	require.NoError(t, err)
	client, err := datacenter.New(r.url, service.Auth(), confluence.WithHTTPClient(r.client))
	require.NoError(t, err)
	_, err = client.Users.Current(t.Context(), nil)
	require.NoError(t, err)
}
