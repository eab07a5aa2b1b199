package main

import (
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
)

// TestNews seeds changes of every kind and expects a line for each, no more.
func TestNews(t *testing.T) {
	t.Parallel()
	doc := upstream(t, cloudV1)
	op := func(method, path string) *openapi3.Operation {
		item := doc.Paths.Value("/wiki/rest/api" + path)
		require.NotNil(t, item, path)
		return item.GetOperation(method)
	}
	query := func(method, path, name string) *openapi3.Schema {
		p := op(method, path).Parameters.GetByInAndName(openapi3.ParameterInQuery, name)
		require.NotNil(t, p, name)
		return p.Schema.Value
	}
	properties := func(name string) openapi3.Schemas { return doc.Components.Schemas[name].Value.Properties }
	described := "-"

	// An operation gone; one new, and one new that is none of ours.
	doc.Paths.Delete("/wiki/rest/api/user/email")
	added := &openapi3.Operation{Tags: []string{"Group"}, OperationID: "renameGroup", Responses: openapi3.NewResponses()}
	doc.Paths.Set("/wiki/rest/api/group/name", &openapi3.PathItem{Put: added})
	other := &openapi3.Operation{Tags: []string{"Content"}, OperationID: "getContent", Responses: openapi3.NewResponses()}
	doc.Paths.Set("/wiki/rest/api/content", &openapi3.PathItem{Get: other})
	// An operation deprecated.
	op("GET", "/longtask").Deprecated = true
	// A parameter gone, another of another type, a limit, an enum.
	bulk := op("GET", "/user/bulk")
	bulk.Parameters = bulk.Parameters[:1]
	query("GET", "/longtask", "key").Type = &openapi3.Types{openapi3.TypeBoolean}
	query("GET", "/search/user", "limit").WithMax(50)
	enum := query("GET", "/group", "accessType")
	enum.Enum = append(enum.Enum, "guest")
	// A status.
	op("GET", "/user").Responses.Set("410", &openapi3.ResponseRef{Value: &openapi3.Response{Description: &described}})
	// Properties, in schemas that many operations share.
	properties("User")["nickname"] = openapi3.NewStringSchema().NewRef()
	properties("Links")["self"] = openapi3.NewIntegerSchema().NewRef()

	code, stdout, _ := drift(t, "-v1", publish(t, doc), "-known", nothingKnown(t))
	require.Equal(t, []string{
		"v1 property type Links.self theirs: integer ours: string (in GET /wiki/rest/api/content/{id}/notification/child-created)",
		"v1 parameter enum GET /wiki/rest/api/group query accessType theirs: guest ours: -",
		"v1 property added User.nickname theirs: string ours: - (in GET /wiki/rest/api/group/{groupId}/membersByGroupId)",
		"v1 operation deprecated GET /wiki/rest/api/longtask theirs: yes ours: no",
		"v1 parameter type GET /wiki/rest/api/longtask query key theirs: boolean ours: string",
		"v1 parameter maximum GET /wiki/rest/api/search/user query limit theirs: 50 ours: -",
		"v1 status added GET /wiki/rest/api/user 410 theirs: present ours: -",
		"v1 parameter gone GET /wiki/rest/api/user/bulk query expand theirs: - ours: array",
		"v1 operation gone GET /wiki/rest/api/user/email theirs: - ours: getPrivacyUnsafeUserEmail",
		"v1 operation added PUT /wiki/rest/api/group/name theirs: renameGroup ours: -",
	}, news(stdout))
	require.Equal(t, exitNews, code)
}

// TestBodies covers what the seeded changes leave out.
func TestBodies(t *testing.T) {
	t.Parallel()
	doc := upstream(t, dataCenter)
	op := func(method, path string) *openapi3.Operation {
		return doc.Paths.Value("/rest/api" + path).GetOperation(method)
	}
	op("PUT", "/user/current").RequestBody = nil
	op("POST", "/admin/user").RequestBody.Value.Required = false
	op("GET", "/user").Responses.Delete("404")
	op("GET", "/user/current").Responses.Value("200").Value.Content = nil
	op("GET", "/longtask/{id}").Responses.Value("200").Value.Content.Get("application/json").Schema = nil
	spaces := op("DELETE", "/user/watch/space/{spaceKey}").Parameters.GetByInAndName(openapi3.ParameterInQuery, "contentType")
	joined := false
	spaces.Explode = &joined
	schemas := doc.Components.Schemas
	schemas["Icon"].Value.Nullable = true
	schemas["Icon"].Value.Required = []string{"path"}
	delete(schemas["GroupCreate"].Value.Properties, "type")
	schemas["TaskLinks"].Value.Properties = nil
	schemas["SpaceWatch"].Value.Properties["contentTypes"].Value.Items = openapi3.NewInt64Schema().NewRef()

	_, stdout, _ := drift(t, "-dc", publish(t, doc), "-known", nothingKnown(t))
	require.Equal(t, []string{
		"dc schema properties TaskLinks theirs: unnamed ours: result,status (in DELETE /rest/api/admin/user/{username})",
		"dc parameter style DELETE /rest/api/user/watch/space/{spaceKey} query contentType theirs: form ours: form exploded",
		"dc schema nullable Icon theirs: yes ours: no (in GET /rest/api/admin/users/list/active)",
		"dc property required Icon.path theirs: yes ours: no (in GET /rest/api/admin/users/list/active)",
		"dc schema type GET /rest/api/longtask/{id} 200 theirs: any ours: object (in GET /rest/api/longtask/{id})",
		"dc status gone GET /rest/api/user 404 theirs: - ours: present",
		"dc response body gone GET /rest/api/user/current 200 theirs: - ours: present",
		"dc property gone GroupCreate.type theirs: - ours: string (in POST /rest/api/admin/group)",
		"dc request body required POST /rest/api/admin/user theirs: no ours: yes",
		"dc property type SpaceWatch.contentTypes[] theirs: integer/int64 ours: string (in POST /rest/api/user/watch/space/{spaceKey})",
		"dc request body gone PUT /rest/api/user/current theirs: - ours: present",
	}, news(stdout))
}

// TestPeople draws the line around what would be ours.
func TestPeople(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]bool{
		"/rest/api/user/list":                  true,
		"/rest/api/group":                      true,
		"/rest/api/admin/users/list/active":    true,
		"/rest/api/content/{id}/watchers":      true,
		"/rest/api/content/{id}/watch":         true,
		"/rest/api/longtask/{id}":              true,
		"/rest/api/grouping":                   false,
		"/rest/api/admin/webhooks":             false,
		"/rest/api/content/{id}/watchers/more": false,
	} {
		require.Equal(t, want, aboutPeople(dataCenter, &operation{path: path, Operation: &openapi3.Operation{}}), path)
	}
	tagged := func(path, tag string) *operation {
		return &operation{path: path, Operation: &openapi3.Operation{Tags: []string{tag}}}
	}
	require.True(t, aboutPeople(cloudV1, tagged("/wiki/rest/api/search/user", "Search")))
	require.False(t, aboutPeople(cloudV1, tagged("/wiki/rest/api/search", "Search")))
	require.True(t, aboutPeople(cloudV1, tagged("/wiki/rest/api/x", "User properties")))
	require.True(t, aboutPeople(cloudV2, tagged("/wiki/api/v2/x", "User")))
	require.False(t, aboutPeople(cloudV2, tagged("/wiki/api/v2/x", "Users")))
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
