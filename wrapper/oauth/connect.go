package oauth

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// Credential is what [Connect] signs in with. It can be printed: no secret
// shows.
type Credential struct {
	auth confluence.Auth
	// gateway is set where the credential works at the gateway alone.
	gateway bool
	chosen  bool
}

// APIToken is an account's API token, with the e-mail address of the account.
// Whether it has scopes, and so works at the gateway alone, cannot be seen; the
// site is asked.
func APIToken(email, token string) Credential {
	return Credential{auth: confluence.BasicAuth(email, token), chosen: true}
}

// AccessToken is a bearer token: a service account's API token, or an OAuth 2.0
// token that somebody else renews.
func AccessToken(token string) Credential {
	return Credential{auth: confluence.BearerToken(token), gateway: true, chosen: true}
}

// Credential returns what [Connect] signs in with for the grant of this source.
func (s *Source) Credential() Credential {
	return Credential{auth: s.Auth(), gateway: true, chosen: true}
}

// Connect returns a client for the Cloud site at an address, such as
// "https://your-domain.atlassian.net". It takes the gateway where the credential
// needs it (OAuth 2.0, service accounts, scoped API tokens), and the site where
// it does not. An [APIToken] is tried, which takes a request or two, and is
// [confluence.ErrUnauthorized] if neither knows it.
//
// The client has the HTTPClient of the options, unless opts have another.
func Connect(ctx context.Context, site string, credential Credential, o *Options, opts ...confluence.Option) (*cloud.Client, error) {
	if err := checkContext(ctx); err != nil {
		return nil, err
	}
	around, err := o.complete()
	if err != nil {
		return nil, err
	}
	if !credential.chosen {
		return nil, argument.Invalid("credential", "is missing")
	}
	if o != nil && o.HTTPClient != nil {
		opts = append([]confluence.Option{confluence.WithHTTPClient(o.HTTPClient)}, opts...)
	}
	if strings.HasPrefix(site, around.gateway+"/ex/confluence/") {
		return cloud.New(site, credential.auth, opts...) // the answer is known
	}
	site, err = siteURL(site)
	if err != nil {
		return nil, err
	}
	atSite, err := cloud.New(site, credential.auth, opts...)
	if err != nil {
		return nil, err
	}
	var refused error
	if !credential.gateway {
		known, err := recognized(ctx, atSite)
		if known {
			return atSite, nil
		}
		if err != nil && !unknownThere(err) {
			return nil, err
		}
		refused = err
	}
	id, err := around.cloudID(ctx, site)
	if err != nil {
		return nil, err
	}
	client, err := cloud.New(gatewayURL(around.gateway, id), credential.auth, opts...)
	if err != nil || credential.gateway {
		return client, err
	}
	known, err := recognized(ctx, client)
	switch {
	case known, errors.Is(err, confluence.ErrScope): // the token is good, for other things
		return client, nil
	case err == nil:
		err = refused
	}
	if err == nil { // both see a visitor
		err = &Error{Step: "signing in", Kind: confluence.ErrUnauthorized}
	}
	return nil, err
}

// recognized reports whether a site knows who asks. A site that is open to
// visitors takes a credential that it does not know for none.
func recognized(ctx context.Context, client *cloud.Client) (bool, error) {
	me, err := client.Users.Current(ctx, nil)
	return err == nil && me.AccountID != "", err
}

// unknownThere reports whether an error may mean that the credential works
// elsewhere: a scoped token gets a page of 401 from the site.
func unknownThere(err error) bool {
	failure, ok := errors.AsType[*confluence.Error](err)
	return ok && (failure.StatusCode == http.StatusUnauthorized || errors.Is(err, confluence.ErrUnauthorized))
}

// siteURL returns the address of a site without what people copy along with it.
func siteURL(raw string) (string, error) {
	if !strings.Contains(raw, "://") {
		raw = "https://" + raw
	}
	checked, err := baseURL("site", raw)
	if err != nil {
		return "", err
	}
	u, err := url.Parse(checked)
	if err != nil {
		return "", argument.Invalid("site", "is not a URL")
	}
	if u.Path != "" && u.Path != "/wiki" && !strings.HasPrefix(u.Path, "/wiki/") {
		return "", argument.Invalid("site", "has a path that is not Confluence's")
	}
	u.Path, u.RawPath = "", ""
	return u.String(), nil
}
