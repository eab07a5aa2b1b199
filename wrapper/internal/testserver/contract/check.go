package contract

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

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// options are strict: every documented status, and nobody logs in for real. No
// defaults are filled in, so that handlers see the request that was sent.
func (c *Contract) options() *openapi3filter.Options {
	return &openapi3filter.Options{
		IncludeResponseStatus: true,
		MultiError:            true,
		SkipSettingDefaults:   true,
		AuthenticationFunc:    openapi3filter.NoopAuthenticationFunc,
	}
}

// Input describes a routed request to the validator. The body can be read
// again afterwards.
func (c *Contract) Input(r *http.Request, route *routers.Route) *openapi3filter.RequestValidationInput {
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

// CheckRequest reports how a request departs from the contract.
func (c *Contract) CheckRequest(ctx context.Context, in *openapi3filter.RequestValidationInput) []error {
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

// CheckResponse reports how a response departs from the contract.
func (c *Contract) CheckResponse(ctx context.Context, in *openapi3filter.RequestValidationInput, response *httptest.ResponseRecorder) error {
	body := response.Body.Bytes()
	documented := in.Route.Operation.Responses.Status(response.Code)
	if documented == nil || documented.Value == nil {
		return fmt.Errorf("status %d is not in the contract", response.Code)
	}
	if len(documented.Value.Content) == 0 && len(body) > 0 {
		return fmt.Errorf("status %d has a body, which is not in the contract", response.Code)
	}
	err := openapi3filter.ValidateResponse(ctx, &openapi3filter.ResponseValidationInput{
		RequestValidationInput: in,
		Status:                 response.Code,
		Header:                 response.Header(),
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
	if media := documented.Value.Content.Get(response.Header().Get("Content-Type")); media != nil {
		return undeclared(media.Schema, value, "")
	}
	return nil
}

// undeclared reports a property of a response that the contract does not name.
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

// Parameter returns which parameter a departure is about, if it is one of the
// validator's on a parameter.
func Parameter(err error) string {
	problem, ok := errors.AsType[*openapi3filter.RequestError](err)
	if !ok || problem.Parameter == nil {
		return ""
	}
	return problem.Parameter.Name
}
