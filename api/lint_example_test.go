package api_test

import (
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// exampleRules ask for examples and for honest ones.
func exampleRules() []rule {
	return []rule{
		{name: "exampleValid", check: examplesValid, broken: []replacement{
			// In a body, a parameter, a component, a property.
			{"                  isDefault: false\n", "                  isDefault: perhaps\n"},
			{"        - name: accountId\n          in: query\n", "        - name: accountId\n          in: query\n          example: 7\n"},
			{"      example:\n        statusCode: 404\n", "      example:\n        statusCode: gone\n"},
			{"          description: E-mail address of the account, regardless of what the owner shows on the profile.\n", "          description: Text.\n          example: 7\n"},
		}},
		{name: "examplePresent", check: examplesPresent, broken: []replacement{
			{"              example:\n                type: known\n", "              x-example:\n                type: known\n"},
			{"            example:\n              accountIds:\n", "            x-example:\n              accountIds:\n"},
		}},
		{name: "exampleNames", check: exampleNames, broken: []replacement{
			{"                publicName: Ada\n", "                publicNam: Ada\n"},
			{"            example:\n              accountIds:\n", "            example:\n              accountIDs: []\n              accountIds:\n"},
			{"                  - type: group\n", "                  - typ: group\n                    type: group\n"},
		}},
	}
}

// examplesValid leaves it to kin-openapi, which checks every example against its
// schema.
func examplesValid(t *testing.T, c *contract) findings {
	t.Helper()
	var found findings
	if err := c.doc.Validate(t.Context(), openapi3.EnableExamplesValidation()); err != nil {
		found.add("contract", "%v", err)
	}
	return found
}

// examplesPresent asks for an example of every body but those of failures.
func examplesPresent(_ *testing.T, c *contract) findings {
	var found findings
	for _, op := range c.operations() {
		for at, media := range op.bodies() {
			place := strings.TrimPrefix(at, op.String()+" ")
			success := strings.HasPrefix(place, "request") || strings.HasPrefix(place, "2")
			if success && media.Example == nil && len(media.Examples) == 0 {
				found.add(at, "no example")
			}
		}
	}
	return found
}

// exampleNames asks that examples use no property the schema does not name:
// schemas are open, so that a slip of the pen would be valid.
func exampleNames(_ *testing.T, c *contract) findings {
	var found findings
	for _, op := range c.operations() {
		for at, media := range op.bodies() {
			found.unknown(at, media.Schema, media.Example)
			for name, example := range media.Examples {
				found.unknown(at+" "+name, media.Schema, example.Value.Value)
			}
		}
	}
	c.schemas(func(at string, ref *openapi3.SchemaRef, _ bool) {
		if ref.Ref == "" {
			found.unknown(at, ref, ref.Value.Example)
		}
	})
	return found
}

// unknown adds the names in a value that its schema lacks. A schema without
// properties takes any.
func (f *findings) unknown(at string, ref *openapi3.SchemaRef, value any) {
	if ref == nil || ref.Value == nil {
		return
	}
	switch value := value.(type) {
	case map[string]any:
		for name, v := range value {
			property := ref.Value.Properties[name]
			if property == nil && len(ref.Value.Properties) > 0 {
				f.add(at, "the example has %s, the schema has not", name)
			}
			f.unknown(at+"."+name, property, v)
		}
	case []any:
		for _, v := range value {
			f.unknown(at+"[]", ref.Value.Items, v)
		}
	}
}
