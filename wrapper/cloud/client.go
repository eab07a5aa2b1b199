package cloud

import (
	"strings"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/operation"
)

// Client reaches the people of one Confluence Cloud site. It is safe for
// concurrent use.
type Client struct {
	// Users finds people and the groups they are in.
	Users *UsersService
	// Groups manages groups and their members.
	Groups *GroupsService
	// Watches manages who is told about changes.
	Watches *WatchesService
	// Properties stores JSON objects with users.
	Properties *PropertiesService
	// Tasks follows long-running tasks.
	Tasks *TasksService

	conn *confluence.Conn
	core *core
}

// core is what every service works with.
type core struct {
	api     *gen.ClientWithResponses
	account account
}

// New returns a client for the site at its address, for example
// "https://your-domain.atlassian.net". OAuth 2.0 tokens and scoped API tokens
// work only through the gateway, "https://api.atlassian.com/ex/confluence/"
// followed by the cloud id. New does no I/O; its errors wrap
// [confluence.ErrInvalid].
func New(site string, auth confluence.Auth, opts ...confluence.Option) (*Client, error) {
	// The paths of the contract begin with /wiki; many have it in the address.
	site = strings.TrimRight(site, "/")
	if above, ok := strings.CutSuffix(site, "/wiki"); ok && !strings.HasSuffix(above, "/") { // not a host called wiki
		site = above
	}
	conn, err := confluence.NewConn(site, auth, operations(), opts...)
	if err != nil {
		return nil, err
	}
	api, err := gen.NewClientWithResponses(conn.BaseURL(), gen.WithHTTPClient(conn))
	if err != nil {
		return nil, err
	}
	return newClient(conn, api, account{caller: newCaller(api)}), nil
}

func newClient(conn *confluence.Conn, api *gen.ClientWithResponses, a account) *Client {
	c := &core{api: api, account: a}
	return &Client{
		Users: &UsersService{c}, Groups: &GroupsService{c}, Watches: &WatchesService{c},
		Properties: &PropertiesService{c}, Tasks: &TasksService{c},
		conn: conn, core: c,
	}
}

// ForAccount returns a copy of the client whose default account is accountID:
// wherever a method is given "" for an account, it acts on that one instead of
// the caller. The copy shares the connection and costs nothing. "" makes the
// caller the default again.
func (c *Client) ForAccount(accountID string) *Client {
	return newClient(c.conn, c.core.api, account{id: accountID, caller: c.core.account.caller})
}

// API returns the generated client on the same connection, for what the
// services leave out. Its methods return the same errors.
func (c *Client) API() *gen.ClientWithResponses { return c.core.api }

// Conn returns the connection, for clients generated from other descriptions.
func (c *Client) Conn() *confluence.Conn { return c.conn }

// operations gives the connection the operations of the contract.
func operations() []operation.Operation {
	table := gen.Operations()
	ops := make([]operation.Operation, len(table))
	for i, op := range table {
		ops[i] = operation.Operation{
			ID: op.ID, Method: op.Method, Path: op.Path, Success: op.Success, Reads: op.Reads, HidesForbidden: false,
		}
	}
	return ops
}
