package cloudtest

import (
	"context"
	"testing"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/broken"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
)

const conformer = "5b10ac8d82e05b22cc7d4ef5" // an account

// flaw is one thing wrong with the contract, and a call that must bring it to
// light.
type flaw struct {
	breaks broken.Break
	call   func(context.Context, *cloud.Client) error
	says   string
}

func TestBrokenContractIsNoticed(t *testing.T) {
	t.Parallel()
	current := func(ctx context.Context, c *cloud.Client) error {
		_, err := c.Users.Current(ctx, nil)
		return err
	}
	get := func(ctx context.Context, c *cloud.Client) error {
		_, err := c.Users.Get(ctx, conformer, nil)
		return err
	}
	groups := func(ctx context.Context, c *cloud.Client) error {
		_, err := c.Groups.List(ctx, &cloud.GroupListOptions{Limit: 10})
		return err
	}
	create := func(ctx context.Context, c *cloud.Client) error {
		_, err := c.Groups.Create(ctx, "writers")
		return err
	}
	watching := func(ctx context.Context, c *cloud.Client) error {
		_, err := c.Watches.IsWatchingSpace(ctx, "DOCS", cloud.DefaultAccount)
		return err
	}
	watch := func(ctx context.Context, c *cloud.Client) error {
		return c.Watches.WatchSpace(ctx, "DOCS", cloud.DefaultAccount)
	}
	lookup := func(ctx context.Context, c *cloud.Client) error {
		_, err := c.Users.Lookup(ctx, []string{conformer}, nil)
		return err
	}
	set := func(ctx context.Context, c *cloud.Client) error {
		return c.Properties.Create(ctx, conformer, "theme", map[string]string{"name": "dark"})
	}
	for name, f := range map[string]flaw{
		"a response's property is required":  {broken.RequireProperty("User", "nickname"), current, `property "nickname" is missing`},
		"a response's required is renamed":   {broken.RenameProperty("UserWatch", "watching", "watches"), watching, `"watches" is missing`},
		"a response's optional is renamed":   {broken.RenameProperty("User", "displayName", "name"), get, ".displayName is not in the contract"},
		"a response's property is a number":  {broken.RetypeProperty("UserWatch", "watching", "integer"), watching, "response of isWatchingSpace"},
		"a row's property is renamed":        {broken.RenameProperty("Group", "name", "title"), groups, "response of getGroups"},
		"a response's values are fewer":      {broken.AllowOnly("User", "type", "unknown", "anonymous"), current, "response of getCurrentUser"},
		"a status with a body is gone":       {broken.RemoveStatus("createGroup", "201"), create, "status 201 is not in the contract"},
		"a status without a body is gone":    {broken.RemoveStatus("addSpaceWatcher", "204"), watch, "status 204 is not in the contract"},
		"a query parameter is renamed":       {broken.RenameParameter("getUser", "query", "accountId", "account-id"), get, "request of getUser"},
		"a query parameter is required":      {broken.RequireParameter("getCurrentUser", "tenant"), current, `"tenant" in query`},
		"a limit is lower":                   {broken.BoundParameter("getGroups", "limit", 5), groups, `"limit" in query`},
		"a header is renamed":                {broken.RenameParameter("createGroup", "header", "X-Atlassian-Token", "X-Token"), create, `"X-Token" in header`},
		"a body's property is required":      {broken.RequireProperty("GroupName", "description"), create, "request of createGroup"},
		"a body's property is renamed":       {broken.RenameProperty("UsersBulkRequest", "accountIds", "ids"), lookup, "request of createBulkUserLookup"},
		"a body's property is of other type": {broken.RetypeProperty("UserPropertyCreate", "value", "string"), set, "request of createUserProperty"},
		"a body is not taken":                {broken.RemoveBody("createGroup"), create, "a body is not in the contract"},
		"an operation is elsewhere": {
			broken.MovePath("GET", "/wiki/rest/api/user", "/wiki/rest/api/person"), get, "GET /wiki/rest/api/user is no operation",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			broken.Flaw[*cloud.Client]{Break: f.breaks, Call: f.call, Says: f.says}.RequireNoticed(t, cloudContract(), contract.Read(api.Cloud()), func(t *testing.T, described *contract.Contract) (broken.Server, *cloud.Client) {
				t.Helper()
				site := newServer(described)
				t.Cleanup(site.Close)
				site.Strict(true)
				site.AddUser(User{AccountID: conformer, Name: "Ada Example"})
				site.AddGroup("readers", conformer)
				site.AddSpace("DOCS", "Documentation")
				return site, site.Client()
			})
		})
	}
}
