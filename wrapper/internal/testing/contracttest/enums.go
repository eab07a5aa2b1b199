package contracttest

import (
	"fmt"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
)

// Enums returns the values of each enum of a contract by where it stands: a
// schema such as "AccountStatus", a property such as "User.type", or a parameter
// such as "getGroups accessType". A list has the enum of its items.
func Enums(text string) map[string][]string {
	read := contract.Read(text)
	found := map[string][]string{}
	for name, ref := range read.Doc.Components.Schemas {
		note(found, name, ref)
	}
	for _, route := range read.Routes {
		for _, p := range route.Operation.Parameters {
			if p.Value.In != openapi3.ParameterInHeader { // the connection sends those
				note(found, route.Operation.OperationID+" "+p.Value.Name, p.Value.Schema)
			}
		}
		for status, response := range route.Operation.Responses.Map() {
			for _, media := range response.Value.Content {
				if media.Schema.Ref == "" {
					note(found, route.Operation.OperationID+" "+status, media.Schema)
				}
			}
		}
	}
	return found
}

// note notes the enum of a schema and of those inside, up to other schemas that
// have a name.
func note(found map[string][]string, at string, ref *openapi3.SchemaRef) {
	for _, value := range ref.Value.Enum {
		if text := fmt.Sprint(value); !slices.Contains(found[at], text) {
			found[at] = append(found[at], text)
		}
	}
	if items := ref.Value.Items; items != nil && items.Ref == "" {
		note(found, at, items)
	}
	for name, property := range ref.Value.Properties {
		if property.Ref == "" {
			note(found, at+"."+name, property)
		}
	}
}
