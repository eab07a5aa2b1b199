package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/profile"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/oauth"
)

// login is what the command login is told.
type login struct {
	clientID, callback, scope, store, user string
	token, scopes                          bool
}

// defaultCallback is what the documentation tells to register with the app.
const defaultCallback = "http://localhost:8976/callback"

func (a *app) login() *cobra.Command {
	var l login
	command := &cobra.Command{
		Use:   "login",
		Short: "Sign in with the browser, or keep a token, under the name of a profile",
		Long: `Sign in with the browser, and keep the grant under the name of a profile, so that no other command
asks again; it is renewed as long as it is used. With -token keep an API token of Cloud or a personal
access token of Data Center instead.

For the browser make an app, once: on Cloud an OAuth 2.0 integration at
https://developer.atlassian.com/console with the scopes that “login -scopes” lists, on Data Center an
incoming application link. Either has the callback ` + defaultCallback + `, which only
this machine is asked at. Give its id with -client-id or CONFLUENCE_CLIENT_ID, and its secret in
CONFLUENCE_CLIENT_SECRET; without that, it is asked for. On another machine without a browser, have the
port reach it: ssh -L 8976:localhost:8976.

The token of -token is CONFLUENCE_TOKEN, or asked for, or read from standard input.

What is secret is sealed with a key of the system's keyring, or, with -store file, in files that only
you can read.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if l.scopes {
				return a.listScopes()
			}
			return a.runLogin(cmd.Context(), l)
		},
	}
	flags := command.Flags()
	flags.StringVar(&l.clientID, "client-id", "", "id of the app to sign in with (default $CONFLUENCE_CLIENT_ID)")
	flags.StringVar(&l.callback, "callback", defaultCallback, "address of this machine that the app has the browser sent back to")
	flags.StringVar(&l.scope, "scope", oauth.ScopeAdmin, "what the app may do on Data Center: READ, WRITE, ADMIN or SYSTEM_ADMIN")
	flags.StringVar(&l.store, "store", profile.Keyring, "where to keep what is secret: keyring or file")
	flags.BoolVar(&l.token, "token", false, "keep a token instead of signing in with the browser")
	flags.StringVar(&l.user, "user", "", "with -token, the e-mail address an API token belongs to (default $CONFLUENCE_USER)")
	flags.BoolVar(&l.scopes, "scopes", false, "only list the scopes that an app needs on Cloud")
	return command
}

func (a *app) runLogin(ctx context.Context, l login) error {
	p, dir, err := a.newProfile(l)
	if err != nil {
		return err
	}
	kept := false
	defer func() {
		if !kept {
			dir.Tidy(p.Name)
		}
	}()
	if err := dir.Check(ctx, p); err != nil {
		return usage("%w", err)
	}
	var token *oauth2.Token
	var clientSecret string
	var on site.Site
	if p.Kind == profile.Token {
		token, on, err = a.takeToken(ctx, p)
	} else {
		token, clientSecret, on, err = a.takeConsent(ctx, p)
	}
	if err != nil {
		return err
	}
	self, err := on.Self(ctx)
	if err != nil {
		return fmt.Errorf("signing in to %s: %w", p.Site, err)
	}
	p.Account, p.URL = self.ID, on.URL()
	if err := dir.Save(ctx, p, token, clientSecret); err != nil {
		return err
	}
	kept = true
	a.reporter().Line("Signed in to %s as %s (%s).", p.Site, self.Name, self.ID)
	a.reporter().Fact("profile", newShown(p))
	return nil
}

// newProfile is the profile that the command line and the environment ask for,
// without what only the site can tell.
func (a *app) newProfile(l login) (*profile.Profile, profile.Dir, error) {
	dir, err := a.profiles()
	if err != nil {
		return nil, dir, err
	}
	if err := withoutPassword(a.settings.url, a.env.Getenv(envPrefix+"URL")); err != nil {
		return nil, dir, err
	}
	address := siteAddress(cmp.Or(a.settings.url, a.env.Getenv(envPrefix+"URL")))
	p := &profile.Profile{
		Name:    a.profileName(),
		Product: cmp.Or(a.settings.product, a.env.Getenv(envPrefix+"PRODUCT")),
		Site:    address, Store: l.store, AuthURL: a.env.Getenv(envPrefix + "AUTH_URL"), Kind: profile.Token,
	}
	if p.Product == "" {
		p.Product = site.CloudProduct
		if address != "" {
			p.Product = a.guess(address)
		}
	}
	if err := checkProduct(p.Product); err != nil {
		return nil, dir, err
	}
	if l.token {
		p.User = cmp.Or(l.user, a.env.Getenv(envPrefix+"USER"))
	} else {
		p.Kind, p.Callback = profile.OAuth, l.callback
		p.ClientID = cmp.Or(l.clientID, a.env.Getenv(envPrefix+"CLIENT_ID"))
		if p.Product == site.DatacenterProduct {
			p.Scope = l.scope
		}
	}
	switch {
	case address == "" && (l.token || p.Product == site.DatacenterProduct):
		return nil, dir, usage("no site: set %sURL or give -url", envPrefix)
	case p.Kind == profile.OAuth && p.ClientID == "":
		return nil, dir, usage("no app: give -client-id or set %sCLIENT_ID, or keep a token with -token", envPrefix)
	}
	return p, dir, checkGateway(p)
}

// checkGateway refuses to have somebody consent for a site at another gateway than the
// one that is asked for the grant.
func checkGateway(p *profile.Profile) error {
	gateway := cmp.Or(strings.TrimRight(p.AuthURL, "/"), oauth.DefaultGatewayURL)
	if id := cloudID(p.Site); id != "" && p.Kind == profile.OAuth && p.Site != gateway+"/ex/confluence/"+id {
		return usage("%s is no address to consent at; give that of the site, such as https://your-domain.atlassian.net", p.Site)
	}
	return nil
}

// profileName is the profile that “login” and “logout” are about.
func (a *app) profileName() string {
	return cmp.Or(a.settings.profile, a.env.Getenv(envPrefix+"PROFILE"), defaultProfile)
}

// takeToken asks for a token, and finds out where it works.
func (a *app) takeToken(ctx context.Context, p *profile.Profile) (*oauth2.Token, site.Site, error) {
	if err := a.tokenIsFor(envPrefix, p.Site); err != nil {
		return nil, nil, err
	}
	secret, err := a.secret(envPrefix+"TOKEN", "Token")
	if err != nil {
		return nil, nil, err
	}
	if p.Product == site.DatacenterProduct || cloudID(p.Site) != "" { // where it works is said
		on, err := connect(ctx, Address{Product: p.Product, URL: p.Site, Auth: tokenAuth(p.User, secret)}, a.options())
		return &oauth2.Token{AccessToken: secret}, on, err
	}
	credential := oauth.AccessToken(secret)
	if p.User != "" {
		credential = oauth.APIToken(p.User, secret)
	}
	on, err := a.connectCloud(ctx, p, credential)
	return &oauth2.Token{AccessToken: secret}, on, err
}

func (a *app) connectCloud(ctx context.Context, p *profile.Profile, credential oauth.Credential) (site.Site, error) {
	client, err := oauth.Connect(ctx, p.Site, credential, oauthOptions(p), a.options()...)
	if err != nil {
		return nil, err
	}
	return site.Cloud{Client: client}, nil
}

// secret is what an environment variable holds, or what the person types, or
// standard input.
func (a *app) secret(variable, prompt string) (string, error) {
	if secret := a.env.Getenv(variable); secret != "" {
		return secret, nil
	}
	var text string
	var err error
	if a.env.ReadSecret != nil {
		_, _ = fmt.Fprintf(a.env.Stderr, "%s (it is not shown): ", prompt)
		text, err = a.env.ReadSecret()
		_, _ = fmt.Fprintln(a.env.Stderr)
	} else {
		var raw []byte
		raw, err = io.ReadAll(io.LimitReader(a.env.Stdin, maxSecret))
		text = string(raw)
	}
	text = strings.TrimSpace(text)
	if err == nil && text == "" {
		err = errors.New("nothing was given")
	}
	if err != nil {
		return "", usage("%s: set %s, or give it on standard input: %w", strings.ToLower(prompt), variable, err)
	}
	return text, nil
}

const maxSecret = 64 << 10
