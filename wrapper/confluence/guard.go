package confluence

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/operation"
)

// guard refuses a request that must not leave, and names the operation of the
// others. Generated code resolves "." and ".." in path values before anyone sees
// them, so a path is compared with the contract as it will be sent.
func (c *Conn) guard(req *http.Request) (*operation.Operation, error) {
	if req.Method == "" {
		req.Method = http.MethodGet // as net/http reads it
	}
	refuse := func(fault string) (*operation.Operation, error) {
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
	path, ok := strings.CutPrefix(u.EscapedPath(), c.basePath)
	if !ok || !strings.HasPrefix(path, "/") {
		return refuse("the path is not below the base URL")
	}
	if c.table == nil {
		if !operation.IsPlainPath(path) {
			return refuse("the path has an empty, relative or unprintable segment")
		}
		return operation.Unlisted(req.Method), nil
	}
	op := c.table.Find(req.Method, path)
	if op == nil {
		return refuse("the method and path are no operation of the contract")
	}
	return op, nil
}
