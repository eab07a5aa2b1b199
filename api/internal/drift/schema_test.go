package main

import (
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"
)

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
}
