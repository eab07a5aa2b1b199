package api_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"go.yaml.in/yaml/v3"
)

// componentRules are about what stands under components and what refers to it.
func componentRules() []rule {
	return []rule{
		{name: "componentDangling", unloadable: true, check: dangling, broken: []replacement{
			{"$ref: '#/components/schemas/User'", "$ref: '#/components/schemas/Person'"},
			{"$ref: '#/components/parameters/XsrfToken'", "$ref: '#/components/parameters/Xsrf'"},
			{"        - basicAuth: []\n", "        - basic: []\n"},
		}},
		{name: "componentUnused", check: unused, broken: []replacement{
			{"  schemas:\n", "  schemas:\n    Orphan:\n      $ref: '#/components/schemas/Orphan2'\n    Orphan2:\n      type: string\n"},
			{"  parameters:\n    #", "  parameters:\n    orphan:\n      name: orphan\n      in: query\n    #"},
			{"  securitySchemes:\n", "  securitySchemes:\n    orphan:\n      type: http\n      scheme: basic\n"},
		}},
		{name: "referenceAlone", check: referencesAlone, broken: []replacement{
			{"          $ref: '#/components/schemas/Icon'\n", "          $ref: '#/components/schemas/Icon'\n          description: Ignored.\n"},
		}},
		{name: "inlineObject", check: inlineObjects, broken: []replacement{
			{"        profilePicture:\n          $ref: '#/components/schemas/Icon'\n", "        profilePicture:\n          type: object\n          description: Inline.\n"},
			{"              schema:\n                $ref: '#/components/schemas/User'\n", "              schema:\n                properties:\n                  id:\n                    type: string\n"},
			{"          items:\n            $ref: '#/components/schemas/OperationCheckResult'\n", "          items:\n            type: object\n"},
		}},
	}
}

// children returns the pairs of a mapping, key node and value node.
func children(n *yaml.Node) [][2]*yaml.Node {
	var pairs [][2]*yaml.Node
	if n != nil && n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			pairs = append(pairs, [2]*yaml.Node{n.Content[i], n.Content[i+1]})
		}
	}
	return pairs
}

// child returns the value under a chain of keys, nil where there is none.
func child(n *yaml.Node, keys ...string) *yaml.Node {
	for _, key := range keys {
		pairs := children(n)
		i := slices.IndexFunc(pairs, func(p [2]*yaml.Node) bool { return p[0].Value == key })
		if i < 0 {
			return nil
		}
		n = pairs[i][1]
	}
	return n
}

// components returns the components by the address a $ref gives them.
func (c *contract) components() map[string]*yaml.Node {
	all := map[string]*yaml.Node{}
	for _, kind := range children(child(c.root, "components")) {
		for _, pair := range children(kind[1]) {
			all["#/components/"+kind[0].Value+"/"+pair[0].Value] = pair[1]
		}
	}
	return all
}

// references calls visit with everything below a node that names a component:
// each $ref, and each scheme under security.
func references(n *yaml.Node, visit func(target string, holder *yaml.Node)) {
	if n.Kind == yaml.SequenceNode {
		for _, item := range n.Content {
			references(item, visit)
		}
	}
	for _, pair := range children(n) {
		switch pair[0].Value {
		case "$ref":
			visit(pair[1].Value, n)
		case "security":
			for _, requirement := range pair[1].Content {
				for _, scheme := range children(requirement) {
					visit("#/components/securitySchemes/"+scheme[0].Value, requirement)
				}
			}
		case "example", "examples":
			// Data, which may call its properties whatever it likes.
		default:
			references(pair[1], visit)
		}
	}
}

func dangling(_ *testing.T, c *contract) findings {
	var found findings
	components := c.components()
	references(c.root, func(target string, holder *yaml.Node) {
		if components[target] == nil {
			found.add(target, "line %d refers to nothing", holder.Line)
		}
	})
	return found
}

// unused finds components no operation reaches, even through others.
func unused(_ *testing.T, c *contract) findings {
	components := c.components()
	reached := map[string]bool{}
	var reach func(target string, _ *yaml.Node)
	reach = func(target string, _ *yaml.Node) {
		if n := components[target]; n != nil && !reached[target] {
			reached[target] = true
			references(n, reach)
		}
	}
	for _, pair := range children(c.root) {
		if pair[0].Value != "components" {
			references(&yaml.Node{Kind: yaml.MappingNode, Content: pair[:]}, reach)
		}
	}
	var found findings
	for _, target := range slices.Sorted(maps.Keys(components)) {
		if !reached[target] {
			found.add(target, "no operation needs it")
		}
	}
	return found
}

// referencesAlone: whatever stands beside a $ref is ignored in OpenAPI 3.0.
func referencesAlone(_ *testing.T, c *contract) findings {
	var found findings
	references(c.root, func(target string, holder *yaml.Node) {
		if !strings.Contains(target, "/securitySchemes/") && len(children(holder)) > 1 {
			found.add(target, "line %d has more than the $ref", holder.Line)
		}
	})
	return found
}

// inlineObjects asks that every object has a name of its own.
func inlineObjects(_ *testing.T, c *contract) findings {
	var found findings
	components := openapi3.Schemas{}
	if c.doc.Components != nil {
		components = c.doc.Components.Schemas
	}
	c.schemas(func(at string, ref *openapi3.SchemaRef, _ bool) {
		object := ref.Value.Type.Is(openapi3.TypeObject) || len(ref.Value.Properties) > 0
		if ref.Ref == "" && components[at] == nil && object {
			found.add(at, "an object without a name")
		}
	})
	return found
}
