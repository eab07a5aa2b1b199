package confluence

import (
	"net/netip"
	"net/url"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// parseBaseURL reads the address of a site. Its errors name the fault and never
// repeat the address, which may hold a password.
func parseBaseURL(raw string, insecure bool) (*url.URL, error) {
	const name = "base URL"
	if strings.TrimSpace(raw) == "" {
		return nil, argument.Invalid(name, "is empty")
	}
	u, err := url.Parse(raw)
	if err != nil {
		return nil, argument.Invalid(name, "is not a URL")
	}
	u.Host = strings.TrimSuffix(strings.ToLower(u.Host), ":") // as net/http sends it
	switch {
	case u.Scheme != "https" && u.Scheme != "http":
		return nil, argument.Invalid(name, "must start with https:// (or http:// for this machine)")
	case u.User != nil:
		return nil, argument.Invalid(name, "must not contain credentials; pass them as Auth")
	case u.Hostname() == "":
		return nil, argument.Invalid(name, "has no host")
	case u.RawQuery != "" || u.ForceQuery:
		return nil, argument.Invalid(name, "must not have a query")
	case u.Fragment != "" || strings.HasSuffix(raw, "#"):
		return nil, argument.Invalid(name, "must not have a fragment")
	case u.Scheme == "http" && !insecure && !isLoopback(u.Hostname()):
		return nil, argument.Invalid(name, "is plain http, which would show the credential to the network; use https or WithInsecureHTTP")
	}
	escaped := strings.TrimRight(u.EscapedPath(), "/")
	for segment := range strings.SplitSeq(strings.TrimPrefix(escaped, "/"), "/") {
		value, err := url.PathUnescape(segment)
		if escaped != "" && (err != nil || argument.PathValue(name, value) != nil) {
			return nil, argument.Invalid(name, "has an empty, relative or unprintable path segment")
		}
	}
	u.Path, _ = url.PathUnescape(escaped) // every segment was unescaped above
	u.RawPath = escaped
	return u, nil
}

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}
