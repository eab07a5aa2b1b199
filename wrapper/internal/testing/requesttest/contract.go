// Package requesttest makes requests from a contract, right ones and wrong ones,
// and checks what a test server responds with. It shares no code with the test
// servers: it reads the YAML itself, and checks bodies with another validator.
package requesttest

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// object is an object of the description.
type object = map[string]any

// Contract is a description whose operations requests are made of.
type Contract struct {
	doc        object
	schemas    *jsonschema.Compiler
	operations []operation
}

type operation struct {
	id, method, path string
	parameters       []object
	body             object // the schema; nil without one
	responses        object
	pointer          string // to the responses, in the description
}

// GoString is what is printed of a failure.
func (o operation) GoString() string { return o.id }

const address = "contract.json"

// Read reads a description.
func Read(tb testing.TB, text string) *Contract {
	tb.Helper()
	c := &Contract{doc: object{}, schemas: jsonschema.NewCompiler()}
	require.NoError(tb, yaml.Unmarshal([]byte(text), &c.doc))
	for path, item := range c.doc["paths"].(object) {
		for method, raw := range item.(object) {
			op, ok := raw.(object)
			if !ok || op["operationId"] == nil {
				continue
			}
			c.operations = append(c.operations, c.operation(path, method, op))
		}
	}
	require.NotEmpty(tb, c.operations)
	slices.SortFunc(c.operations, func(a, b operation) int { return strings.Compare(a.id, b.id) })
	c.schemas.DefaultDraft(jsonschema.Draft2020)
	c.schemas.AssertFormat()
	require.NoError(tb, c.schemas.AddResource(address, asJSONSchema(c.doc)))
	return c
}

func (c *Contract) operation(path, method string, op object) operation {
	made := operation{
		id: op["operationId"].(string), method: strings.ToUpper(method), path: path, responses: op["responses"].(object),
		pointer: "/paths/" + escaped(path) + "/" + method + "/responses/",
	}
	list, _ := op["parameters"].([]any)
	for _, p := range list {
		made.parameters = append(made.parameters, c.resolve(p))
	}
	if body, ok := op["requestBody"]; ok {
		media := c.resolve(body)["content"].(object)["application/json"].(object)
		made.body = c.resolve(media["schema"])
	}
	return made
}

func escaped(pointer string) string {
	return strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(pointer)
}

// resolve follows a reference.
func (c *Contract) resolve(value any) object {
	at := value.(object)
	for {
		ref, ok := at["$ref"].(string)
		if !ok {
			return at
		}
		var found any = c.doc
		for step := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
			found = found.(object)[step]
		}
		at = found.(object)
	}
}

// asJSONSchema turns the schemas of OpenAPI 3.0 into those of JSON Schema, and
// closes objects: what the contract does not name is not in it.
func asJSONSchema(value any) any {
	switch value := value.(type) {
	case []any:
		for i := range value {
			value[i] = asJSONSchema(value[i])
		}
	case object:
		made := maps.Clone(value)
		for key, member := range made {
			if key == "example" || key == "examples" {
				delete(made, key)
				continue
			}
			made[key] = asJSONSchema(member)
		}
		if kind, ok := made["type"].(string); ok && made["nullable"] == true {
			made["type"] = []any{kind, "null"}
			if enum, ok := made["enum"].([]any); ok {
				made["enum"] = append(slices.Clone(enum), nil)
			}
		}
		_, open := made["additionalProperties"]
		if made["type"] == "object" && made["properties"] != nil && !open {
			made["additionalProperties"] = false
		}
		return made
	}
	return value
}
