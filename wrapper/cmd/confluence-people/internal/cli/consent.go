package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/profile"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

// takeConsent has the person consent in the browser. Nothing is kept yet: that the
// site takes the grant is to be seen first.
func (a *app) takeConsent(ctx context.Context, p *profile.Profile) (token *oauth2.Token, secret string, on site.Site, err error) {
	secret, err = a.secret(envPrefix+"CLIENT_SECRET", "Client secret")
	if err != nil {
		return nil, "", nil, err
	}
	app, err := newOAuthApp(p, secret, oauthOptions(p))
	if err != nil {
		return nil, "", nil, usage("%w", err)
	}
	token, err = a.consent(ctx, app, p.Callback)
	if err != nil {
		return nil, "", nil, err
	}
	source := app.Source(oauth.NewMemoryStore())
	if err := source.Save(ctx, token); err != nil {
		return nil, "", nil, err
	}
	if p.Product == site.DatacenterProduct {
		on, err = connect(ctx, Address{Product: p.Product, URL: p.Site, Auth: source.Auth()}, a.options())
		return token, secret, on, err
	}
	if err := reaches(ctx, p, source); err != nil {
		return nil, "", nil, err
	}
	on, err = a.connectCloud(ctx, p, source.Credential())
	return token, secret, on, err
}

// consent waits for the browser on the port of the callback.
func (a *app) consent(ctx context.Context, app *oauth.App, callback string) (*oauth2.Token, error) {
	to, err := url.Parse(callback)
	if err != nil || to.Scheme != "http" || to.Port() == "" || !slices.Contains([]string{"localhost", "127.0.0.1"}, to.Hostname()) {
		return nil, usage("-callback is %q, not an address such as %s", callback, defaultCallback)
	}
	// Nobody but this machine can reach the port.
	listener, err := a.env.Listen(ctx, net.JoinHostPort("127.0.0.1", to.Port()))
	if err != nil {
		return nil, fmt.Errorf("waiting for the browser: %w; another -callback, registered with the app, has another port", err)
	}
	return app.ConsentInBrowser(ctx, listener, func(address string) error {
		if a.guessed != "" { // the page cannot tell that it is not there
			a.reporter().Say("%s", a.productGuess())
		}
		a.reporter().Say("Your browser asks you for consent. If it does not, open this address:\n  %s", address)
		if err := a.env.Browse(address); err != nil {
			which := "the address above"
			if a.settings.quiet && !a.settings.json {
				which = "this address: " + address // there is none above
			}
			a.reporter().Wrong(fmt.Errorf("the browser cannot be opened (%w); open %s", err, which))
		}
		return nil
	})
}

// reaches looks whether a grant is for the site that was asked for: the person
// chooses one in the browser. Where none was asked for, it is the one that was
// chosen.
func reaches(ctx context.Context, p *profile.Profile, source *oauth.Source) error {
	sites, err := oauth.Sites(ctx, source, oauthOptions(p))
	if err != nil {
		return err
	}
	addresses := make([]string, 0, len(sites))
	for _, s := range sites {
		addresses = append(addresses, siteAddress(s.URL))
	}
	list := strings.Join(addresses, ", ")
	switch {
	case len(sites) == 0:
		return errors.New("the grant is for no site; consent again and choose one")
	case p.Site == "" && len(sites) == 1:
		p.Site = addresses[0]
	case p.Site == "":
		return usage("the grant is for several sites; name one with -url: %s", list)
	}
	id := cloudID(p.Site)
	if id == "" {
		if id, err = oauth.CloudID(ctx, p.Site, oauthOptions(p)); err != nil {
			return err
		}
	}
	if at := slices.IndexFunc(sites, func(s oauth.Site) bool { return s.ID == id }); at < 0 {
		return fmt.Errorf("the grant is for %s, not for %s; consent again and choose that site", list, p.Site)
	} else if cloudID(p.Site) != "" {
		p.Site = addresses[at] // the one that people know
	}
	return nil
}

// newOAuthApp is the app of a profile.
func newOAuthApp(p *profile.Profile, secret string, options *oauth.Options) (*oauth.App, error) {
	if p.Product == site.DatacenterProduct {
		return oauth.NewDataCenterApp(p.Site, p.ClientID, secret, p.Callback, p.Scope, options)
	}
	scopes, err := cloud.ScopesFor(site.CloudOperations()...)
	if err != nil {
		return nil, err
	}
	return oauth.NewCloudApp(p.ClientID, secret, p.Callback, scopes, options)
}

// oauthOptions lead to the identity provider of a profile. Another than Atlassian's
// is a test server, which is the gateway, too.
func oauthOptions(p *profile.Profile) *oauth.Options {
	return &oauth.Options{AuthURL: p.AuthURL, GatewayURL: p.AuthURL}
}

// listScopes tells what to choose in the developer console.
func (a *app) listScopes() error {
	scopes, err := cloud.ScopesFor(site.CloudOperations()...)
	if err != nil {
		return err
	}
	for _, scope := range append(scopes, "offline_access") {
		a.reporter().Fact("scope", word(scope))
	}
	return nil
}

// word is a text that is a whole report.
type word string

// String is the text.
func (w word) String() string { return string(w) }
