package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// propertiesOf returns the properties of an object and which are required,
// those of its allOf parts included.
func propertiesOf(s *openapi3.Schema) (properties openapi3.Schemas, required map[string]bool) {
	return propertiesBelow(s, nil)
}

// propertiesBelow does not go round in a schema that is a part of itself.
func propertiesBelow(s *openapi3.Schema, above []*openapi3.Schema) (properties openapi3.Schemas, required map[string]bool) {
	properties, required = openapi3.Schemas{}, map[string]bool{}
	if slices.Contains(above, s) {
		return properties, required
	}
	for _, part := range s.AllOf {
		more, needed := propertiesBelow(schemaOf(part).Value, append(above, s))
		maps.Copy(properties, more)
		maps.Copy(required, needed)
	}
	maps.Copy(properties, s.Properties)
	for _, name := range s.Required {
		required[name] = true
	}
	return properties, required
}

// typeOf is the type with its format. Objects are recognised by their
// properties where the type is left out.
func typeOf(s *openapi3.Schema) string { return typeBelow(s, nil) }

// typeBelow does not go round in a schema that is an alternative to itself.
func typeBelow(s *openapi3.Schema, above []*openapi3.Schema) string {
	switch {
	case slices.Contains(above, s):
		return "itself"
	case s.Type != nil && len(*s.Type) > 0:
		return formatted(strings.Join(*s.Type, ","), s)
	case len(s.Properties) > 0 || len(s.AllOf) > 0:
		return formatted(openapi3.TypeObject, s)
	case len(s.OneOf) > 0:
		return formatted(alternativeTypes(s.OneOf, append(above, s)), s)
	case len(s.AnyOf) > 0:
		return formatted(alternativeTypes(s.AnyOf, append(above, s)), s)
	default:
		return formatted("any", s)
	}
}

func formatted(name string, s *openapi3.Schema) string {
	if s.Format != "" {
		return name + "/" + s.Format
	}
	return name
}

func alternativeTypes(refs openapi3.SchemaRefs, above []*openapi3.Schema) string {
	var types []string
	for _, ref := range refs {
		types = append(types, typeBelow(schemaOf(ref).Value, above))
	}
	slices.Sort(types)
	return strings.Join(types, "|")
}
