package confluencetest

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

// flaw is one thing wrong with a contract, and a call of the SDK that must bring
// it to light: what is sent or answered departs from the broken contract.
type flaw[Client any] struct {
	breaks func(*testing.T, *contract)
	call   func(context.Context, Client) error
	says   string // a part of the violation
}

// requireNoticed makes the call on two servers, whose contracts differ in the flaw
// alone. The one to break is the flaw's own.
func (f flaw[Client]) requireNoticed(
	t *testing.T, intact, broken *contract, serve func(*testing.T, *contract) (*Server, Client),
) {
	t.Helper()
	server, client := serve(t, intact)
	require.NoError(t, f.call(t.Context(), client))
	require.Empty(t, server.Violations(), "nothing is broken yet")

	f.breaks(t, broken)
	server, client = serve(t, broken)
	err := f.call(t.Context(), client)
	require.NotEmpty(t, server.Violations())
	require.Contains(t, server.Violations()[0], f.says)
	require.Error(t, err, "what the contract does not allow does not get through")
}

// operation returns an operation of a contract by its id.
func (c *contract) operation(t *testing.T, id string) *openapi3.Operation {
	t.Helper()
	for _, route := range c.routes {
		if route.Operation.OperationID == id {
			return route.Operation
		}
	}
	require.Fail(t, "no such operation", id)
	return nil
}

// schema returns a component of a contract.
func (c *contract) schema(t *testing.T, name string) *openapi3.Schema {
	t.Helper()
	require.Contains(t, c.doc.Components.Schemas, name)
	return c.doc.Components.Schemas[name].Value
}

// The ways to break a contract. Each requires that there was something to break.

func renameProperty(schema, from, to string) func(*testing.T, *contract) {
	return func(t *testing.T, c *contract) {
		t.Helper()
		s := c.schema(t, schema)
		require.Contains(t, s.Properties, from)
		s.Properties[to] = s.Properties[from]
		delete(s.Properties, from)
		if i := slices.Index(s.Required, from); i >= 0 {
			s.Required[i] = to
		}
	}
}

func requireProperty(schema, name string) func(*testing.T, *contract) {
	return func(t *testing.T, c *contract) {
		t.Helper()
		s := c.schema(t, schema)
		require.NotContains(t, s.Required, name)
		s.Required = append(s.Required, name)
	}
}

func retypeProperty(schema, name, kind string) func(*testing.T, *contract) {
	return func(t *testing.T, c *contract) {
		t.Helper()
		s := c.schema(t, schema)
		require.Contains(t, s.Properties, name)
		require.False(t, s.Properties[name].Value.Type.Is(kind))
		s.Properties[name] = openapi3.NewSchemaRef("", &openapi3.Schema{Type: &openapi3.Types{kind}})
	}
}

func allowOnly(schema, property string, values ...any) func(*testing.T, *contract) {
	return func(t *testing.T, c *contract) {
		t.Helper()
		s := c.schema(t, schema)
		require.Contains(t, s.Properties, property)
		s.Properties[property].Value.Enum = values
	}
}

func renameParameter(operation, in, from, to string) func(*testing.T, *contract) {
	return func(t *testing.T, c *contract) {
		t.Helper()
		p := c.operation(t, operation).Parameters.GetByInAndName(in, from)
		require.NotNil(t, p)
		p.Name = to
	}
}

func requireParameter(operation, name string) func(*testing.T, *contract) {
	return func(t *testing.T, c *contract) {
		t.Helper()
		op := c.operation(t, operation)
		require.Nil(t, op.Parameters.GetByInAndName(openapi3.ParameterInQuery, name))
		p := openapi3.NewQueryParameter(name).WithRequired(true).WithSchema(openapi3.NewStringSchema())
		op.Parameters = append(op.Parameters, &openapi3.ParameterRef{Value: p})
	}
}

func boundParameter(operation, name string, most float64) func(*testing.T, *contract) {
	return func(t *testing.T, c *contract) {
		t.Helper()
		p := c.operation(t, operation).Parameters.GetByInAndName(openapi3.ParameterInQuery, name)
		require.NotNil(t, p)
		p.Schema.Value.Max = &most
	}
}

