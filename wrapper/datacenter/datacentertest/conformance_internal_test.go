package datacentertest

import (
	"context"
	"testing"
	"time"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/broken"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
)

// flaw is one thing wrong with the contract, and a call that must bring it to
// light.
type flaw struct {
	breaks broken.Break
	call   func(context.Context, *datacenter.Client) error
	says   string
}

func TestBrokenContractIsNoticed(t *testing.T) {
	t.Parallel()
	get := func(ctx context.Context, c *datacenter.Client) error {
		_, err := c.Users.Get(ctx, datacenter.Username("jane"), nil)
		return err
	}
	groups := func(ctx context.Context, c *datacenter.Client) error {
		_, err := c.Groups.List(ctx, &datacenter.GroupListOptions{Limit: 10})
		return err
	}
	create := func(ctx context.Context, c *datacenter.Client) error {
		_, err := c.Admin.CreateUser(ctx, datacenter.NewUser{
			Username: "ann", FullName: "Ann Example", Email: "ann@example.com", Password: datacenter.NewPassword("secret"),
		})
		return err
	}
	remove := func(ctx context.Context, c *datacenter.Client) error {
		_, err := c.Admin.DeleteUser(ctx, "jane")
		return err
	}
	disable := func(ctx context.Context, c *datacenter.Client) error { return c.Admin.DisableUser(ctx, "jane") }
	watch := func(ctx context.Context, c *datacenter.Client) error {
		return c.Watches.WatchSpace(ctx, "DOCS", datacenter.Caller(),
			&datacenter.SpaceWatchOptions{ContentTypes: []datacenter.ContentType{datacenter.ContentPage}})
	}
	task := func(ctx context.Context, c *datacenter.Client) error {
		_, err := c.Tasks.List(ctx, nil)
		return err
	}
	for name, f := range map[string]flaw{
		"a response's property is required":  {broken.RequireProperty("User", "nickname"), get, `property "nickname" is missing`},
		"a response's optional is renamed":   {broken.RenameProperty("User", "userKey", "key"), get, ".userKey is not in the contract"},
		"a response's property is a number":  {broken.RetypeProperty("UserKey", "userKey", "integer"), create, "response of createUser"},
		"a row's property is renamed":        {broken.RenameProperty("Group", "name", "title"), groups, ".results[].name is not in the contract"},
		"a row's property is of other type":  {broken.RetypeProperty("LongTask", "percentageComplete", "string"), task, "response of getTasks"},
		"a response's values are fewer":      {broken.AllowOnly("User", "type", "unknown", "anonymous"), get, "response of getUser"},
		"a status with a body is gone":       {broken.RemoveStatus("deleteUser", "202"), remove, "status 202 is not in the contract"},
		"a status without a body is gone":    {broken.RemoveStatus("disableUser", "204"), disable, "status 204 is not in the contract"},
		"a query parameter is renamed":       {broken.RenameParameter("getUser", "query", "username", "name"), get, `"username" is not in the contract`},
		"a query parameter is required":      {broken.RequireParameter("getUser", "tenant"), get, `"tenant" in query`},
		"a limit is lower":                   {broken.BoundParameter("getGroups", "limit", 5), groups, `"limit" in query`},
		"a repeated parameter is renamed":    {broken.RenameParameter("addSpaceWatcher", "query", "contentType", "type"), watch, "request of addSpaceWatcher"},
		"a body's property is required":      {broken.RequireProperty("CreateUserRequest", "locale"), create, "request of createUser"},
		"a body's property is renamed":       {broken.RenameProperty("CreateUserRequest", "userName", "username"), create, "request of createUser"},
		"a body's property is of other type": {broken.RetypeProperty("CreateUserRequest", "fullName", "boolean"), create, "request of createUser"},
		"a body is not taken":                {broken.RemoveBody("createUser"), create, "a body is not in the contract"},
		"an operation is elsewhere": {
			broken.MovePath("GET", "/rest/api/user", "/rest/api/person"), get, "GET /rest/api/user is no operation",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			broken.Flaw[*datacenter.Client]{Break: f.breaks, Call: f.call, Says: f.says}.RequireNoticed(t, datacenterContract(), contract.Read(api.Datacenter()), func(t *testing.T, described *contract.Contract) (broken.Server, *datacenter.Client) {
				t.Helper()
				d := newServer(described)
				t.Cleanup(d.Close)
				d.Strict(true)
				d.AddUser(User{Username: "jane", FullName: "Jane Example", Email: "jane@example.com"})
				d.AddGroup("readers", "jane")
				d.AddSpace("DOCS", "Documentation")
				d.AddTask(confluencetest.Task{Name: "reindex", Duration: time.Hour})
				return d, d.Client()
			})
		})
	}
}
