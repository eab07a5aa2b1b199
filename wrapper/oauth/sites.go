package oauth

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"

	"golang.org/x/oauth2"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// Site is a Cloud site that a token reaches.
type Site struct {
	// ID is the cloud id.
	ID string `json:"id"`
	// Name is the part of the address before ".atlassian.net".
	Name string `json:"name"`
	// URL is the address of the site.
	URL string `json:"url"`
	// Scopes are what the token may do there.
	Scopes []string `json:"scopes"`
	// AvatarURL is a picture of the site.
	AvatarURL string `json:"avatarUrl"`
}

// Sites returns the sites that the tokens of a source reach, for a program that
// lets a person choose. A person who consents for another site adds it to the
// same grant. A site that Atlassian lists once for each of its products comes
// once, with the scopes of all.
func Sites(ctx context.Context, source oauth2.TokenSource, o *Options) ([]Site, error) {
	if err := checkContext(ctx); err != nil {
		return nil, err
	}
	around, err := o.complete()
	if err != nil {
		return nil, err
	}
	token, err := tokenFrom(ctx, source)
	if err != nil {
		return nil, err
	}
	var listed []Site
	if err := around.get(ctx, "listing sites", around.gateway+"/oauth/token/accessible-resources", token.AccessToken, &listed); err != nil {
		return nil, err
	}
	var sites []Site
	for _, s := range listed {
		at := slices.IndexFunc(sites, func(known Site) bool { return known.ID == s.ID })
		if at < 0 {
			sites = append(sites, s)
			continue
		}
		scopes := slices.Concat(sites[at].Scopes, s.Scopes)
		slices.Sort(scopes)
		sites[at].Scopes = slices.Compact(scopes)
	}
	return sites, nil
}

// tokenFrom asks a source for a token, with the context where it takes one.
func tokenFrom(ctx context.Context, source oauth2.TokenSource) (*oauth2.Token, error) {
	if own, ok := source.(*Source); ok {
		return own.TokenContext(ctx)
	}
	return source.Token()
}

// CloudID returns the cloud id of the site at an address, such as
// "https://your-domain.atlassian.net". The site tells it to anyone; no credential
// is sent.
func CloudID(ctx context.Context, site string, o *Options) (string, error) {
	if err := checkContext(ctx); err != nil {
		return "", err
	}
	around, err := o.complete()
	if err != nil {
		return "", err
	}
	site, err = siteURL(site)
	if err != nil {
		return "", err
	}
	return around.cloudID(ctx, site)
}

func (s surroundings) cloudID(ctx context.Context, site string) (string, error) {
	const step = "finding the cloud id"
	var said struct {
		CloudID string `json:"cloudId"`
	}
	if err := s.get(ctx, step, site+"/_edge/tenant_info", "", &said); err != nil {
		return "", err
	}
	// It becomes part of an address that credentials are sent to.
	if !plainID.MatchString(said.CloudID) {
		return "", &Error{Step: step, Kind: confluence.ErrUnexpectedContent}
	}
	return said.CloudID, nil
}

var plainID = regexp.MustCompile(`^[0-9A-Za-z-]{8,64}$`)

// GatewayURL returns the base URL of a site at the gateway, which OAuth 2.0 and
// scoped tokens need.
func GatewayURL(cloudID string) string { return gatewayURL(DefaultGatewayURL, cloudID) }

func gatewayURL(gateway, cloudID string) string {
	return gateway + "/ex/confluence/" + url.PathEscape(cloudID)
}

// get asks for a document that is small.
func (s surroundings) get(ctx context.Context, step, address, token string, into any) error {
	fail := func(kind, cause error) error { return &Error{Step: step, Kind: kind, Err: cause} }
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return fail(confluence.ErrInvalid, nil)
	}
	req.Header.Set("Accept", "application/json")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := s.http.Do(req)
	if err != nil {
		failure := tokenError(step, err, []string{token})
		return failure
	}
	defer func() { _ = resp.Body.Close() }() // it has been read
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	if err != nil {
		return fail(confluence.ErrUnavailable, fmt.Errorf("reading the response: %w", err))
	}
	if resp.StatusCode != http.StatusOK {
		return &Error{Step: step, StatusCode: resp.StatusCode, Kind: kindOfLookup(resp.StatusCode)}
	}
	if json.Unmarshal(body, into) != nil { // whose error may quote the body
		return &Error{Step: step, StatusCode: resp.StatusCode, Kind: confluence.ErrUnexpectedContent}
	}
	return nil
}

func kindOfLookup(status int) error {
	switch {
	case status >= 500 || status == http.StatusTooManyRequests:
		return confluence.ErrUnavailable
	case status >= 300 && status < 400:
		return confluence.ErrRedirect
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return confluence.ErrUnauthorized
	case status == http.StatusNotFound:
		return confluence.ErrNoRoute
	}
	return confluence.ErrUnexpectedContent
}
