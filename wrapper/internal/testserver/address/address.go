// Package address tells by which address a client came, for the links in the
// responses: what leads out of a test server leads nowhere.
package address

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
)

type baseKey struct{}

// With notes in a context what links begin with.
func With(ctx context.Context, base string) context.Context {
	return context.WithValue(ctx, baseKey{}, base)
}

// Base returns what links begin with: scheme, host and context path, and no
// slash at the end.
func Base(ctx context.Context) string {
	base, _ := ctx.Value(baseKey{}).(string)
	return base
}

// ContextPath returns the path in what links begin with.
func ContextPath(ctx context.Context) string {
	base, err := url.Parse(Base(ctx))
	if err != nil { // Read and Of make none of that kind
		return ""
	}
	return base.EscapedPath()
}

// Of returns the address that a client came by, without a path but the one that
// a proxy has taken away. What a proxy says of that counts more than the request.
func Of(r *http.Request) string {
	scheme, host := "http", r.Host
	if r.TLS != nil {
		scheme = "https"
	}
	if host == "" { // the request never was on a wire
		host = "localhost"
	}
	if forwarded := first(r, "X-Forwarded-Proto"); forwarded == "http" || forwarded == "https" {
		scheme = forwarded
	}
	if forwarded := first(r, "X-Forwarded-Host"); isHost(forwarded) {
		host = forwarded
	}
	if port := first(r, "X-Forwarded-Port"); port != "" && port != map[string]string{"http": "80", "https": "443"}[scheme] {
		if with := net.JoinHostPort(host, port); !strings.Contains(host, ":") && isHost(with) {
			host = with
		}
	}
	prefix := strings.TrimRight(first(r, "X-Forwarded-Prefix"), "/")
	if u, err := url.Parse(prefix); err != nil || u.Host != "" || u.EscapedPath() != prefix || !strings.HasPrefix(prefix, "/") {
		prefix = ""
	}
	return scheme + "://" + host + prefix
}

// first returns what the proxy said that is next to the client.
func first(r *http.Request, header string) string {
	value, _, _ := strings.Cut(r.Header.Get(header), ",")
	return strings.TrimSpace(value)
}

func isHost(text string) bool {
	u, err := url.Parse("http://" + text)
	return err == nil && text != "" && u.Host == text && u.Hostname() != ""
}

// Read reads a base URL that somebody wrote.
func Read(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return nil, err
	case u.Scheme != "http" && u.Scheme != "https" || !isHost(u.Host):
		return nil, fmt.Errorf("%q is no address that starts with http:// or https:// and has a host", text)
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return nil, fmt.Errorf("%q has more than scheme, host and path", u.Redacted())
	}
	u.Path, u.RawPath = strings.TrimRight(u.Path, "/"), strings.TrimRight(u.RawPath, "/")
	return u, nil
}
