package main

import (
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// schema compares two schemas as deep as ours goes. What ours refers to is
// reported under its component's name, once, not under every use. Below a
// difference of type nothing is comparable; what the published one has there is
// told as added.
func (c *comparer) schema(what, where string, ours, theirs *openapi3.SchemaRef) {
	our, their := ours.Value, theirs.Value
	alike := typeOf(our) == typeOf(their)
	if alike && ours.Ref != "" {
		what, where = "schema", path.Base(ours.Ref)
	}
	pair := schemaPair{where, our, their}
	if c.schemas[pair] {
		return
	}
	c.schemas[pair] = true

	c.schemaValue(what+" type", where, typeOf(their), typeOf(our))
	c.schemaTexts(where, theirs)
	theirValues, ourValues := enums(their, our)
	c.schemaValue(what+" enum", where, theirValues, ourValues)
	for _, a := range attributes() {
		c.schemaValue(what+" "+a.name, where, a.text(their), a.text(our))
	}
	if !alike {
		c.beneath(where, their)
		return
	}
	if our.Items != nil && their.Items != nil {
		c.schema(what, where+"[]", our.Items, their.Items)
	}
	c.alternatives(what, where, our, their)
	c.properties(where, our, their)
}

// alternatives compares those of the same type.
func (c *comparer) alternatives(what, where string, ours, theirs *openapi3.Schema) {
	our, their := byType(ours), byType(theirs)
	for _, name := range sortedKeys(our, their) {
		if at := where + "|" + name; our[name] != nil && their[name] != nil {
			c.schema(what, at, our[name], their[name])
		}
	}
}

// byType returns the alternatives by their types, where one that is there twice
// gets a number.
func byType(s *openapi3.Schema) openapi3.Schemas {
	all := openapi3.Schemas{}
	for _, ref := range slices.Concat(s.OneOf, s.AnyOf) {
		name := typeOf(schemaOf(ref).Value)
		for n := 2; all[name] != nil; n++ {
			name = typeOf(schemaOf(ref).Value) + strconv.Itoa(n)
		}
		all[name] = schemaOf(ref)
	}
	return all
}

// properties compares the properties of two objects. Where the published one
// names none, that is one difference, not one for each of ours.
func (c *comparer) properties(where string, ours, theirs *openapi3.Schema) {
	our, ourRequired := propertiesOf(ours)
	their, theirRequired := propertiesOf(theirs)
	mine, others := ours.AdditionalProperties.Schema, theirs.AdditionalProperties.Schema
	switch {
	case mine != nil && others != nil:
		c.schema("property", where+"{}", schemaOf(mine), schemaOf(others))
	case others != nil:
		c.added(where+"{}", schemaOf(others), false)
	}
	if len(their) == 0 && len(our) > 0 {
		c.schemaValue("schema properties", where, "unnamed", strings.Join(slices.Sorted(maps.Keys(our)), ","))
		return
	}
	for _, name := range sortedKeys(our, their) {
		at := where + "." + name
		switch {
		case their[name] == nil:
			c.schemaValue("property gone", at, none, typeOf(schemaOf(our[name]).Value))
		case our[name] == nil:
			c.added(at, schemaOf(their[name]), theirRequired[name])
		default:
			c.schemaValue("property required", at, yes(theirRequired[name]), yes(ourRequired[name]))
			c.schema("property", at, schemaOf(our[name]), schemaOf(their[name]))
		}
	}
}

// added tells of a schema that ours has no place for, and keeps all that it says
// among the texts; not what it refers to.
func (c *comparer) added(where string, theirs *openapi3.SchemaRef, needed bool) {
	c.schemaValue("property added", where, required(typeOf(theirs.Value), needed), none)
	c.whole(where, theirs)
}

func (c *comparer) whole(where string, theirs *openapi3.SchemaRef) {
	if theirs.Ref != "" {
		c.text(where, "schema", path.Base(theirs.Ref))
	}
	c.rest(where, theirs.Value)
}

// beneath tells what a published schema holds that cannot be compared.
func (c *comparer) beneath(where string, theirs *openapi3.Schema) {
	c.rest(where, theirs)
	their, needed := propertiesOf(theirs)
	for _, name := range sortedKeys(their, needed) {
		if their[name] != nil {
			c.added(where+"."+name, schemaOf(their[name]), needed[name])
		}
	}
	for name, ref := range byType(theirs) {
		c.added(where+"|"+name, ref, false)
	}
	if theirs.Items != nil {
		c.added(where+"[]", schemaOf(theirs.Items), false)
	}
	if others := theirs.AdditionalProperties.Schema; others != nil {
		c.added(where+"{}", schemaOf(others), false)
	}
}

func (c *comparer) schemaValue(kind, where, theirs, ours string) {
	if theirs == ours {
		return
	}
	d := difference{kind: kind, where: where, theirs: theirs, ours: ours}
	if !strings.HasPrefix(where, c.at) {
		d.seenIn = c.at
	}
	c.report(d)
}
