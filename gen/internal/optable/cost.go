package main

import (
	"path"
	"regexp"

	"github.com/getkin/kin-openapi/openapi3"
)

// cost is what a request costs of a quota: an estimate after Atlassian's rule of 1
// point for a request, 2 for each user or group in the response and 1 for each
// other object; a write costs 1.
type cost struct {
	Base, PerRow, Rows int
	RowsFrom           string
}

// plain are the schemas of objects that are neither a user nor a group.
var plain = regexp.MustCompile("Property|Task|^UserWatch$")

// costOf derives the cost of an operation. The contract can say another base with
// x-cost.
func costOf(op *openapi3.Operation, reads bool) cost {
	c := cost{Base: 1}
	if reads {
		c = costOfRead(op)
	}
	if base, ok := op.Extensions["x-cost"].(float64); ok {
		c.Base = int(base)
	}
	return c
}

func costOfRead(op *openapi3.Operation) cost {
	ok := op.Responses.Status(200)
	if ok == nil || ok.Value.Content["application/json"] == nil {
		return cost{Base: 1}
	}
	schema := ok.Value.Content["application/json"].Schema
	rows := schema.Value.Items
	if results := schema.Value.Properties["results"]; results != nil {
		rows = results.Value.Items
	}
	if rows == nil {
		return cost{Base: 1 + weight(schema)}
	}
	c := cost{Base: 1, PerRow: weight(rows)}
	c.Rows, c.RowsFrom = mostRows(op)
	return c
}

// weight is what one object costs.
func weight(schema *openapi3.SchemaRef) int {
	switch name := path.Base(schema.Ref); {
	case schema.Ref == "", name == "EmailAccess": // lists of addresses
		return 0
	case plain.MatchString(name):
		return 1
	}
	return 2
}

// mostRows is how many rows a response has at most, and which parameter says so.
func mostRows(op *openapi3.Operation) (int, string) {
	for _, p := range op.Parameters {
		schema := p.Value.Schema.Value
		switch most, ok := schema.Default.(float64); {
		case p.Value.Name == "limit" && ok:
			return int(most), "limit"
		case p.Value.Name == "accountId" && schema.Items != nil && schema.MaxItems != nil:
			return int(*schema.MaxItems), "accountId"
		case p.Value.Name == "accountId" && schema.Items != nil:
			return 100, "accountId" // as its sibling
		}
	}
	if op.RequestBody != nil {
		for _, property := range op.RequestBody.Value.Content["application/json"].Schema.Value.Properties {
			if most := property.Value.MaxItems; most != nil {
				return int(*most), ""
			}
		}
	}
	return 1, ""
}
