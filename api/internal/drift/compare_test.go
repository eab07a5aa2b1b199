package main

import (
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
)

func TestNoNews(t *testing.T) {
	t.Parallel()
	code, lines := against(t, small, small)
	require.Equal(t, []string{"no news"}, lines)
	require.Equal(t, exitSame, code)
}

// TestNews makes changes of every kind and expects a line for each, no more.
func TestNews(t *testing.T) {
	t.Parallel()
	const user = "GET /rest/api/user"
	in := " (in " + user + ")"
	for name, test := range map[string]struct {
		edits []string
		want  []string
	}{
		"operation gone":       {[]string{"    put:\n", "    x-put:\n"}, []string{"operation gone PUT /rest/api/user theirs: - ours: updateUser"}},
		"operation added":      {[]string{"    delete:\n", "    patch: {operationId: news, responses: {}}\n    delete:\n"}, []string{"operation added PATCH /rest/api/group/{name}/member/{user} theirs: news ours: -"}},
		"new root":             {[]string{"  /rest/api/user:\n", "  /rest/api/users-bulk: {get: {responses: {}}}\n  /rest/api/user:\n"}, []string{"operation added GET /rest/api/users-bulk theirs: unnamed ours: -"}},
		"none of ours":         {[]string{"  /rest/api/user:\n", "  /rest/api/content: {get: {responses: {}}}\n  /rest/api/user:\n"}, []string{"no news"}},
		"root gone":            {[]string{"/rest/api/group/", "/rest/api/elsewhere/"}, []string{"root gone /rest/api/group theirs: - ours: present", "operation gone DELETE /rest/api/group/{name}/member/{user} theirs: - ours: removeMember"}},
		"server path":          {[]string{"https://{host}", "https://{host}/v3"}, []string{"server path servers theirs: /v3 ours: /"}},
		"operation deprecated": {[]string{"      summary: Get a user\n", "      deprecated: true\n"}, []string{"operation deprecated " + user + " theirs: yes ours: no"}},
		"security gone":        {[]string{"        - basic: []\n", ""}, []string{"security gone " + user + " http basic theirs: - ours: present"}},
		"security unstated":    {[]string{"      security: [{}]\n", ""}, []string{"security PUT /rest/api/user theirs: unstated ours: anonymous"}},
		"scopes":               {[]string{"oauth: [read:users]", "oauth: [read:all]"}, []string{"scopes added " + user + " theirs: read:all ours: -", "scopes gone " + user + " theirs: - ours: read:users"}},
		"scopes announced":     {[]string{"state: Current", "state: Beta"}, []string{"scopes announced gone " + user + " theirs: - ours: read:users", "scopes granular added " + user + " theirs: read:users ours: -"}},
		"scope undeclared":     {[]string{"read:users: Read users.", "read:all: All."}, []string{"scope gone securitySchemes oauth2 authorization code read:users theirs: - ours: present"}},
		"token address":        {[]string{"com/token", "com/token2"}, []string{"flow token securitySchemes oauth2 authorization code theirs: https://example.com/token2 ours: https://example.com/token"}},
		"parameter gone":       {[]string{"{name: name, in: query", "{name: who, in: query"}, []string{"parameter gone " + user + " query name theirs: - ours: string", "parameter added " + user + " query who theirs: string required ours: -"}},
		"parameter length":     {[]string{"maxLength: 9", "maxLength: 8"}, []string{"parameter maximum length " + user + " query name theirs: 8 ours: 9"}},
		"parameter items":      {[]string{"items: {type: string, enum: [groups, icon]}", "items: {type: integer}"}, []string{"parameter type " + user + " query expand[] theirs: integer ours: string", "parameter enum " + user + " query expand[] theirs: any ours: groups,icon"}},
		"parameter most":       {[]string{"schema: {type: array, items: {type: string, enum", "schema: {type: array, maxItems: 7, items: {type: string, enum"}, []string{"parameter maximum items " + user + " query expand theirs: 7 ours: -"}},
		"parameter style":      {[]string{"- name: expand", "- explode: false\n          name: expand"}, []string{"parameter style " + user + " query expand theirs: form ours: form exploded"}},
		"status":               {[]string{"        '404':", "        '410':"}, []string{"status gone " + user + " 404 theirs: - ours: present", "status added " + user + " 410 theirs: present ours: -"}},
		"header":               {[]string{"X-Count", "X-Sum"}, []string{"response header gone " + user + " 200 header x-count theirs: - ours: integer", "response header added " + user + " 200 header x-sum theirs: integer ours: -"}},
		"header type":          {[]string{"How many., schema: {type: integer}", "How many., schema: {type: number}"}, []string{"response header type " + user + " 200 header x-count theirs: number ours: integer"}},
		"content type":         {[]string{"          headers:", "          content: {application/json: {schema: {$ref: '#/components/schemas/User'}}, text/csv: {}}\n          headers:", "          content:\n            application/json:\n              schema: {$ref: '#/components/schemas/User'}\n        '404'", "        '404'"}, []string{"response content type added " + user + " 200 text/csv theirs: present ours: -"}},
		"request optional":     {[]string{"        required: true\n", ""}, []string{"request body required PUT /rest/api/user theirs: no ours: yes"}},
		"error body":           {[]string{"message: {type: string}", "message: {type: object}"}, []string{"property type Error.message theirs: object ours: string" + in}},
		"property required":    {[]string{"required: [name]", "required: [age]"}, []string{"property required User.age theirs: yes ours: no" + in, "property required User.name theirs: no ours: yes" + in}},
		"property added":       {[]string{"required: [name]", "required: [name, news]", "        age:", "        news: {type: string}\n        age:"}, []string{"property added User.news theirs: string required ours: -" + in}},
		"property gone":        {[]string{"        path: {type: string}", "        way: {type: string}"}, []string{"property gone Icon.path theirs: - ours: string" + in, "property added Icon.way theirs: string ours: -" + in}},
		"property deprecated":  {[]string{"age: {type: integer,", "age: {type: integer, deprecated: true,"}, []string{"property deprecated User.age theirs: yes ours: no" + in}},
		"property read-only":   {[]string{"age: {type: integer,", "age: {type: integer, readOnly: true,"}, []string{"property read-only User.age theirs: yes ours: no" + in}},
		"property default":     {[]string{"default: 1", "default: 2"}, []string{"property default User.age theirs: 2 ours: 1" + in}},
		"other properties":     {[]string{"additionalProperties: {type: string}", "additionalProperties: false"}, []string{"schema other properties Icon theirs: refused ours: string" + in}},
		"in an alternative":    {[]string{"properties: {id: {type: string}}", "properties: {id: {type: integer}}"}, []string{"property type User.other|object.id theirs: integer ours: string" + in}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, lines := against(t, small, edited(t, small, test.edits...))
			require.Equal(t, test.want, lines)
		})
	}
}