func removeStatus(operation, status string) func(*testing.T, *contract) {
	return func(t *testing.T, c *contract) {
		t.Helper()
		responses := c.operation(t, operation).Responses
		require.NotNil(t, responses.Value(status))
		responses.Delete(status)
	}
}

func removeBody(operation string) func(*testing.T, *contract) {
	return func(t *testing.T, c *contract) {
		t.Helper()
		op := c.operation(t, operation)
		require.NotNil(t, op.RequestBody)
		op.RequestBody = nil
	}
}

// movePath gives an operation another address. The generated server has the old
// one, which the contract no longer knows.
func movePath(method, from, to string) func(*testing.T, *contract) {
	return func(t *testing.T, c *contract) {
		t.Helper()
		route := c.routes[method+" "+from]
		require.NotNil(t, route)
		delete(c.routes, method+" "+from)
		c.routes[method+" "+to] = route
	}
}

const conformer = "5b10ac8d82e05b22cc7d4ef5" // an account

func TestBrokenCloudContractIsNoticed(t *testing.T) {
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
		_, err := c.Groups.List(ctx, &cloud.GroupListOptions{ListOptions: confluence.ListOptions{Limit: 10}})
		return err
	}
	create := func(ctx context.Context, c *cloud.Client) error {
		_, err := c.Groups.Create(ctx, "writers")
		return err
	}
	watching := func(ctx context.Context, c *cloud.Client) error {
		_, err := c.Watches.IsWatchingSpace(ctx, "DOCS", "")
		return err
	}
	watch := func(ctx context.Context, c *cloud.Client) error { return c.Watches.WatchSpace(ctx, "DOCS", "") }
	lookup := func(ctx context.Context, c *cloud.Client) error {
		_, err := c.Users.Lookup(ctx, []string{conformer}, nil)
		return err
	}
	set := func(ctx context.Context, c *cloud.Client) error {
		return c.Properties.Create(ctx, conformer, "theme", map[string]string{"name": "dark"})
	}
	for name, f := range map[string]flaw[*cloud.Client]{
		"an answer's property is required":   {requireProperty("User", "nickname"), current, `property "nickname" is missing`},
		"an answer's required is renamed":    {renameProperty("UserWatch", "watching", "watches"), watching, `"watches" is missing`},
		"an answer's optional is renamed":    {renameProperty("User", "displayName", "name"), get, ".displayName is not in the contract"},
		"an answer's property is a number":   {retypeProperty("UserWatch", "watching", "integer"), watching, "answer of isWatchingSpace"},
		"a row's property is renamed":        {renameProperty("Group", "name", "title"), groups, "answer of getGroups"},
		"an answer's values are fewer":       {allowOnly("User", "type", "unknown", "anonymous"), current, "answer of getCurrentUser"},
		"a status with a body is gone":       {removeStatus("createGroup", "201"), create, "status 201 is not in the contract"},
		"a status without a body is gone":    {removeStatus("addSpaceWatcher", "204"), watch, "status 204 is not in the contract"},
		"a query parameter is renamed":       {renameParameter("getUser", "query", "accountId", "account-id"), get, "request of getUser"},
		"a query parameter is required":      {requireParameter("getCurrentUser", "tenant"), current, `"tenant" in query`},
		"a limit is lower":                   {boundParameter("getGroups", "limit", 5), groups, `"limit" in query`},
		"a header is renamed":                {renameParameter("createGroup", "header", "X-Atlassian-Token", "X-Token"), create, `"X-Token" in header`},
		"a body's property is required":      {requireProperty("GroupName", "description"), create, "request of createGroup"},
		"a body's property is renamed":       {renameProperty("UsersBulkRequest", "accountIds", "ids"), lookup, "request of createBulkUserLookup"},
		"a body's property is of other type": {retypeProperty("UserPropertyCreate", "value", "string"), set, "request of createUserProperty"},
		"a body is not taken":                {removeBody("createGroup"), create, "a body is not in the contract"},
		"an operation is elsewhere": {
			movePath("GET", "/wiki/rest/api/user", "/wiki/rest/api/person"), get, "GET /wiki/rest/api/user is no operation",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f.requireNoticed(t, cloudContract(), readContract(api.Cloud()), func(t *testing.T, described *contract) (*Server, *cloud.Client) {
				t.Helper()
				site := NewCloud()
				t.Cleanup(site.Close)
				site.handler = newCloudPipeline(site, described)
				site.AddUser(User{AccountID: conformer, Name: "Ada Example"})
				site.AddGroup("readers", conformer)
				site.AddSpace("DOCS", "Documentation")
				return site.Server, site.Client()
			})
		})
	}
}

