package cloud_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// results gets the result of every operation that has one of this package. A
// page is its rows.
var results = map[string]func(context.Context, *cloud.Client) (any, error){
	"getUser": func(ctx context.Context, c *cloud.Client) (any, error) { return c.Users.Get(ctx, awkward, nil) },
	"getCurrentUser": func(ctx context.Context, c *cloud.Client) (any, error) {
		return c.Users.Current(ctx, nil)
	},
	"getAnonymousUser": func(ctx context.Context, c *cloud.Client) (any, error) {
		return c.Users.Anonymous(ctx, nil)
	},
	"getGroupMembershipsForUser": func(ctx context.Context, c *cloud.Client) (any, error) {
		return items(c.Users.ListGroups(ctx, awkward, nil))
	},
	"getBulkUserLookup": func(ctx context.Context, c *cloud.Client) (any, error) {
		return c.Users.LookupV1(ctx, []string{awkward}, nil)
	},
	"createBulkUserLookup": func(ctx context.Context, c *cloud.Client) (any, error) {
		return c.Users.Lookup(ctx, []string{awkward}, nil)
	},
	"getPrivacyUnsafeUserEmail": func(ctx context.Context, c *cloud.Client) (any, error) { return c.Users.Email(ctx, awkward) },
	"getPrivacyUnsafeUserEmailBulk": func(ctx context.Context, c *cloud.Client) (any, error) {
		found, err := c.Users.Emails(ctx, []string{awkward}, nil)
		if err != nil {
			return nil, err
		}
		return found.Items, nil
	},
	"searchUser": func(ctx context.Context, c *cloud.Client) (any, error) {
		return items(c.Users.Search(ctx, "type = user", nil))
	},
	"checkAccessByEmail": func(ctx context.Context, c *cloud.Client) (any, error) {
		return c.Users.CheckAccess(ctx, []string{"ada@example.com"}, nil)
	},
	"getGroups":         func(ctx context.Context, c *cloud.Client) (any, error) { return items(c.Groups.List(ctx, nil)) },
	"createGroup":       func(ctx context.Context, c *cloud.Client) (any, error) { return c.Groups.Create(ctx, "x") },
	"getGroupByGroupId": func(ctx context.Context, c *cloud.Client) (any, error) { return c.Groups.Get(ctx, "1") },
	"searchGroups":      func(ctx context.Context, c *cloud.Client) (any, error) { return items(c.Groups.Search(ctx, "x", nil)) },
	"getGroupMembersByGroupId": func(ctx context.Context, c *cloud.Client) (any, error) {
		return items(c.Groups.ListMembers(ctx, "1", nil))
	},
	"getWatchesForPage": func(ctx context.Context, c *cloud.Client) (any, error) {
		return items(c.Watches.ListContentWatchers(ctx, "1", nil))
	},
	"getWatchesForSpace": func(ctx context.Context, c *cloud.Client) (any, error) {
		return items(c.Watches.ListContentSpaceWatchers(ctx, "1", nil))
	},
	"getWatchersForSpace": func(ctx context.Context, c *cloud.Client) (any, error) {
		return items(c.Watches.ListSpaceWatchers(ctx, "DOCS", nil))
	},
	"getUserProperty": func(ctx context.Context, c *cloud.Client) (any, error) { return c.Properties.Get(ctx, awkward, "k") },
}

// items are the rows of a page.
func items[T any](page *confluence.Page[T], err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return page.Items, nil
}

// responseOf is the documented success of an operation.
type responseOf struct {
	status  int
	schema  map[string]any
	example any
}

