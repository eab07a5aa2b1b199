// Package contracttest derives, for tests, what a product's contract asks of the
// packages that wrap it.
package contracttest

import (
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
)

// Operation is an operation of a contract.
type Operation struct {
	// ID, Method and Path are the operation's, Path with the names of its values
	// in braces.
	ID, Method, Path string
	// Deprecated is what the contract says.
	Deprecated bool
	// Inputs are its parameters and the properties of its body.
	Inputs []Input
}

// Input is a parameter, or a property of a body.
type Input struct {
	// In is path, query, header or body.
	In string
	// Name is the parameter's, or the way to the property, such as a.b.
	Name string
	// Type is a type of JSON.
	Type string
	// Required and Deprecated are what the contract says.
	Required, Deprecated bool
}

// String is how lists of excuses name an input.
func (i Input) String() string { return i.In + " " + i.Name }

// Operations returns the operations of a contract, in the order of their ids.
func Operations(tb testing.TB, text string) []Operation {
	tb.Helper()
	var found []Operation
	for _, route := range contract.Read(text).Routes {
		op := Operation{ID: route.Operation.OperationID, Method: route.Method, Path: route.Path, Deprecated: route.Operation.Deprecated}
		for _, p := range route.Operation.Parameters {
			op.Inputs = append(op.Inputs, Input{
				In: p.Value.In, Name: p.Value.Name, Type: typeOf(p.Value.Schema), Required: p.Value.Required, Deprecated: p.Value.Deprecated,
			})
		}
		if body := route.Operation.RequestBody; body != nil {
			media := body.Value.Content.Get("application/json")
			require.NotNil(tb, media, "%s: this test reads bodies of application/json alone", op.ID)
			op.Inputs = append(op.Inputs, properties(media.Schema, "", true)...)
		}
		slices.SortFunc(op.Inputs, func(a, b Input) int { return strings.Compare(a.String(), b.String()) })
		found = append(found, op)
	}
	require.NotEmpty(tb, found)
	slices.SortFunc(found, func(a, b Operation) int { return strings.Compare(a.ID, b.ID) })
	return found
}

// Is reports whether an input of the operation is called that, in this place.
func (o Operation) Is(in, name string) bool {
	return slices.ContainsFunc(o.Inputs, func(i Input) bool { return i.In == in && i.Name == name })
}

// Paged reports whether the operation lists in pages.
func (o Operation) Paged() bool {
	return o.Is("query", "start") && o.Is("query", "limit") || o.Is("query", "cursor")
}

// properties are those of a schema and of the schemas inside.
func properties(ref *openapi3.SchemaRef, above string, required bool) []Input {
	schema := ref.Value
	if schema.Items != nil {
		return properties(schema.Items, above, required)
	}
	var found []Input
	for name, property := range schema.Properties {
		must := required && slices.Contains(schema.Required, name)
		found = append(found, Input{
			In: "body", Name: above + name, Type: typeOf(property), Required: must, Deprecated: property.Value.Deprecated,
		})
		found = append(found, properties(property, above+name+".", must)...)
	}
	return found
}

func typeOf(ref *openapi3.SchemaRef) string {
	if ref == nil || ref.Value.Type == nil {
		return ""
	}
	return strings.Join(ref.Value.Type.Slice(), " or ")
}

// RequireEach holds that names are the ids of the operations, and says where they
// are from.
func RequireEach(t *testing.T, operations []Operation, names []string, from string) {
	t.Helper()
	names = slices.Clone(names)
	var missing []string
	for _, op := range operations {
		if !slices.Contains(names, op.ID) {
			missing = append(missing, op.ID)
		}
		names = slices.DeleteFunc(names, func(name string) bool { return name == op.ID })
	}
	require.Empty(t, missing, "operations without %s", from)
	require.Empty(t, names, "%s that are of no operation: take them out", from)
}
