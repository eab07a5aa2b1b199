// Package broken breaks contracts, for tests that a test server notices what
// departs from its contract.
package broken

import (
	"context"
	"slices"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
)

// Break does something to a contract.
type Break func(*testing.T, *contract.Contract)

// Flaw is one thing wrong with a contract, and a call of the SDK that must bring
// it to light: the request or the response departs from the broken contract.
type Flaw[Client any] struct {
	Break Break
	Call  func(context.Context, Client) error
	Says  string // a part of the violation
}

// Server is a test server.
type Server interface {
	TakeViolations() []confluencetest.Violation
}

// RequireNoticed makes the call on two servers, whose contracts differ in the
// flaw alone. The one to break is the flaw's own.
func (f Flaw[Client]) RequireNoticed(
	t *testing.T, intact, own *contract.Contract, serve func(*testing.T, *contract.Contract) (Server, Client),
) {
	t.Helper()
	server, client := serve(t, intact)
	require.NoError(t, f.Call(t.Context(), client))
	require.Empty(t, server.TakeViolations(), "nothing is broken yet")

	f.Break(t, own)
	server, client = serve(t, own)
	err := f.Call(t.Context(), client)
	violations := server.TakeViolations()
	require.NotEmpty(t, violations)
	require.Contains(t, violations[0].Message, f.Says)
	require.Error(t, err, "what the contract does not allow does not get through")
}

// operationOf returns an operation of a contract by its id.
func operationOf(t *testing.T, c *contract.Contract, id string) *openapi3.Operation {
	t.Helper()
	for _, route := range c.Routes {
		if route.Operation.OperationID == id {
			return route.Operation
		}
	}
	require.Fail(t, "no such operation", id)
	return nil
}

// component returns a component of a contract.
func component(t *testing.T, c *contract.Contract, name string) *openapi3.Schema {
	t.Helper()
	require.Contains(t, c.Doc.Components.Schemas, name)
	return c.Doc.Components.Schemas[name].Value
}

// The ways to break a contract. Each requires that there was something to break.

// RenameProperty renames a property of a schema.
func RenameProperty(schema, from, to string) Break {
	return func(t *testing.T, c *contract.Contract) {
		t.Helper()
		s := component(t, c, schema)
		require.Contains(t, s.Properties, from)
		s.Properties[to] = s.Properties[from]
		delete(s.Properties, from)
		if i := slices.Index(s.Required, from); i >= 0 {
			s.Required[i] = to
		}
	}
}

// RequireProperty requires a property that is not there.
func RequireProperty(schema, name string) Break {
	return func(t *testing.T, c *contract.Contract) {
		t.Helper()
		s := component(t, c, schema)
		require.NotContains(t, s.Required, name)
		s.Required = append(s.Required, name)
	}
}

// RetypeProperty gives a property another type.
func RetypeProperty(schema, name, kind string) Break {
	return func(t *testing.T, c *contract.Contract) {
		t.Helper()
		s := component(t, c, schema)
		require.Contains(t, s.Properties, name)
		require.False(t, s.Properties[name].Value.Type.Is(kind))
		s.Properties[name] = openapi3.NewSchemaRef("", &openapi3.Schema{Type: &openapi3.Types{kind}})
	}
}

// AllowOnly makes a property an enum of the values.
func AllowOnly(schema, property string, values ...any) Break {
	return func(t *testing.T, c *contract.Contract) {
		t.Helper()
		s := component(t, c, schema)
		require.Contains(t, s.Properties, property)
		s.Properties[property].Value.Enum = values
	}
}

// RenameParameter renames a parameter of an operation.
func RenameParameter(operation, in, from, to string) Break {
	return func(t *testing.T, c *contract.Contract) {
		t.Helper()
		p := operationOf(t, c, operation).Parameters.GetByInAndName(in, from)
		require.NotNil(t, p)
		p.Name = to
	}
}

// RequireParameter requires a query parameter that is not there.
func RequireParameter(operation, name string) Break {
	return func(t *testing.T, c *contract.Contract) {
		t.Helper()
		op := operationOf(t, c, operation)
		require.Nil(t, op.Parameters.GetByInAndName(openapi3.ParameterInQuery, name))
		p := openapi3.NewQueryParameter(name).WithRequired(true).WithSchema(openapi3.NewStringSchema())
		op.Parameters = append(op.Parameters, &openapi3.ParameterRef{Value: p})
	}
}

// BoundParameter gives a query parameter a largest value.
func BoundParameter(operation, name string, most float64) Break {
	return func(t *testing.T, c *contract.Contract) {
		t.Helper()
		p := operationOf(t, c, operation).Parameters.GetByInAndName(openapi3.ParameterInQuery, name)
		require.NotNil(t, p)
		p.Schema.Value.Max = &most
	}
}

// RemoveStatus takes a documented status away.
func RemoveStatus(operation, status string) Break {
	return func(t *testing.T, c *contract.Contract) {
		t.Helper()
		responses := operationOf(t, c, operation).Responses
		require.NotNil(t, responses.Value(status))
		responses.Delete(status)
	}
}

// RemoveBody takes a request body away.
func RemoveBody(operation string) Break {
	return func(t *testing.T, c *contract.Contract) {
		t.Helper()
		op := operationOf(t, c, operation)
		require.NotNil(t, op.RequestBody)
		op.RequestBody = nil
	}
}

// MovePath gives an operation another address. The generated server has the old
// one, which the contract no longer knows.
func MovePath(method, from, to string) Break {
	return func(t *testing.T, c *contract.Contract) {
		t.Helper()
		route := c.Routes[method+" "+from]
		require.NotNil(t, route)
		delete(c.Routes, method+" "+from)
		c.Routes[method+" "+to] = route
	}
}