// responses reads the successes of all operations out of the contract, and its
// schemas.
func responses(t *testing.T) (of map[string]responseOf, schemas map[string]any) {
	t.Helper()
	var c struct {
		Paths map[string]map[string]struct {
			OperationID string `yaml:"operationId"`
			Responses   map[string]struct {
				Content map[string]struct {
					Schema  map[string]any `yaml:"schema"`
					Example any            `yaml:"example"`
				} `yaml:"content"`
			} `yaml:"responses"`
		} `yaml:"paths"`
		Components struct {
			Schemas map[string]any `yaml:"schemas"`
		} `yaml:"components"`
	}
	require.NoError(t, yaml.Unmarshal([]byte(api.Cloud()), &c))
	of = map[string]responseOf{}
	for _, methods := range c.Paths {
		for _, op := range methods {
			for status, code := range map[string]int{"200": http.StatusOK, "201": http.StatusCreated} {
				if body, ok := op.Responses[status].Content["application/json"]; ok {
					of[op.OperationID] = responseOf{code, body.Schema, body.Example}
				}
			}
		}
	}
	return of, c.Components.Schemas
}

// fill makes a value of a schema in which every property says something, true
// and false by what yes is.
func fill(schemas map[string]any, schema map[string]any, yes bool) any {
	if ref, ok := schema["$ref"].(string); ok {
		name := ref[strings.LastIndex(ref, "/")+1:]
		if name == "UserPropertyValue" {
			return map[string]any{"theme": "dark"}
		}
		return fill(schemas, schemas[name].(map[string]any), yes)
	}
	if all, ok := schema["allOf"].([]any); ok {
		return fill(schemas, all[0].(map[string]any), yes)
	}
	switch schema["type"] {
	case "boolean":
		return yes
	case "integer", "number":
		return 7
	case "array":
		return []any{fill(schemas, schema["items"].(map[string]any), yes)}
	case "string":
		if schema["format"] == "date-time" {
			return "2026-02-03T04:05:06.789Z"
		}
		if values, ok := schema["enum"].([]any); ok {
			return values[0]
		}
		return "text"
	}
	object := map[string]any{}
	properties, _ := schema["properties"].(map[string]any)
	for name, property := range properties {
		object[name] = fill(schemas, property.(map[string]any), yes)
	}
	return object
}

// tree is a value as JSON has it.
func tree(t *testing.T, v any) any {
	t.Helper()
	encoded, err := json.Marshal(v)
	require.NoError(t, err)
	decoder := json.NewDecoder(bytes.NewReader(encoded))
	decoder.UseNumber()
	var of any
	require.NoError(t, decoder.Decode(&of))
	return of
}

// TestResultsAsJSON: results come back from JSON as they were, and their JSON
// says nothing that the service did not.
func TestResultsAsJSON(t *testing.T) {
	t.Parallel()
	documented, schemas := responses(t)
	for operation, call := range results {
		of, ok := documented[operation]
		require.True(t, ok, operation)
		for name, sent := range map[string]any{
			"example": of.example, "all": fill(schemas, of.schema, true), "no": fill(schemas, of.schema, false),
		} {
			t.Run(operation+" "+name, func(t *testing.T) {
				t.Parallel()
				body, err := json.Marshal(sent)
				require.NoError(t, err)
				client := newCanned(t, canned{status: of.status, contentType: "application/json", body: string(body)})
				got, err := call(t.Context(), client)
				require.NoError(t, err)
				requireComesBack(t, got)
				requireNothingInvented(t, operation, tree(t, got), ofRows(got, tree(t, sent)))
			})
		}
	}
}

// ofRows is what the service sent of a result: of a page, its rows.
func ofRows(got, sent any) any {
	if page, ok := sent.(map[string]any); ok && reflect.TypeOf(got).Kind() == reflect.Slice {
		return page["results"]
	}
	return sent
}

// requireComesBack encodes and decodes a value.
func requireComesBack(t *testing.T, value any) {
	t.Helper()
	encoded, err := json.Marshal(value)
	require.NoError(t, err)
	back := reflect.New(reflect.TypeOf(value))
	require.NoError(t, json.Unmarshal(encoded, back.Interface()))
	require.Equal(t, value, back.Elem().Interface(), "%s", encoded)
}

