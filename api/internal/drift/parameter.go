package main

import (
	"github.com/getkin/kin-openapi/openapi3"
)

// parameter compares two parameters of the operation at hand; either may be
// missing.
func (c *comparer) parameter(ours, theirs *openapi3.Parameter) {
	named := ours
	if named == nil {
		named = theirs
	}
	where := c.at + " " + named.In + " " + named.Name
	their := parameterType(theirs)
	if theirs != nil {
		c.rest(where, theirs, c.comparedOf(theirs)...)
		if ours == nil {
			their = required(their, theirs.Required)
			c.whole(where, schemaOf(theirs.Schema))
		}
	}
	if !c.presence("parameter", where, their, parameterType(ours)) {
		return
	}
	c.value("parameter required", where, yes(theirs.Required), yes(ours.Required))
	c.value("parameter deprecated", where, yes(theirs.Deprecated), yes(ours.Deprecated))
	c.schema("parameter", where, schemaOf(ours.Schema), schemaOf(theirs.Schema))
	if composed(theirs) {
		c.value("parameter style", where, style(theirs), style(ours))
	}
}

// comparedOf returns the fields of a parameter that are no mere texts. How a
// single value is styled makes no difference.
func (c *comparer) comparedOf(p *openapi3.Parameter) []string {
	keys := []string{"in", "required", "deprecated", "schema"}
	if p.In != openapi3.ParameterInPath {
		keys = append(keys, "name")
	}
	if composed(p) {
		keys = append(keys, "style", "explode")
	}
	return keys
}

// composed says whether a parameter holds several values.
func composed(p *openapi3.Parameter) bool {
	s := schemaOf(p.Schema).Value
	return s.Type.Is(openapi3.TypeArray)
}

func parameterType(p *openapi3.Parameter) string {
	if p == nil {
		return none
	}
	return typeOf(schemaOf(p.Schema).Value)
}

// style is how a list is put into the address.
func style(p *openapi3.Parameter) string {
	method, err := p.SerializationMethod()
	if err != nil {
		return err.Error()
	}
	if method.Explode {
		return method.Style + " exploded"
	}
	return method.Style
}
