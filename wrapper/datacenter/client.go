package datacenter

import (
	"net/http"
	"sync"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/operation"
)

// Client reaches the people of one Confluence Data Center. It is safe for
// concurrent use.
type Client struct {
	// Users finds people, the groups they are in, and changes the caller.
	Users *UsersService
	// Groups manages groups, their members and how they are nested.
	Groups *GroupsService
	// Watches manages who is told about changes.
	Watches *WatchesService
	// Admin creates, changes and removes users.
	Admin *AdminService
	// Tasks follows long-running tasks.
	Tasks *TasksService

	conn  *confluence.Conn
	api   *gen.ClientWithResponses
	forms *groupForms
}

// New returns a client for the instance at its base URL, context path
// included, for example "https://confluence.example.com/confluence". Use
// [confluence.BearerToken] with a personal access token (version 7.9 and
// later), or [confluence.BasicAuth] where the instance allows it. New does no
// I/O; its errors wrap [confluence.ErrInvalid].
func New(baseURL string, auth confluence.Auth, opts ...confluence.Option) (*Client, error) {
	conn, err := confluence.NewConn(baseURL, auth, operations(), opts...)
	if err != nil {
		return nil, err
	}
	return newClient(conn, &groupForms{})
}

func newClient(conn *confluence.Conn, forms *groupForms) (*Client, error) {
	api, err := gen.NewClientWithResponses(conn.BaseURL(), gen.WithHTTPClient(conn))
	if err != nil {
		return nil, err
	}
	c := &Client{conn: conn, api: api, forms: forms}
	c.Users = &UsersService{api}
	c.Groups = &GroupsService{api: api, forms: forms, users: c.Users}
	c.Watches = &WatchesService{api}
	c.Tasks = &TasksService{api}
	c.Admin = &AdminService{api: api, tasks: c.Tasks}
	return c, nil
}

// With returns another client of the same instance with further options. Both
// share the connections and slow down together when the instance names a rate
// limit. Its errors wrap [confluence.ErrInvalid].
func (c *Client) With(options ...confluence.Option) (*Client, error) {
	conn, err := c.conn.With(options...)
	if err != nil {
		return nil, err
	}
	return newClient(conn, c.forms)
}

// API returns the generated client on the same connection, for what the
// services leave out. Its methods return the same errors. Its types hold what the
// services read of a response; all of it is in the Body of what the methods named
// …WithResponse return. Its requests that hold a password show it where they are
// printed or logged; those of the services do not. It is outside the compatibility
// promise.
func (c *Client) API() *gen.ClientWithResponses { return c.api }

// Conn returns the connection, for clients generated from other descriptions. It
// lets every path below the base URL through.
func (c *Client) Conn() *confluence.Conn { return c.conn.ForOtherOperations() }

// operations are those of the contract, for the connection.
//
//nolint:gochecknoglobals // a constant that takes time to make
var operations = sync.OnceValue(func() *operation.Table {
	table := gen.Operations()
	ops := make([]operation.Operation, len(table))
	for i, op := range table {
		ops[i] = operation.Operation{
			ID: op.ID, Method: op.Method, Path: op.Path, Success: op.Success, Reads: op.Reads, HidesForbidden: op.Method == http.MethodDelete,
			Cost: operation.Cost{Base: op.Cost}, OneBucket: true,
		}
	}
	return operation.NewTable(ops)
})
