package cloud

import (
	"strings"
	"sync"

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
	api      *gen.ClientWithResponses
	account  account
	hasQuota bool // requests may cost points
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
	return newClient(conn, account{id: DefaultAccount, caller: newCaller()})
}

func newClient(conn *confluence.Conn, a account) (*Client, error) {
	api, err := gen.NewClientWithResponses(conn.BaseURL(), gen.WithHTTPClient(conn))
	if err != nil {
		return nil, err
	}
	// An API token has no quota, but for one that the program keeps by itself.
	hasQuota := !conn.HasBasicAuth() || conn.HasBudget()
	return withCore(conn, &core{api: api, account: a, hasQuota: hasQuota}), nil
}

func withCore(conn *confluence.Conn, c *core) *Client {
	return &Client{
		Users: &UsersService{c}, Groups: &GroupsService{c}, Watches: &WatchesService{c},
		Properties: &PropertiesService{c}, Tasks: &TasksService{c},
		conn: conn, core: c,
	}
}

// With returns another client of the same site with further options. Both share
// the connections and slow down together when the site names a rate limit; the
// default account is kept. Its errors wrap [confluence.ErrInvalid].
func (c *Client) With(options ...confluence.Option) (*Client, error) {
	conn, err := c.conn.With(options...)
	if err != nil {
		return nil, err
	}
	return newClient(conn, c.core.account)
}

// ForAccount returns a copy of the client whose default account is accountID:
// wherever a method is given [DefaultAccount], it acts on that one instead of
// the caller. The copy shares the connection and costs nothing. ForAccount of
// DefaultAccount itself keeps the default of c. With an id that is empty, or is
// none for another reason, every use of DefaultAccount is [confluence.ErrInvalid].
func (c *Client) ForAccount(accountID string) *Client {
	other := *c.core
	if accountID != DefaultAccount {
		other.account.id = accountID
	}
	return withCore(c.conn, &other)
}

// API returns the generated client on the same connection, for what the
// services leave out. Its methods return the same errors. Its types hold what the
// services read of a response; all of it is in the Body of what the methods named
// …WithResponse return. It is outside the compatibility promise.
func (c *Client) API() *gen.ClientWithResponses { return c.core.api }

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
			ID: op.ID, Method: op.Method, Path: op.Path, Success: op.Success, Reads: op.Reads, HidesForbidden: false,
			Cost: operation.Cost{Base: op.Cost, PerRow: op.PerRow, Rows: op.Rows, RowsFrom: op.RowsFrom},
		}
	}
	return operation.NewTable(withScopes(ops))
})
