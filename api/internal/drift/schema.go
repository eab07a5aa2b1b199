package main

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// schema compares two schemas as deep as ours goes. What ours refers to is
// reported under its component's name, once, not under every use. A difference
// of type ends the descent: below it nothing is comparable.
func (c *comparer) schema(what, where string, ours, theirs *openapi3.SchemaRef) {
	our, their := valueOf(ours), valueOf(theirs)
	if typeOf(our) != typeOf(their) {
		c.schemaValue(what+" type", where, typeOf(their), typeOf(our))
		return
	}
	if ours.Ref != "" {
		what, where = "schema", path.Base(ours.Ref)
	}
	pair := [2]*openapi3.Schema{our, their}
	if c.schemas[pair] {
		return
	}
	c.schemas[pair] = true

	c.schemaValue(what+" nullable", where, yes(their.Nullable), yes(our.Nullable))
	theirValues, ourValues := enums(their, our)
	c.schemaValue(what+" enum", where, theirValues, ourValues)
	if our.Items != nil && their.Items != nil {
		c.schema(what, where+"[]", our.Items, their.Items)
	}
	c.properties(where, our, their)
}

// properties compares the properties of two objects. Where the published one
// names none, that is one difference, not one for each of ours.
func (c *comparer) properties(where string, ours, theirs *openapi3.Schema) {
	our, ourRequired := propertiesOf(ours)
	their, theirRequired := propertiesOf(theirs)
	if len(their) == 0 && len(our) > 0 {
		c.schemaValue("schema properties", where, "unnamed", strings.Join(slices.Sorted(maps.Keys(our)), ","))
		return
	}
	for _, name := range sortedKeys(our, their) {
		at := where + "." + name
		switch {
		case their[name] == nil:
			c.schemaValue("property gone", at, none, typeOf(valueOf(our[name])))
		case our[name] == nil:
			c.schemaValue("property added", at, typeOf(valueOf(their[name])), none)
		default:
			c.schemaValue("property required", at, yes(theirRequired[name]), yes(ourRequired[name]))
			c.schema("property", at, our[name], their[name])
		}
	}
}

func (c *comparer) schemaValue(kind, where, theirs, ours string) {
	if theirs != ours {
		c.report(difference{kind: kind, where: where, theirs: theirs, ours: ours, seenIn: c.at})
	}
}

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
		more, needed := propertiesBelow(valueOf(part), append(above, s))
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
		name := strings.Join(*s.Type, ",")
		if s.Format != "" {
			name += "/" + s.Format
		}
		return name
	case len(s.Properties) > 0 || len(s.AllOf) > 0:
		return openapi3.TypeObject
	case len(s.OneOf) > 0:
		return alternatives(s.OneOf, append(above, s))
	case len(s.AnyOf) > 0:
		return alternatives(s.AnyOf, append(above, s))
	default:
		return "any"
	}
}

func alternatives(refs openapi3.SchemaRefs, above []*openapi3.Schema) string {
	var types []string
	for _, ref := range refs {
		types = append(types, typeBelow(valueOf(ref), above))
	}
	slices.Sort(types)
	return strings.Join(types, "|")
}

// valueOf returns the schema a reference leads to, an empty one for none.
func valueOf(ref *openapi3.SchemaRef) *openapi3.Schema {
	if ref == nil || ref.Value == nil {
		return &openapi3.Schema{}
	}
	return ref.Value
}
