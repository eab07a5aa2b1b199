package datacenter_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

// results gets the result of every operation that has one of this package. A
// page is its rows.
var results = map[string]func(context.Context, *datacenter.Client) (any, error){
	"getUser": func(ctx context.Context, c *datacenter.Client) (any, error) {
		return c.Users.Get(ctx, datacenter.Username("jane"), nil)
	},
	"getCurrentUser": func(ctx context.Context, c *datacenter.Client) (any, error) {
		return c.Users.Current(ctx, nil)
	},
	"getAnonymousUser": func(ctx context.Context, c *datacenter.Client) (any, error) {
		return c.Users.Anonymous(ctx, nil)
	},
	"getUsers": func(ctx context.Context, c *datacenter.Client) (any, error) { return items(c.Users.List(ctx, nil)) },
	"getActiveUsers": func(ctx context.Context, c *datacenter.Client) (any, error) {
		return items(c.Users.ListActive(ctx, nil))
	},
	"getGroupMembershipsForUser": func(ctx context.Context, c *datacenter.Client) (any, error) {
		return items(c.Users.ListGroups(ctx, datacenter.Username("jane"), nil))
	},
	"getGroups":   func(ctx context.Context, c *datacenter.Client) (any, error) { return items(c.Groups.List(ctx, nil)) },
	"createGroup": func(ctx context.Context, c *datacenter.Client) (any, error) { return c.Groups.Create(ctx, "x") },
	"getGroupMembersByGroupName": func(ctx context.Context, c *datacenter.Client) (any, error) {
		return items(c.Groups.ListMembers(ctx, "x", nil))
	},
	"getNestedGroupMembersByGroupName": func(ctx context.Context, c *datacenter.Client) (any, error) {
		return items(c.Groups.ListSubgroups(ctx, "x", nil))
	},
	"getParentGroupsByGroupName": func(ctx context.Context, c *datacenter.Client) (any, error) {
		return items(c.Groups.ListParents(ctx, "x", nil))
	},
	"getAncestorGroupsByGroupName": func(ctx context.Context, c *datacenter.Client) (any, error) {
		return items(c.Groups.ListAncestors(ctx, "x", nil))
	},
	"getContentWatchers": func(ctx context.Context, c *datacenter.Client) (any, error) {
		return items(c.Watches.ListContentWatchers(ctx, "42", nil))
	},
	"getSpaceWatchers": func(ctx context.Context, c *datacenter.Client) (any, error) {
		return items(c.Watches.ListSpaceWatchers(ctx, "DOCS", nil))
	},
	"createUser": func(ctx context.Context, c *datacenter.Client) (any, error) { return c.Admin.CreateUser(ctx, good()) },
}

// canned is the one response of a service.
type canned struct {
	status int
	body   string
}

// RoundTrip responds.
func (c canned) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: c.status, Body: io.NopCloser(strings.NewReader(c.body)),
		Header: http.Header{"Content-Type": {"application/json"}}, Request: r,
	}, nil
}

