package oauth

import (
	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// App is a program that people let act for them: an OAuth 2.0 integration on
// Cloud, an application link on Data Center. It is safe for concurrent use.
type App struct {
	config hidden[*oauth2.Config]
	extra  []oauth2.AuthCodeOption
	around surroundings
}

// NewCloudApp returns an app of Atlassian's developer console. The redirect URL
// is one that is registered there, and the scopes those of
// [github.com/confluence-people/go-sdk/wrapper/cloud.ScopesFor]; offline_access,
// which makes Atlassian give a refresh token, is added. NewCloudApp does no I/O;
// its errors wrap [github.com/confluence-people/go-sdk/wrapper/confluence.ErrInvalid].
func NewCloudApp(clientID, clientSecret, redirectURL string, scopes []string, o *Options) (*App, error) {
	around, err := o.complete()
	if err != nil {
		return nil, err
	}
	config := &oauth2.Config{
		ClientID: clientID, ClientSecret: clientSecret, RedirectURL: redirectURL,
		Scopes: append(append([]string(nil), scopes...), "offline_access"),
		Endpoint: oauth2.Endpoint{
			AuthURL: around.auth + "/authorize", TokenURL: around.auth + "/oauth/token", AuthStyle: oauth2.AuthStyleInParams,
		},
	}
	return newApp(config, around, oauth2.SetAuthURLParam("audience", "api.atlassian.com"), oauth2.SetAuthURLParam("prompt", "consent"))
}

// The scopes of Data Center, of which an app asks for one; each includes those
// before it.
const (
	ScopeRead        = "READ"
	ScopeWrite       = "WRITE"
	ScopeAdmin       = "ADMIN"
	ScopeSystemAdmin = "SYSTEM_ADMIN"
)

// NewDataCenterApp returns an app that an administrator has made at the instance
// at baseURL, as an incoming application link (version 7.17 and later). The scope
// is one of [ScopeRead], [ScopeWrite], [ScopeAdmin] and [ScopeSystemAdmin].
func NewDataCenterApp(base, clientID, clientSecret, redirectURL, scope string, o *Options) (*App, error) {
	around, err := o.complete()
	if err != nil {
		return nil, err
	}
	endpoint, err := dataCenterEndpoint(base)
	if err != nil {
		return nil, err
	}
	if err := checkScope(scope); err != nil {
		return nil, err
	}
	return newApp(&oauth2.Config{
		ClientID: clientID, ClientSecret: clientSecret, RedirectURL: redirectURL, Scopes: []string{scope}, Endpoint: endpoint,
	}, around)
}

func newApp(config *oauth2.Config, around surroundings, extra ...oauth2.AuthCodeOption) (*App, error) {
	switch {
	case config.ClientID == "" || config.ClientSecret == "":
		return nil, argument.Invalid("client id and secret", "must not be empty")
	case config.RedirectURL == "":
		return nil, argument.Invalid("redirect URL", "is empty")
	}
	return &App{config: hide(config), extra: extra, around: around}, nil
}

// Config returns the app as golang.org/x/oauth2 knows it, with its secret. A
// token that this Config refreshes by itself is lost to the [Source].
func (a *App) Config() *oauth2.Config {
	c := a.config.get()
	return &oauth2.Config{
		ClientID: c.ClientID, ClientSecret: c.ClientSecret, RedirectURL: c.RedirectURL,
		Scopes: append([]string(nil), c.Scopes...), Endpoint: c.Endpoint,
	}
}

// Source returns a source of tokens for what a person has consented to. There
// is one store for each person; a source whose store is empty says
// [ErrConsent] until [Source.Save] is given a token.
func (a *App) Source(store Store) *Source {
	return newSource(store, a.around, a.refresh)
}

func dataCenterEndpoint(base string) (oauth2.Endpoint, error) {
	base, err := baseURL("base URL", base)
	if err != nil {
		return oauth2.Endpoint{}, err
	}
	base += "/rest/oauth2/latest"
	return oauth2.Endpoint{AuthURL: base + "/authorize", TokenURL: base + "/token", AuthStyle: oauth2.AuthStyleInParams}, nil
}

func checkScope(scope string) error {
	switch scope {
	case ScopeRead, ScopeWrite, ScopeAdmin, ScopeSystemAdmin:
		return nil
	}
	return argument.Invalid("scope", "is none of READ, WRITE, ADMIN and SYSTEM_ADMIN")
}
