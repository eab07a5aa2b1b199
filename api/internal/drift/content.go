package main

import (
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

const jsonType = "application/json"

// response compares what comes with a status, failures included.
func (c *comparer) response(where string, ours, theirs *openapi3.Response) {
	c.rest(where, theirs, "headers", "content")
	our, their := headers(ours.Headers), headers(theirs.Headers)
	for _, name := range sortedKeys(our, their) {
		c.header(where+" header "+name, our[name], their[name])
	}
	c.content("response", where, ours.Content, theirs.Content)
}

// headers returns headers by their names in lower case.
func headers(all openapi3.Headers) map[string]*openapi3.Parameter {
	byName := map[string]*openapi3.Parameter{}
	for name, ref := range all {
		if ref.Value != nil {
			byName[strings.ToLower(name)] = &ref.Value.Parameter
		}
	}
	return byName
}

func (c *comparer) header(where string, ours, theirs *openapi3.Parameter) {
	if !c.presence("response header", where, parameterType(theirs), parameterType(ours)) {
		return
	}
	c.rest(where, theirs, "required", "deprecated", "schema")
	c.value("response header required", where, yes(theirs.Required), yes(ours.Required))
	c.value("response header deprecated", where, yes(theirs.Deprecated), yes(ours.Deprecated))
	c.schema("response header", where, schemaOf(ours.Schema), schemaOf(theirs.Schema))
}

// content compares the bodies of a request or a response. A media type without
// a schema is anything.
func (c *comparer) content(what, where string, ours, theirs openapi3.Content) {
	for _, kind := range sortedKeys(ours, theirs) {
		our, their := ours[kind], theirs[kind]
		label, at := what+" body", where
		if kind != jsonType {
			label, at = what+" content type", where+" "+kind
		}
		if !c.presence(label, at, present(their != nil), present(our != nil)) {
			if their != nil {
				c.rest(at, their)
			}
			continue
		}
		c.rest(at, their, "schema")
		c.schema("schema", at, schemaOf(our.Schema), schemaOf(their.Schema))
	}
}

// schemaOf is the schema, one that takes anything where there is none.
func schemaOf(ref *openapi3.SchemaRef) *openapi3.SchemaRef {
	if ref == nil || ref.Value == nil {
		return &openapi3.SchemaRef{Value: &openapi3.Schema{}}
	}
	return ref
}