func newCanned(t *testing.T, response canned) *datacenter.Client {
	t.Helper()
	client, err := datacenter.New("https://confluence.example.com/confluence", confluence.Anonymous(), confluence.WithTransport(response))
	require.NoError(t, err)
	return client
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
	require.NoError(t, yaml.Unmarshal([]byte(api.Datacenter()), &c))
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

// fill makes a value of a schema in which every property says something.
func fill(schemas map[string]any, schema map[string]any) any {
	if ref, ok := schema["$ref"].(string); ok {
		return fill(schemas, schemas[ref[strings.LastIndex(ref, "/")+1:]].(map[string]any))
	}
	switch schema["type"] {
	case "boolean":
		return true
	case "integer", "number":
		return 7
	case "array":
		return []any{fill(schemas, schema["items"].(map[string]any))}
	case "string":
		return "2026-02-03T04:05:06.789Z" // which is a text as well
	}
	object := map[string]any{}
	properties, _ := schema["properties"].(map[string]any)
	for name, property := range properties {
		object[name] = fill(schemas, property.(map[string]any))
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
			"example": of.example, "all": fill(schemas, of.schema),
		} {
			t.Run(operation+" "+name, func(t *testing.T) {
				t.Parallel()
				body, err := json.Marshal(sent)
				require.NoError(t, err)
				client := newCanned(t, canned{of.status, string(body)})
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
			if path == "createUser" && name == "username" { // is what was asked for
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
		of := documented[operation]
		sent := fill(schemas, of.schema)
		body, err := json.Marshal(sent)
		require.NoError(t, err)
		client := newCanned(t, canned{of.status, string(body)})
		got, err := call(t.Context(), client)
		require.NoError(t, err)
		requireEverything(t, operation, reflect.TypeOf(got), tree(t, got), ofRows(got, tree(t, sent)))
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

// TestGroupAsJSON: a group is checked against the name that was asked for.
func TestGroupAsJSON(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"type":"group","name":"x"}`, `{"name":"x","_links":{"self":"y"}}`} {
		group, err := newCanned(t, canned{http.StatusOK, body}).Groups.Get(t.Context(), "x", nil)
		require.NoError(t, err)
		requireComesBack(t, group)
		requireNothingInvented(t, "getGroup", tree(t, group), tree(t, json.RawMessage(body)))
	}
}

// TestTaskAsJSON: tasks are of both products; they come back, too.
func TestTaskAsJSON(t *testing.T) {
	t.Parallel()
	documented, _ := responses(t)
	for _, operation := range []string{"getTask", "getTasks"} {
		body, err := json.Marshal(documented[operation].example)
		require.NoError(t, err)
		client := newCanned(t, canned{http.StatusOK, string(body)})
		if operation == "getTasks" {
			page, err := client.Tasks.List(t.Context(), nil)
			require.NoError(t, err)
			require.NotEmpty(t, page.Items)
			requireComesBack(t, page.Items)
			continue
		}
		task, err := client.Tasks.Get(t.Context(), "1", nil)
		require.NoError(t, err)
		requireComesBack(t, task)
	}
}

// TestTimes: a time in whichever format it comes is the same time; one that
// cannot be read is none.
func TestTimes(t *testing.T) {
	t.Parallel()
	want := time.Date(2026, time.February, 1, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]time.Time{
		"2026-02-01T12:00:00Z": want, "2026-02-01T12:00:00.000Z": want, "2026-02-01T13:00:00.000+0100": want,
		"2026-02-01T13:00:00+01:00": want, "1769947200000": want, "": {}, "yesterday": {}, "0": {}, "-1": {},
		"9999-12-31T23:59:59-01:00": {}, "0000-01-01T00:00:00+01:00": {}, "9223372036854775807": {}, // none can be encoded
	} {
		body := `{"results":[{"type":"known","username":"jane","lastLogin":"` + text + `"}],"start":0,"limit":100}`
		page, err := newCanned(t, canned{http.StatusOK, body}).Users.ListActive(t.Context(), nil)
		require.NoError(t, err)
		require.Equal(t, want, page.Items[0].LastLogin, text)
		_, err = json.Marshal(page)
		require.NoError(t, err, text)
	}
}

// TestTasksThatAreNull are passed over, and no others.
func TestTasksThatAreNull(t *testing.T) {
	t.Parallel()
	body := `{"results":[{"id":"1"},null,{"id":"","name":{"key":"copy"}},{"id":"2","name":{"key":"copy"}}],"start":0,"limit":100,"size":4}`
	got, err := confluence.Collect(newCanned(t, canned{http.StatusOK, body}).Tasks.All(t.Context(), nil))
	require.NoError(t, err)
	require.Len(t, got, 3)
	require.Equal(t, []string{"1", "", "2"}, []string{got[0].ID, got[1].ID, got[2].ID})
	require.Equal(t, "copy", got[1].Name)
}

// TestUsersAreToldApart by their keys, else by their names.
func TestUsersAreToldApart(t *testing.T) {
	t.Parallel()
	body := `{"results":[{"type":"known","username":"jane","userKey":"1"},{"type":"known","username":"jane","userKey":"2"},` +
		`{"type":"known","username":"a"},{"type":"known","username":"b"}],"start":0,"limit":100,"size":4}`
	got, err := confluence.Collect(newCanned(t, canned{http.StatusOK, body}).Users.AllActive(t.Context(), nil))
	require.NoError(t, err)
	require.Len(t, got, 4)
}
