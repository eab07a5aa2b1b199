package confluence

import (
	"fmt"
	"net/http"
	"strings"
)

// call is what errors and logs say about the request at hand: never its URL.
type call struct {
	id       string
	method   string
	template string
	success  []int
	// request is what must not show in what others say of it.
	request *http.Request
	// unknown is set when an attempt before the last one may have been applied.
	unknown bool
}

// guard refuses a request that must not leave, and names the others. Generated
// code resolves "." and ".." in path values before anyone sees them, so a path
// is compared with the contract as it will be sent.
func (c *Conn) guard(req *http.Request) (*call, error) {
	if req.Method == "" {
		req.Method = http.MethodGet // as net/http reads it
	}
	refuse := func(fault string) (*call, error) {
		return nil, fmt.Errorf("%w: %s", ErrRefused, fault)
	}
	u := req.URL
	if u == nil || !strings.EqualFold(u.Host, c.base.Host) || u.Scheme != c.base.Scheme || u.User != nil {
		return refuse("the request is for another host than the base URL")
	}
	if req.Host != "" && !strings.EqualFold(req.Host, c.base.Host) {
		return refuse("the Host header names another host than the base URL")
	}
	if u.Opaque != "" {
		return refuse("the URL is opaque") // it would be sent in place of the path
	}
	path, ok := strings.CutPrefix(u.EscapedPath(), c.base.EscapedPath())
	if !ok || !strings.HasPrefix(path, "/") {
		return refuse("the path is not below the base URL")
	}
	if c.routes == nil {
		if !isPlainPath(path) {
			return refuse("the path has an empty, relative or unprintable segment")
		}
		return &call{method: req.Method, request: req}, nil
	}
	op := c.routes.find(req.Method, path)
	if op == nil {
		return refuse("the method and path are no operation of the contract")
	}
	return &call{id: op.ID, method: op.Method, template: op.Path, success: op.Success, request: req}, nil
}

// isPlainPath reports whether every segment of an escaped path is a value. One
// slash may end the path.
func isPlainPath(escapedPath string) bool {
	inner := strings.TrimSuffix(strings.TrimPrefix(escapedPath, "/"), "/")
	if inner == "" {
		return escapedPath == "/"
	}
	for segment := range strings.SplitSeq(inner, "/") {
		if !isPathValue(segment) {
			return false
		}
	}
	return true
}