// TestAcross: where the types differ, what the published side holds is told.
func TestAcross(t *testing.T) {
	t.Parallel()
	_, lines := against(t, edited(t, small, "groups: {type: array, items: {type: string}}", "groups: {}"), small)
	require.Equal(t, []string{
		"property type User.groups theirs: array ours: any (in GET /rest/api/user)",
		"property added User.groups[] theirs: string ours: - (in GET /rest/api/user)",
	}, lines)
}

// TestPaths: names of path parameters do not matter, v2 has its base elsewhere.
func TestPaths(t *testing.T) {
	t.Parallel()
	_, lines := against(t, small, edited(t, small,
		"/{name}/member/{user}:", "/{group}/member/{who}:",
		"- {name: name, in: path", "- {name: group, in: path", "- {name: user, in: path", "- {name: who, in: path"))
	require.Equal(t, []string{"no news"}, lines)

	const ours = "openapi: 3.0.3\ninfo: {title: V2, version: '2'}\npaths:\n  /wiki/api/v2/user/me: {get: {operationId: me, responses: {}}}\n"
	theirs := edited(t, ours, "/wiki/api/v2/user/me: {get: {", "/user/me: {get: {tags: [User], ", "paths:", "servers: [{url: 'https://{host}/wiki/api/v2'}]\npaths:")
	_, stdout, _ := drift(t, "-ours", write(t, ours), "-v2", write(t, theirs), "-known", write(t, "{}"))
	require.Equal(t, []string{"no news"}, news(stdout))
	_, stdout, _ = drift(t, "-ours", write(t, ours), "-v2", write(t, edited(t, theirs, "[User]", "[Account]", "v2'}", "v3'}")), "-known", write(t, "{}"))
	require.Equal(t, []string{
		"v2 server path servers theirs: /wiki/api/v3 ours: /wiki/api/v2",
		"v2 tag gone User theirs: - ours: present",
	}, news(stdout))
}

