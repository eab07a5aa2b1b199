package main

import (
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// none stands where one side has nothing.
const none = "-"

// difference is one thing the two sides do not agree on.
type difference struct {
	kind         string // what differs, "gone" and "added" as seen from the published side
	where        string // METHOD path and place, or the path of a schema's property
	theirs, ours string
	seenIn       string // the first operation that reaches a schema
}

// String is the line known.yaml matches.
func (d difference) String() string {
	return d.kind + " " + d.where + " theirs: " + d.theirs + " ours: " + d.ours
}

// comparer collects differences; those of a schema once, however many
// operations reach it.
type comparer struct {
	found   []difference
	lines   map[string]bool
	schemas map[[2]*openapi3.Schema]bool
	at      string // the operation being compared
}

func (c *comparer) report(d difference) {
	if line := d.String(); !c.lines[line] {
		c.lines[line] = true
		c.found = append(c.found, d)
	}
}

// presence reports that one side alone has something, and says whether both do.
func (c *comparer) presence(what, where string, theirs, ours string) bool {
	switch {
	case theirs == none && ours == none:
		return false
	case theirs == none:
		c.report(difference{kind: what + " gone", where: where, theirs: theirs, ours: ours})
		return false
	case ours == none:
		c.report(difference{kind: what + " added", where: where, theirs: theirs, ours: ours})
		return false
	}
	return true
}

// value reports two values that are not the same.
func (c *comparer) value(kind, where, theirs, ours string) {
	if theirs != ours {
		c.report(difference{kind: kind, where: where, theirs: theirs, ours: ours})
	}
}

// compare returns the differences between a published description and ours, in
// the order of the operations.
func compare(product string, ours, theirs *openapi3.T) []difference {
	c := &comparer{lines: map[string]bool{}, schemas: map[[2]*openapi3.Schema]bool{}}
	mine, published := ourOperations(product, ours), theirOperations(product, theirs)
	for _, key := range sortedKeys(mine, published) {
		our, their := mine[key], published[key]
		switch {
		case their == nil:
			c.presence("operation", our.String(), none, our.OperationID)
		case our != nil:
			c.operation(our, their)
		case aboutPeople(product, their):
			c.presence("operation", their.String(), name(their), none)
		}
	}
	return c.found
}

func name(o *operation) string {
	if o.OperationID == "" {
		return "unnamed"
	}
	return o.OperationID
}

func (c *comparer) operation(ours, theirs *operation) {
	c.at = ours.String()
	c.value("operation deprecated", c.at, yes(theirs.Deprecated), yes(ours.Deprecated))
	for _, key := range sortedKeys(ours.parameters, theirs.parameters) {
		c.parameter(ours.parameters[key], theirs.parameters[key])
	}
	c.requestBody(ours.RequestBody, theirs.RequestBody)
	our, their := ours.Responses.Map(), theirs.Responses.Map()
	for _, status := range sortedKeys(our, their) {
		if c.presence("status", c.at+" "+status, present(their[status] != nil), present(our[status] != nil)) && strings.HasPrefix(status, "2") {
			c.body("response body", c.at+" "+status, our[status].Value.Content, their[status].Value.Content)
		}
	}
}

func (c *comparer) requestBody(ours, theirs *openapi3.RequestBodyRef) {
	if !c.presence("request body", c.at, present(theirs != nil), present(ours != nil)) {
		return
	}
	c.value("request body required", c.at, yes(theirs.Value.Required), yes(ours.Value.Required))
	c.body("request body", c.at+" request", ours.Value.Content, theirs.Value.Content)
}

// body compares the JSON of two bodies. A media type without a schema is any
// JSON.
func (c *comparer) body(what, where string, ours, theirs openapi3.Content) {
	our, their := jsonOf(ours), jsonOf(theirs)
	if c.presence(what, where, present(their != nil), present(our != nil)) {
		c.schema("schema", where, our, their)
	}
}

func jsonOf(content openapi3.Content) *openapi3.SchemaRef {
	media := content.Get("application/json")
	switch {
	case media == nil:
		return nil
	case media.Schema == nil:
		return &openapi3.SchemaRef{Value: &openapi3.Schema{}}
	}
	return media.Schema
}

func present(there bool) string {
	if there {
		return "present"
	}
	return none
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
