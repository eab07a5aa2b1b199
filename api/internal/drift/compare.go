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
	ours, theirs *openapi3.T
	found        []difference
	lines        map[string]bool
	schemas      map[schemaPair]bool
	texts        texts
	at           string // the operation being compared
}

// schemaPair is a comparison that was made.
type schemaPair struct {
	where        string
	ours, theirs *openapi3.Schema
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

// comparison is what one product comes to.
type comparison struct {
	differences []difference
	// texts are the parts of the published file that have no match in ours, such
	// as its prose.
	texts texts
}

// compare returns the differences between a published description and ours, in
// the order of the operations.
func compare(product string, ours, theirs *openapi3.T) comparison {
	c := &comparer{
		ours: ours, theirs: theirs,
		lines: map[string]bool{}, schemas: map[schemaPair]bool{}, texts: texts{},
	}
	mine, published := ourOperations(product, ours), theirOperations(product, theirs)
	c.site(product)
	c.vanished(product, mine, published)
	c.schemes(mine)
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
	return comparison{c.found, c.texts}
}

func name(o *operation) string {
	if o.OperationID == "" {
		return "unnamed"
	}
	return o.OperationID
}

func (c *comparer) operation(ours, theirs *operation) {
	c.at = ours.String()
	c.rest(c.at, theirs.Operation, "operationId", "parameters", "requestBody", "responses", "deprecated", "security")
	c.value("operation deprecated", c.at, yes(theirs.Deprecated), yes(ours.Deprecated))
	c.security(ours, theirs)
	for _, key := range sortedKeys(ours.parameters, theirs.parameters) {
		c.parameter(ours.parameters[key], theirs.parameters[key])
	}
	c.requestBody(ours.RequestBody, theirs.RequestBody)
	our, their := ours.Responses.Map(), theirs.Responses.Map()
	for _, status := range sortedKeys(our, their) {
		if c.presence("status", c.at+" "+status, present(their[status] != nil), present(our[status] != nil)) {
			c.response(c.at+" "+status, our[status].Value, their[status].Value)
		}
	}
}

func (c *comparer) requestBody(ours, theirs *openapi3.RequestBodyRef) {
	there := present(theirs != nil)
	if theirs != nil {
		there = required(there, theirs.Value.Required)
	}
	if !c.presence("request body", c.at, there, present(ours != nil)) {
		return
	}
	where := c.at + " request"
	c.rest(where, theirs.Value, "required", "content")
	c.value("request body required", c.at, yes(theirs.Value.Required), yes(ours.Value.Required))
	c.content("request", where, ours.Value.Content, theirs.Value.Content)
}

// required is a type, with a word where it cannot be left out.
func required(text string, needed bool) string {
	if needed {
		return text + " required"
	}
	return text
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

// orNone is a text that may be empty.
func orNone(s string) string {
	if s = strings.TrimSpace(s); s == "" {
		return none
	}
	return s
}
