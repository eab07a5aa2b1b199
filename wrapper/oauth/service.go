package oauth

import (
	"context"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// NewCloudService returns a source of tokens for a service account with an OAuth
// 2.0 credential of Atlassian Administration (client credentials). Its scopes are
// those chosen there. Tokens live an hour and are simply asked for again.
func NewCloudService(clientID, clientSecret string, o *Options) (*Source, error) {
	around, err := o.complete()
	if err != nil {
		return nil, err
	}
	return newService(clientcredentials.Config{
		ClientID: clientID, ClientSecret: clientSecret, TokenURL: around.auth + "/oauth/token", AuthStyle: oauth2.AuthStyleInParams,
	}, around)
}

// NewDataCenterService returns a source of tokens for a service account of the
// instance at baseURL (client credentials, recent versions). The scope is one of
// [ScopeRead], [ScopeWrite], [ScopeAdmin] and [ScopeSystemAdmin].
func NewDataCenterService(base, clientID, clientSecret, scope string, o *Options) (*Source, error) {
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
	return newService(clientcredentials.Config{
		ClientID: clientID, ClientSecret: clientSecret, TokenURL: endpoint.TokenURL,
		Scopes: []string{scope}, AuthStyle: endpoint.AuthStyle,
	}, around)
}

func newService(config clientcredentials.Config, around surroundings) (*Source, error) {
	if config.ClientID == "" || config.ClientSecret == "" {
		return nil, argument.Invalid("client id and secret", "must not be empty")
	}
	store := around.store
	if store == nil {
		store = NewMemoryStore()
	}
	return newSource(store, around, func(ctx context.Context, _ *oauth2.Token) (*oauth2.Token, error) {
		token, err := config.Token(around.context(ctx))
		if err != nil {
			return nil, serviceError(tokenError("asking for a token", err, []string{config.ClientSecret}))
		}
		return token, nil
	}), nil
}

// serviceError knows that no person is behind a service account, who could
// consent.
func serviceError(e *Error) error {
	if e.Kind == ErrConsent { //nolint:errorlint // set by tokenError
		e.Kind = ErrClient
	}
	return e
}