// requireNothingInvented compares a result with what the service sent.
func requireNothingInvented(t *testing.T, path string, got, sent any) {
	t.Helper()
	switch got := got.(type) {
	case map[string]any:
		object, ok := sent.(map[string]any)
		require.True(t, ok, "%s: %v was not sent", path, got)
		for name, value := range got {
			if name == "missing" { // says what was not found
				continue
			}
			require.Contains(t, object, name, path)
			requireNothingInvented(t, path+"."+name, value, object[name])
		}
	case []any:
		list, ok := sent.([]any)
		require.True(t, ok, "%s: %v was not sent", path, got)
		require.Len(t, got, len(list), path)
		for i := range got {
			requireNothingInvented(t, path, got[i], list[i])
		}
	default:
		require.Equal(t, plain(sent), plain(got), path)
	}
}

// plain is a value as text: ids that came as numbers are texts, and times are
// written in one way.
func plain(value any) string {
	text := fmt.Sprint(value)
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at.UTC().String()
	}
	return text
}

// TestEverythingComesThrough: what the public types have a field for is passed
// on by every operation that sends it.
func TestEverythingComesThrough(t *testing.T) {
	t.Parallel()
	documented, schemas := responses(t)
	for operation, call := range results {
		for _, yes := range []bool{true, false} {
			of := documented[operation]
			sent := fill(schemas, of.schema, yes)
			body, err := json.Marshal(sent)
			require.NoError(t, err)
			client := newCanned(t, canned{status: of.status, contentType: "application/json", body: string(body)})
			got, err := call(t.Context(), client)
			require.NoError(t, err)
			requireEverything(t, operation, reflect.TypeOf(got), tree(t, got), ofRows(got, tree(t, sent)))
		}
	}
}

// requireEverything finds each property that was sent and has a field.
func requireEverything(t *testing.T, path string, of reflect.Type, got, sent any) {
	t.Helper()
	for of.Kind() == reflect.Pointer {
		of = of.Elem()
	}
	switch sent := sent.(type) {
	case []any:
		for i := range sent {
			requireEverything(t, path, of.Elem(), got.([]any)[i], sent[i])
		}
	case map[string]any:
		if of.Kind() != reflect.Struct {
			return
		}
		for field := range of.Fields() {
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			if value, ok := sent[name]; ok {
				require.Contains(t, got, name, path)
				requireEverything(t, path+"."+name, field.Type, got.(map[string]any)[name], value)
			}
		}
	}
}

// TestTaskAsJSON: tasks are of both products; they come back, too.
func TestTaskAsJSON(t *testing.T) {
	t.Parallel()
	documented, _ := responses(t)
	for _, operation := range []string{"getTask", "getTasks"} {
		body, err := json.Marshal(documented[operation].example)
		require.NoError(t, err)
		client := newCanned(t, canned{status: http.StatusOK, contentType: "application/json", body: string(body)})
		if operation == "getTasks" {
			page, err := client.Tasks.List(t.Context(), nil)
			require.NoError(t, err)
			require.NotEmpty(t, page.Items)
			requireComesBack(t, page.Items)
			continue
		}
		task, err := client.Tasks.Get(t.Context(), "1")
		require.NoError(t, err)
		requireComesBack(t, task)
	}
}

// TestUnsaidIsUnknown tells what was not sent from what was denied.
func TestUnsaidIsUnknown(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]confluence.Bool{
		`{"type":"known"}`:                                               confluence.Unknown,
		`{"type":"known","isGuest":null}`:                                confluence.Unknown,
		`{"type":"known","isGuest":false}`:                               confluence.False,
		`{"type":"known","isGuest":true}`:                                confluence.True,
		`{"type":"known","isExternalCollaborator":true}`:                 confluence.True,
		`{"type":"known","isGuest":false,"isExternalCollaborator":true}`: confluence.False,
		`{"type":"known","isExternalCollaborator":false}`:                confluence.False,
	} {
		client := newCanned(t, canned{status: http.StatusOK, contentType: "application/json", body: body})
		user, err := client.Users.Current(t.Context(), nil)
		require.NoError(t, err)
		require.Equal(t, want, user.Guest(), body)
	}
}

