package api_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// descriptionRules ask for words wherever a reader would look for them.
func descriptionRules() []rule {
	return []rule{
		{name: "summary", check: summaries, broken: []replacement{
			{"      summary: Get a user\n", ""},
			{"      description: >-\n        Returns one account", "      x-description: >-\n        Returns one account"},
		}},
		{name: "parameterDescribed", check: parametersDescribed, broken: []replacement{
			{"          description: Account to read. Opaque text; pass it on exactly as received, colon included.\n", ""},
			{"      description: Account the operation acts on. The caller when absent.\n", ""},
		}},
		{name: "requestBodyDescribed", check: requestBodiesDescribed, broken: []replacement{
			{"        description: Accounts to look up, 1 to 250.\n", ""},
		}},
		{name: "responseDescribed", check: responsesDescribed, broken: []replacement{
			{"          description: The account, as far as the caller may see it.\n", "          description: ''\n"},
		}},
		{name: "schemaDescribed", check: schemasDescribed, broken: []replacement{
			{"      description: An account and its e-mail address.\n", ""},
			{"          description: E-mail address of the account, regardless of what the owner shows on the profile.\n", ""},
		}},
	}
}

func summaries(_ *testing.T, c *contract) findings {
	var found findings
	for _, op := range c.operations() {
		if op.Summary == "" {
			found.add(op.String(), "no summary")
		}
		if op.Description == "" {
			found.add(op.String(), "no description")
		}
	}
	return found
}

func parametersDescribed(_ *testing.T, c *contract) findings {
	var found findings
	for _, op := range c.operations() {
		for _, ref := range op.Parameters {
			if ref.Value.Description == "" {
				found.add(op.String(), "parameter %s has no description", ref.Value.Name)
			}
		}
	}
	return found
}

func requestBodiesDescribed(_ *testing.T, c *contract) findings {
	var found findings
	for _, op := range c.operations() {
		if op.RequestBody != nil && op.RequestBody.Value.Description == "" {
			found.add(op.String(), "the request body has no description")
		}
	}
	return found
}

func responsesDescribed(_ *testing.T, c *contract) findings {
	var found findings
	for _, op := range c.operations() {
		for status, ref := range op.Responses.Map() {
			if ref.Value.Description == nil || *ref.Value.Description == "" {
				found.add(op.String(), "response %s has no description", status)
			}
			for name, header := range ref.Value.Headers {
				if header.Value.Description == "" {
					found.add(op.String(), "header %s of response %s has no description", name, status)
				}
			}
		}
	}
	return found
}

// schemasDescribed asks for a description of every component and property; one
// that refers to a component has the component's.
func schemasDescribed(_ *testing.T, c *contract) findings {
	var found findings
	c.schemas(func(at string, ref *openapi3.SchemaRef, named bool) {
		if named && ref.Value.Description == "" {
			found.add(at, "no description")
		}
	})
	return found
}

// schemas visits every schema of the contract where it is written down. A named
// one is a component or a property of one.
func (c *contract) schemas(visit func(at string, ref *openapi3.SchemaRef, named bool)) {
	var walk func(at string, ref *openapi3.SchemaRef, named bool)
	walk = func(at string, ref *openapi3.SchemaRef, named bool) {
		if ref == nil {
			return
		}
		visit(at, ref, named)
		if ref.Ref != "" {
			return
		}
		s := ref.Value
		for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
			walk(at+"."+name, s.Properties[name], true)
		}
		walk(at+"[]", s.Items, false)
		walk(at+"{}", s.AdditionalProperties.Schema, false)
		for _, part := range slices.Concat(s.AllOf, s.OneOf, s.AnyOf) {
			walk(at+"|", part, false)
		}
	}
	if c.doc.Components != nil {
		for _, name := range slices.Sorted(maps.Keys(c.doc.Components.Schemas)) {
			walk(name, c.doc.Components.Schemas[name], true)
		}
	}
	for _, op := range c.operations() {
		for _, ref := range op.Parameters {
			walk(op.String()+" "+ref.Value.Name, ref.Value.Schema, false)
		}
		for at, media := range op.bodies() {
			walk(at, media.Schema, false)
		}
	}
}

// bodies returns the request and response bodies of an operation by place.
func (s site) bodies() map[string]*openapi3.MediaType {
	all := map[string]*openapi3.MediaType{}
	if s.RequestBody != nil {
		for kind, media := range s.RequestBody.Value.Content {
			all[fmt.Sprintf("%s request %s", s, kind)] = media
		}
	}
	for status, ref := range s.Responses.Map() {
		for kind, media := range ref.Value.Content {
			all[fmt.Sprintf("%s %s %s", s, status, kind)] = media
		}
	}
	return all
}
