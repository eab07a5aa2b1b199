// Package contract holds an OpenAPI description ready to check requests and
// responses against.
package contract

import (
	"fmt"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
)

// Contract is an OpenAPI description and its operations.
type Contract struct {
	// Doc is the description as a whole.
	Doc *openapi3.T
	// Routes are the operations by method and path template, such as
	// "GET /rest/api/user".
	Routes map[string]*routers.Route

	shapes shapes
}

// Read reads an embedded description. That it is valid is tested in package api,
// so a failure here is one of the build.
func Read(yaml string) *Contract {
	doc, err := openapi3.NewLoader().LoadFromData([]byte(yaml))
	if err != nil {
		panic(fmt.Sprintf("test server: embedded contract: %v", err))
	}
	c := &Contract{Doc: doc, Routes: map[string]*routers.Route{}}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			c.Routes[method+" "+path] = &routers.Route{
				Spec: doc, Path: path, PathItem: item, Method: method, Operation: op,
			}
		}
	}
	return c
}

// Has reports whether there is an operation of this id.
func (c *Contract) Has(operation string) bool {
	for _, route := range c.Routes {
		if route.Operation.OperationID == operation {
			return true
		}
	}
	return false
}

// Name names an operation in a violation.
func Name(route *routers.Route) string {
	return route.Operation.OperationID + " (" + route.Method + " " + route.Path + ")"
}

// Summary gives the first line of a validator's long report.
func Summary(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}
