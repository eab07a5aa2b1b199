package confluence

import (
	"net/http"
	"net/url"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/operation"
)

// Conn is a connection to one Confluence site. It sends a request through the
// stages that the package comment lists. It is safe for concurrent use.
//
// Conn has the method oapi-codegen's clients ask of an HTTP client, so a client
// generated from another description (pages, spaces) can share it:
//
//	pages.NewClient(client.Conn().BaseURL(), pages.WithHTTPClient(client.Conn()))
type Conn struct {
	base     *url.URL
	basePath string // of base, escaped
	auth     Auth
	table    *operation.Table // nil: any path below the base URL
	settings settings
	client   *http.Client
	limits   *limits
	budget   *Budget // nil on Data Center, which has no quota
	buffers  *buffers
}

// NewConn connects to the site at base with the operations of a contract; nil lets
// every path through. It is
// for the product packages of this module: programs call cloud.New or
// datacenter.New.
func NewConn(base string, auth Auth, operations *operation.Table, options ...Option) (*Conn, error) {
	s, err := defaultSettings().with(options)
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
	c := &Conn{
		base: u, basePath: u.EscapedPath(), auth: auth, table: operations, settings: s, limits: newLimits(operations), buffers: &buffers{},
	}
	if c.budget, err = c.budgetOf(s); err != nil {
		return nil, err
	}
	c.client = sameSiteClient(s.httpClient, u)
	return c, nil
}

// BaseURL returns the address all requests go below, without a trailing slash.
func (c *Conn) BaseURL() string {
	return c.base.String()
}

// With returns the same connection with other options: both share the rate
// limits and, unless an option names another, the transport.
func (c *Conn) With(options ...Option) (*Conn, error) {
	s, err := c.settings.with(options)
	if err != nil {
		return nil, err
	}
	other := *c
	other.settings = s
	if s.budget != c.settings.budget {
		if other.budget, err = c.budgetOf(s); err != nil {
			return nil, err
		}
	}
	if s.httpClient != c.settings.httpClient {
		other.client = sameSiteClient(s.httpClient, c.base)
	}
	return &other, nil
}

// HasBasicAuth reports whether requests are sent with a user and a secret; see
// [BasicAuth].
func (c *Conn) HasBasicAuth() bool { return c.auth.basic }

// HasBudget reports whether a budget was given with [WithBudget].
func (c *Conn) HasBudget() bool { return c.settings.budget != nil }

// ForOtherOperations returns the same connection without the contract: every
// path below the base URL is let through, and errors name no operation.
func (c *Conn) ForOtherOperations() *Conn {
	other := *c
	other.table = nil
	return &other
}

// Do sends a request and returns the documented response to it or an error. It
// takes req over: it sets headers on it and closes its body. A body without
// GetBody is read into memory, so that it can be sent again. The body of the
// response has been read; it must be closed all the same.
//
// An error is [*Error], or wraps [ErrInvalid], [ErrRefused] or [ErrReadOnly] for
// a request that was not let through. None holds the credential, the query or a
// filled-in path.
func (c *Conn) Do(req *http.Request) (*http.Response, error) {
	if body := req.Body; body != nil {
		defer func() { _ = body.Close() }() // what is sent are copies of it
	}
	call, err := c.newCall(req)
	if err != nil {
		return nil, err
	}
	call.begin()
	call.carrier = carrier{call.ctx, call}
	resp, failure := c.send(call)
	call.end(resp, failure)
	if failure != nil {
		return nil, failure
	}
	return resp, nil
}
