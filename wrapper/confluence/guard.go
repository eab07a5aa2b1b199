package confluence

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// call is what errors and logs say about the request at hand: never its URL.
type call struct {
	id       string
	method   string
	template string
	success  []int
	// unknown is set when an attempt before the last one may have been applied.
	unknown bool
}

// guard refuses a request that must not leave, and names the others. Generated
// code resolves "." and ".." in path values before anyone sees them, so a path
// is compared with the contract as it will be sent.
func (c *Conn) guard(req *http.Request) (*call, error) {
	refuse := func(fault string) (*call, error) {
		return nil, fmt.Errorf("%w: %s", ErrRefused, fault)
	}
	u := req.URL
	if u == nil || !strings.EqualFold(u.Host, c.base.Host) || u.Scheme != c.base.Scheme || u.User != nil {
		return refuse("the request is for another host than the base URL")
	}
	path, ok := strings.CutPrefix(u.EscapedPath(), c.base.EscapedPath())
	if !ok || !strings.HasPrefix(path, "/") {
		return refuse("the path is not below the base URL")
	}
	if c.routes == nil {
		if hasDotSegment(path) {
			return refuse("the path has a relative segment")
		}
		return &call{method: req.Method}, nil
	}
	op := c.routes.find(req.Method, path)
	if op == nil {
		return refuse("the method and path are no operation of the contract")
	}
	return &call{id: op.ID, method: op.Method, template: op.Path, success: op.Success}, nil
}

func hasDotSegment(escapedPath string) bool {
	for segment := range strings.SplitSeq(escapedPath, "/") {
		if value, err := url.PathUnescape(segment); err != nil || value == "." || value == ".." {
			return true
		}
	}
	return false
}

// singleHostClient copies client so that it follows a redirect only for a read,
// and only to the same scheme and host: elsewhere the redirect itself is the
// answer. Go would turn a redirected write into a GET and call it a success.
func singleHostClient(client *http.Client) *http.Client {
	own := *client
	if own.Transport == nil {
		own.Transport = http.DefaultTransport
	}
	own.Transport = transportOnly{own.Transport}
	theirs := client.CheckRedirect
	own.CheckRedirect = func(next *http.Request, via []*http.Request) error {
		first := via[0]
		switch {
		case isWrite(first.Method), len(via) >= 10,
			next.URL.Scheme != first.URL.Scheme, next.URL.Host != first.URL.Host:
			return http.ErrUseLastResponse
		case theirs != nil:
			return theirs(next, via)
		}
		return nil
	}
	return &own
}

// transportOnly hides every method of a transport but RoundTrip. The retry
// library closes idle connections when a request fails, and the transport is
// not ours alone.
type transportOnly struct{ http.RoundTripper }

func isWrite(method string) bool {
	return method != http.MethodGet && method != http.MethodHead
}