// TestTimes: a time in either form that Confluence writes is the same time; one
// that cannot be read is none.
func TestTimes(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, time.February, 1, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]time.Time{
		"2026-02-01T12:00:00Z": noon, "2026-02-01T12:00:00.000Z": noon, "2026-02-01T12:00:00.000+0000": noon,
		"2026-02-01T13:00:00+0100": noon, "2026-02-01T13:00:00.000+01:00": noon, "": {}, "yesterday": {},
		"9999-12-31T23:59:59-01:00": {}, "0000-01-01T00:00:00+01:00": {}, // in UTC, neither can be encoded
	} {
		body := `{"id":"1","key":"k","value":{},"createdDate":"` + text + `"}`
		property, err := newCanned(t, canned{status: 200, contentType: "application/json", body: body}).Properties.Get(t.Context(), "a", "k")
		require.NoError(t, err)
		require.Equal(t, want, property.Created, text)
		_, err = json.Marshal(property)
		require.NoError(t, err, text)
	}
}

// TestHitsAreToldApart by the account, else by where they are shown; those that
// have neither are all yielded.
func TestHitsAreToldApart(t *testing.T) {
	t.Parallel()
	hits := []string{
		`{"user":{"type":"known","accountId":"a"},"url":"/x","entityType":"user"}`,
		`{"user":{"type":"known","accountId":"b"},"url":"/x","entityType":"user"}`,
		`{"user":{"type":"known","accountId":null},"url":"/x","entityType":"user","title":"1"}`,
		`{"user":{"type":"known","accountId":null},"url":"/y","entityType":"user","title":"2"}`,
		`{"user":{"type":"known","accountId":null},"entityType":"user","title":"3"}`,
		`{"user":{"type":"known","accountId":null},"entityType":"user","title":"4"}`,
	}
	client, err := cloud.New("https://example.com", confluence.Anonymous(), confluence.WithTransport(
		roundTrip(func(r *http.Request) (*http.Response, error) {
			start, _ := strconv.Atoi(r.URL.Query().Get("start")) // 0 where it is left out
			body := fmt.Sprintf(`{"results":[%s],"start":%d,"limit":25}`, strings.Join(hits[start:], ","), start)
			return canned{status: 200, contentType: "application/json", body: body}.RoundTrip(r)
		})))
	require.NoError(t, err)
	got, err := confluence.Collect(client.Users.AllSearch(t.Context(), "type = user", nil))
	require.NoError(t, err)
	require.Len(t, got, len(hits))
}

// TestTasksThatAreNull are passed over, and no others.
func TestTasksThatAreNull(t *testing.T) {
	t.Parallel()
	body := `{"results":[{"id":"1"},null,{"id":"","name":{"key":"copy"}},{"id":"2","name":{"key":"copy"}}],"start":0,"limit":100,"size":4}`
	got, err := confluence.Collect(newCanned(t, canned{status: 200, contentType: "application/json", body: body}).Tasks.All(t.Context(), nil))
	require.NoError(t, err)
	require.Len(t, got, 3)
	require.Equal(t, []string{"1", "", "2"}, []string{got[0].ID, got[1].ID, got[2].ID})
	require.Equal(t, "copy", got[1].Name)
}

// TestFoundInWords: what was not asked is told where there is something.
func TestFoundInWords(t *testing.T) {
	t.Parallel()
	found := cloud.Found[cloud.User]{Items: make([]cloud.User, 2), Missing: []string{"x"}}
	require.Equal(t, "2 found, 1 missing", found.String())
	found.NotAsked = []string{"y"}
	require.Equal(t, "2 found, 1 missing, 1 not asked", found.String())
}
