package oauth

import (
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// Where Atlassian signs people in to Cloud, and where its gateway is.
const (
	DefaultAuthURL    = "https://auth.atlassian.com"
	DefaultGatewayURL = "https://api.atlassian.com"
)

// Options are the options of everything in this package that reaches a service.
type Options struct {
	// HTTPClient is the client to copy for requests to the identity provider and
	// to the discovery of sites; http.DefaultTransport by default. Redirects are
	// never followed. A Timeout bounds each request, 20 seconds by default.
	HTTPClient *http.Client
	// AuthURL is where Cloud's identity provider is; [DefaultAuthURL] by default.
	// It is for tests, as is GatewayURL.
	AuthURL string
	// GatewayURL is where Cloud's gateway is; [DefaultGatewayURL] by default.
	GatewayURL string
	// Store is where a service account keeps its token, so that processes share
	// one; by default each process has its own.
	Store Store
	// OnUnsaved is told when a new token could not be saved. This process goes on
	// with it and tries to save it again; another process, or the next start, may
	// find only the old one. It is called from a goroutine of its own.
	OnUnsaved func(error)
}

// surroundings are the options, checked and completed.
type surroundings struct {
	http          *http.Client
	auth, gateway string
	store         Store
	onUnsaved     func(error)
}

// requestTime bounds one request to an identity provider.
const requestTime = 20 * time.Second

func (o *Options) complete() (surroundings, error) {
	if o == nil {
		o = &Options{}
	}
	s := surroundings{auth: o.AuthURL, gateway: o.GatewayURL, store: o.Store, onUnsaved: o.OnUnsaved}
	for _, address := range []struct {
		name, usual string
		value       *string
	}{{"AuthURL", DefaultAuthURL, &s.auth}, {"GatewayURL", DefaultGatewayURL, &s.gateway}} {
		if *address.value == "" {
			*address.value = address.usual
		}
		checked, err := baseURL(address.name, *address.value)
		if err != nil {
			return surroundings{}, err
		}
		*address.value = checked
	}
	client := http.Client{}
	if o.HTTPClient != nil {
		client = *o.HTTPClient
	}
	if client.Timeout == 0 {
		client.Timeout = requestTime
	}
	client.Transport = named{client.Transport}
	// A redirect would take the secret, or the question, to somebody else.
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	s.http = &client
	return s, nil
}

// named is a transport that says who asks: what guards a service may block the
// name of a library.
type named struct{ next http.RoundTripper }

// RoundTrip sends a request.
func (n named) RoundTrip(req *http.Request) (*http.Response, error) {
	next := n.next
	if next == nil {
		next = http.DefaultTransport
	}
	if req.Header.Get("User-Agent") == "" {
		req = req.Clone(req.Context())
		req.Header.Set("User-Agent", "confluence-people-go/"+confluence.Version)
	}
	return next.RoundTrip(req)
}

// baseURL checks an address that secrets are sent to, and returns it without a
// slash at its end. Its errors do not repeat the address.
func baseURL(name, raw string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(raw))
	switch {
	case err != nil || u.Hostname() == "":
		return "", argument.Invalid(name, "is not a URL")
	case u.User != nil:
		return "", argument.Invalid(name, "must not contain credentials")
	case u.RawQuery != "" || u.Fragment != "":
		return "", argument.Invalid(name, "must not have a query or a fragment")
	case u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(u.Hostname())):
		return "", argument.Invalid(name, "must start with https:// (or http:// for this machine)")
	}
	return strings.TrimRight(u.String(), "/"), nil
}

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}
