package confluence

import (
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/operation"
)

// sameSiteClient copies client so that it follows a redirect only for a read,
// and only to the same origin below the base URL: elsewhere the redirect itself
// is the response. Go would turn a redirected write into a GET and call it a
// success; and beside the base path of the gateway are other customers' sites.
// The copy has no Timeout: it is part of the bound on each attempt.
func sameSiteClient(client *http.Client, base *url.URL) *http.Client {
	own := *client
	own.Timeout = 0
	next := client.Transport
	if next == nil {
		next = http.DefaultTransport
	}
	own.Transport = transport{next}
	theirs := client.CheckRedirect
	own.CheckRedirect = func(next *http.Request, via []*http.Request) error {
		switch {
		case isWrite(via[0].Method), len(via) >= 10, next.URL.User != nil, !isBelow(next.URL, base):
			return http.ErrUseLastResponse
		}
		// Go takes another way of writing the host for another host, and would
		// go on without the credential.
		next.URL.Host = base.Host
		if credential, ok := via[0].Header["Authorization"]; ok {
			next.Header["Authorization"] = credential
		}
		if theirs != nil {
			return theirs(next, via)
		}
		return nil
	}
	return &own
}

// isBelow reports whether an address is of the same origin as base, however it
// is written, and below its path.
func isBelow(u, base *url.URL) bool {
	path, below := strings.CutPrefix(u.EscapedPath(), base.EscapedPath())
	return below && strings.EqualFold(u.Scheme, base.Scheme) && hostPort(u) == hostPort(base) &&
		strings.HasPrefix(path, "/") && operation.IsPlainPath(path)
}

func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[strings.ToLower(u.Scheme)]
	}
	return net.JoinHostPort(strings.ToLower(u.Hostname()), port)
}

// exchange sends a request and follows redirects. The client of net/http copies
// headers and address for redirects before it sends anything; here it only gets
// what is no plain response, as if it had sent the request itself.
func (c *Conn) exchange(req *http.Request) (*http.Response, error) {
	if c.client.Jar != nil || req.RequestURI != "" {
		return c.client.Do(req) //nolint:gosec // guard has seen to the address
	}
	resp, err := c.client.Transport.RoundTrip(req)
	if err == nil && resp != nil && resp.Body != nil && (resp.StatusCode < 300 || resp.StatusCode > 399) {
		return resp, nil
	}
	client := *c.client
	client.Transport = &sent{resp: resp, err: err, next: client.Transport}
	return client.Do(req) //nolint:gosec // guard has seen to the address
}

// sent is a transport whose first request was sent before.
type sent struct {
	resp *http.Response
	err  error
	next http.RoundTripper
	told bool
}

// RoundTrip returns how the request that was sent ended, or sends another.
func (s *sent) RoundTrip(req *http.Request) (*http.Response, error) {
	if s.told {
		return s.next.RoundTrip(req)
	}
	s.told = true
	return s.resp, s.err
}

// transport drops a Location that is no URL, so that such a redirect is a
// response as any other. The [http.Client] would lose its status and quote the
// Location, which can repeat the query.
type transport struct{ next http.RoundTripper }

// RoundTrip sends a request.
func (t transport) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := t.next.RoundTrip(req)
	if err != nil || resp == nil || resp.StatusCode < 300 || resp.StatusCode > 399 {
		return resp, err
	}
	if _, err := req.URL.Parse(resp.Header.Get("Location")); err == nil {
		return resp, nil
	}
	own := *resp
	own.Header = resp.Header.Clone()
	own.Header.Del("Location")
	return &own, nil
}