// TestDuplicateParameters: Data Center has been published with every parameter
// twice, plain and typed.
func TestDuplicateParameters(t *testing.T) {
	t.Parallel()
	plain := "\n        - {name: name, in: query, required: true, schema: {type: string}}\n"
	for _, edits := range [][]string{
		{"      parameters:\n        - {name: name, in: query", "      parameters:" + plain + "        - {name: name, in: query"},
		{"        - name: expand", plain[1:] + "        - name: expand"},
	} {
		_, lines := against(t, small, edited(t, small, edits...))
		require.Equal(t, []string{"no news"}, lines)
	}
}

// TestPeople draws the line around what would be ours.
func TestPeople(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		product, path, tag string
		want               bool
	}{
		{dataCenter, "/rest/api/user/list", "", true},
		{dataCenter, "/rest/api/group", "", true},
		{dataCenter, "/rest/api/admin/users/list/active", "", true},
		{dataCenter, "/rest/api/content/{id}/watchers", "", true},
		{dataCenter, "/rest/api/content/{id}/watch", "", true},
		{dataCenter, "/rest/api/longtask/{id}", "", true},
		{dataCenter, "/rest/api/grouping", "", false},
		{dataCenter, "/rest/api/admin/webhooks", "", false},
		{dataCenter, "/rest/api/content/{id}/watchers/more", "", false},
		{cloudV1, "/wiki/rest/api/user/status", "Something new", true},
		{cloudV1, "/wiki/rest/api/users", "Something new", true},
		{cloudV1, "/wiki/rest/api/search/user", "Search", true},
		{cloudV1, "/wiki/rest/api/search", "Search", false},
		{cloudV1, "/wiki/rest/api/content/{id}/notification/removed", "Content", true},
		{cloudV1, "/wiki/rest/api/x", "User properties", true},
		{cloudV2, "/wiki/api/v2/groups/{id}", "Something new", true},
		{cloudV2, "/wiki/api/v2/x", "User", true},
		{cloudV2, "/wiki/api/v2/x", "Users", false},
		{cloudV2, "/wiki/api/v2/spaces", "Space", false},
	} {
		o := &operation{path: test.path, Operation: &openapi3.Operation{Tags: []string{test.tag}}}
		require.Equal(t, test.want, aboutPeople(test.product, o), "%s %s", test.product, test.path)
	}
}

// TestComposed: parts of an allOf are properties like others, alternatives are
// told by their types.
func TestComposed(t *testing.T) {
	t.Parallel()
	part := openapi3.NewObjectSchema().WithProperty("a", openapi3.NewStringSchema())
	part.Required = []string{"a"}
	whole := &openapi3.Schema{AllOf: openapi3.SchemaRefs{part.NewRef()}, Required: []string{"b"}}
	whole.WithProperty("b", openapi3.NewStringSchema())
	properties, required := propertiesOf(whole)
	require.Len(t, properties, 2)
	require.Equal(t, map[string]bool{"a": true, "b": true}, required)
	require.Equal(t, "object", typeOf(whole))
	require.Equal(t, "object|string", typeOf(openapi3.NewOneOfSchema(openapi3.NewStringSchema(), openapi3.NewObjectSchema())))
	require.Equal(t, "boolean|string", typeOf(openapi3.NewAnyOfSchema(openapi3.NewStringSchema(), openapi3.NewBoolSchema())))
}

// TestSchemasThatHoldThemselves: a file from outside may go round in circles.
func TestSchemasThatHoldThemselves(t *testing.T) {
	t.Parallel()
	part := openapi3.NewObjectSchema().WithProperty("name", openapi3.NewStringSchema())
	part.AllOf = openapi3.SchemaRefs{openapi3.NewSchemaRef("", part)}
	properties, _ := propertiesOf(part)
	require.Contains(t, properties, "name")

	other := &openapi3.Schema{}
	other.OneOf = openapi3.SchemaRefs{openapi3.NewSchemaRef("", other), openapi3.NewSchemaRef("", openapi3.NewStringSchema())}
	require.Equal(t, "itself|string", typeOf(other))

	_, lines := against(t, edited(t, small, "path: {type: string}", "path: {type: array, items: {$ref: '#/components/schemas/Icon'}}"),
		edited(t, small, "path: {type: string}", "path: {type: array, items: {$ref: '#/components/schemas/Icon'}}"))
	require.Equal(t, []string{"no news"}, lines)
}