func TestBrokenDatacenterContractIsNoticed(t *testing.T) {
	t.Parallel()
	get := func(ctx context.Context, c *datacenter.Client) error {
		_, err := c.Users.Get(ctx, datacenter.Username("jane"), nil)
		return err
	}
	groups := func(ctx context.Context, c *datacenter.Client) error {
		_, err := c.Groups.List(ctx, &datacenter.ListOptions{ListOptions: confluence.ListOptions{Limit: 10}})
		return err
	}
	create := func(ctx context.Context, c *datacenter.Client) error {
		_, err := c.Admin.CreateUser(ctx, datacenter.NewUser{
			UserName: "ann", FullName: "Ann Example", Email: "ann@example.com", Password: "secret",
		})
		return err
	}
	remove := func(ctx context.Context, c *datacenter.Client) error {
		_, err := c.Admin.DeleteUser(ctx, "jane")
		return err
	}
	disable := func(ctx context.Context, c *datacenter.Client) error { return c.Admin.DisableUser(ctx, "jane") }
	watch := func(ctx context.Context, c *datacenter.Client) error {
		return c.Watches.WatchSpace(ctx, "DOCS", datacenter.Identity{}, "page")
	}
	task := func(ctx context.Context, c *datacenter.Client) error {
		_, err := c.Tasks.List(ctx, nil)
		return err
	}
	for name, f := range map[string]flaw[*datacenter.Client]{
		"an answer's property is required":   {requireProperty("User", "nickname"), get, `property "nickname" is missing`},
		"an answer's optional is renamed":    {renameProperty("User", "userKey", "key"), get, ".userKey is not in the contract"},
		"an answer's property is a number":   {retypeProperty("UserKey", "userKey", "integer"), create, "answer of createUser"},
		"a row's property is renamed":        {renameProperty("Group", "name", "title"), groups, ".results[].name is not in the contract"},
		"a row's property is of other type":  {retypeProperty("LongTask", "percentageComplete", "string"), task, "answer of getTasks"},
		"an answer's values are fewer":       {allowOnly("User", "type", "unknown", "anonymous"), get, "answer of getUser"},
		"a status with a body is gone":       {removeStatus("deleteUser", "202"), remove, "status 202 is not in the contract"},
		"a status without a body is gone":    {removeStatus("disableUser", "204"), disable, "status 204 is not in the contract"},
		"a query parameter is renamed":       {renameParameter("getUser", "query", "username", "name"), get, `"username" is not in the contract`},
		"a query parameter is required":      {requireParameter("getUser", "tenant"), get, `"tenant" in query`},
		"a limit is lower":                   {boundParameter("getGroups", "limit", 5), groups, `"limit" in query`},
		"a repeated parameter is renamed":    {renameParameter("addSpaceWatcher", "query", "contentType", "type"), watch, "request of addSpaceWatcher"},
		"a body's property is required":      {requireProperty("CreateUserRequest", "locale"), create, "request of createUser"},
		"a body's property is renamed":       {renameProperty("CreateUserRequest", "userName", "username"), create, "request of createUser"},
		"a body's property is of other type": {retypeProperty("CreateUserRequest", "fullName", "boolean"), create, "request of createUser"},
		"a body is not taken":                {removeBody("createUser"), create, "a body is not in the contract"},
		"an operation is elsewhere": {
			movePath("GET", "/rest/api/user", "/rest/api/person"), get, "GET /rest/api/user is no operation",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f.requireNoticed(t, datacenterContract(), readContract(api.Datacenter()), func(t *testing.T, described *contract) (*Server, *datacenter.Client) {
				t.Helper()
				d := NewDatacenter()
				t.Cleanup(d.Close)
				d.handler = newDatacenterPipeline(d, described)
				d.AddUser(DatacenterUser{Username: "jane", FullName: "Jane Example", Email: "jane@example.com"})
				d.AddGroup("readers", "jane")
				d.AddSpace("DOCS", "Documentation")
				d.AddTask(Task{Name: "reindex", Duration: time.Hour})
				return d.Server, d.Client()
			})
		})
	}
}
