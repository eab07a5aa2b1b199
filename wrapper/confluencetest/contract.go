package confluencetest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"

	"github.com/confluence-people/go-sdk/api"
)

// contract holds a description ready to check requests and answers against.
type contract struct {
	doc    *openapi3.T
	routes map[string]*routers.Route // by method and path template
}

// cloudContract is read once; nothing changes it afterwards.
//
//nolint:gochecknoglobals // a constant that takes time to read
var cloudContract = sync.OnceValue(func() *contract { return readContract(api.Cloud()) })

// datacenterContract is read once, too.
//
//nolint:gochecknoglobals // a constant that takes time to read
var datacenterContract = sync.OnceValue(func() *contract { return readContract(api.Datacenter()) })

// readContract reads an embedded description. That it is valid is tested in
// package api, so a failure here is one of the build.
func readContract(yaml string) *contract {
	doc, err := openapi3.NewLoader().LoadFromData([]byte(yaml))
	if err != nil {
		panic(fmt.Sprintf("confluencetest: embedded contract: %v", err))
	}
	c := &contract{doc: doc, routes: map[string]*routers.Route{}}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			c.routes[method+" "+path] = &routers.Route{
				Spec: doc, Path: path, PathItem: item, Method: method, Operation: op,
			}
		}
	}
	return c
}

// has reports whether there is an operation of this id.
func (c *contract) has(operation string) bool {
	for _, route := range c.routes {
		if route.Operation.OperationID == operation {
			return true
		}
	}
	return false
}

// options are strict: every documented status, and nobody logs in for real. No
// defaults are filled in, so that handlers see the request that was sent.
func (c *contract) options() *openapi3filter.Options {
	return &openapi3filter.Options{
		IncludeResponseStatus: true,
		MultiError:            true,
		SkipSettingDefaults:   true,
		AuthenticationFunc:    openapi3filter.NoopAuthenticationFunc,
	}
}

// input describes a routed request to the validator. The body can be read
// again afterwards.
func (c *contract) input(r *http.Request, route *routers.Route) *openapi3filter.RequestValidationInput {
	params := map[string]string{}
	for _, p := range route.Operation.Parameters {
		if p.Value.In == openapi3.ParameterInPath {
			params[p.Value.Name] = r.PathValue(p.Value.Name)
		}
	}
	return &openapi3filter.RequestValidationInput{
		Request: r, PathParams: params, Route: route, Options: c.options(),
	}
}

// checkRequest reports how a request departs from the contract.
func (c *contract) checkRequest(ctx context.Context, in *openapi3filter.RequestValidationInput) []error {
	var found []error
	query := in.GetQueryParams()
	for _, name := range slices.Sorted(maps.Keys(query)) {
		p := in.Route.Operation.Parameters.GetByInAndName(openapi3.ParameterInQuery, name)
		switch {
		case p == nil && name == "next":
			// The service's own links carry it.
		case p == nil:
			found = append(found, fmt.Errorf("query parameter %q is not in the contract", name))
		case len(query[name]) > 1 && !p.Schema.Value.Type.Is(openapi3.TypeArray):
			found = append(found, fmt.Errorf("query parameter %q is repeated", name))
		}
	}
	if in.Route.Operation.RequestBody == nil && in.Request.ContentLength > 0 {
		found = append(found, errors.New("a body is not in the contract"))
	}
	err := openapi3filter.ValidateRequest(ctx, in)
	if several, ok := errors.AsType[openapi3.MultiError](err); ok {
		return append(found, several...)
	}
	if err != nil {
		found = append(found, err)
	}
	return found
}

// checkResponse reports how an answer departs from the contract.
func (c *contract) checkResponse(ctx context.Context, in *openapi3filter.RequestValidationInput, answer *httptest.ResponseRecorder) error {
	body := answer.Body.Bytes()
	documented := in.Route.Operation.Responses.Status(answer.Code)
	if documented == nil || documented.Value == nil {
		return fmt.Errorf("status %d is not in the contract", answer.Code)
	}
	if len(documented.Value.Content) == 0 && len(body) > 0 {
		return fmt.Errorf("status %d has a body, which is not in the contract", answer.Code)
	}
	err := openapi3filter.ValidateResponse(ctx, &openapi3filter.ResponseValidationInput{
		RequestValidationInput: in,
		Status:                 answer.Code,
		Header:                 answer.Header(),
		Body:                   io.NopCloser(bytes.NewReader(body)),
		Options:                c.options(),
	})
	if err != nil || len(body) == 0 {
		return err
	}
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		return err
	}
	if media := documented.Value.Content.Get(answer.Header().Get("Content-Type")); media != nil {
		return undeclared(media.Schema, value, "")
	}
	return nil
}

// undeclared reports a property of an answer that the contract does not name.
// The service may send such, but here it is a slip: a misspelt name would pass
// for an absent optional one.
func undeclared(schema *openapi3.SchemaRef, value any, at string) error {
	if schema == nil || schema.Value == nil {
		return nil
	}
	switch value := value.(type) {
	case []any:
		for _, item := range value {
			if err := undeclared(schema.Value.Items, item, at+"[]"); err != nil {
				return err
			}
		}
	case map[string]any:
		if len(schema.Value.Properties) == 0 {
			return nil // an object of any shape
		}
		for name, member := range value {
			declared := schema.Value.Properties[name]
			if declared == nil {
				return fmt.Errorf("%s.%s is not in the contract", at, name)
			}
			if err := undeclared(declared, member, at+"."+name); err != nil {
				return err
			}
		}
	}
	return nil
}

// shortly gives the first line of a validator's long report.
func shortly(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}
