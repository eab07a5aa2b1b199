package contract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// decode reads JSON and keeps its numbers as they are written.
func decode(body []byte) (value any, err error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	err = d.Decode(&value)
	return value, err
}

// known returns a body without the members that the contract does not name,
// which the service ignores. It reports those, and texts that cannot be names.
func known(schema *openapi3.SchemaRef, body []byte) (found []Departure, understood []byte, err error) {
	value, err := decode(body)
	if err != nil {
		return nil, nil, err
	}
	cut := false
	var walk func(schema *openapi3.SchemaRef, value any, at string)
	walk = func(schema *openapi3.SchemaRef, value any, at string) {
		if schema == nil || schema.Value == nil {
			return
		}
		switch value := value.(type) {
		case string:
			if strings.ContainsRune(value, 0) {
				found = append(found, Departure{Err: fmt.Errorf("%s of the body has a NUL in it", at)})
			}
		case []any:
			for _, item := range value {
				walk(schema.Value.Items, item, at+"[]")
			}
		case map[string]any:
			if len(schema.Value.Properties) == 0 {
				return // an object of any shape
			}
			for _, name := range slices.Sorted(maps.Keys(value)) {
				member := schema.Value.Properties[name]
				if member == nil {
					found = append(found, Departure{fmt.Errorf("%s.%s of the body is not in the contract", at, name), true})
					delete(value, name)
					cut = true
				}
				walk(member, value[name], at+"."+name)
			}
		}
	}
	walk(schema, value, "")
	if !cut {
		return found, body, nil
	}
	understood, err = json.Marshal(value)
	return found, understood, err
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
