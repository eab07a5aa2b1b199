package confluence

import (
	"net/http"
	"net/url"
)

// Conn is a connection to one Confluence site. It sends a request through the
// stages that the package comment lists. It is safe for concurrent use.
//
// Conn has the method oapi-codegen's clients ask of an HTTP client, so a client
// generated from another description (pages, spaces) can share it:
//
//	pages.NewClient(conn.BaseURL(), pages.WithHTTPClient(conn.ForOperations(nil)))
type Conn struct {
	base     *url.URL
	auth     Auth
	routes   *routes
	settings settings
	client   *http.Client
	gate     *gate
}

// NewConn connects to the site at base with the operations of its contract. It
// does no I/O. Programs call cloud.New or datacenter.New instead.
func NewConn(base string, auth Auth, operations []Operation, options ...Option) (*Conn, error) {
	s, err := newSettings(options)
	if err != nil {
		return nil, err
	}
	u, err := parseBaseURL(base, s.insecure)
	if err != nil {
		return nil, err
	}
	if err := auth.check(); err != nil {
		return nil, err
	}
	c := &Conn{base: u, auth: auth, settings: s, client: sameSiteClient(s.httpClient), gate: &gate{}}
	return c.ForOperations(operations), nil
}

// BaseURL returns the address all requests go below, without a trailing slash.
func (c *Conn) BaseURL() string {
	return c.base.String()
}

// ForOperations returns the same connection for another contract. With no
// operations, every path below the base URL is let through and errors name no
// operation.
func (c *Conn) ForOperations(operations []Operation) *Conn {
	other := *c
	other.routes = nil
	if len(operations) > 0 {
		r := newRoutes(operations)
		other.routes = &r
	}
	return &other
}

// Do sends a request and returns the documented answer to it or an error. It
// takes req over: it sets headers on it and closes its body. A body without
// GetBody is read into memory, so that it can be sent again. The body of the
// answer must be closed; reading it ends with an error if it is cut short or
// too large.
//
// No error of Do holds the credential, the query or a filled-in path.
func (c *Conn) Do(req *http.Request) (*http.Response, error) {
	if body := req.Body; body != nil {
		defer func() { _ = body.Close() }() // what is sent are copies of it, see replay
	}
	op, err := c.guard(req)
	if err != nil {
		return nil, err
	}
	if err := req.Context().Err(); err != nil {
		return nil, op.fail(err)
	}
	if err := c.edit(req); err != nil {
		return nil, op.fail(err)
	}
	resp, err := c.send(op, req)
	if err != nil {
		return nil, op.fail(err)
	}
	err = checkResponse(op, resp)
	switch {
	case err == nil:
		return c.limit(op, resp)
	case op.alreadyDeleted(err):
		return noContent(resp), nil
	}
	return nil, err
}
