package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// texts are fingerprints by place and keyword of what is published and has no
// match in our contract: prose, which ours has in other words, examples, names
// of schemas, and keywords nobody has thought of. Some limits stand only there.
type texts map[string]string

// text keeps a fingerprint. A place that several schemas share has one of each.
func (c *comparer) text(where, keyword, value string) {
	switch value {
	case "", none, "no", "any", "null": // what is not said
		return
	}
	sum := sha256.Sum256([]byte(value))
	mark := hex.EncodeToString(sum[:4])
	key := where + " " + keyword
	all := strings.Fields(c.texts[key])
	if !slices.Contains(all, mark) {
		all = append(all, mark)
		slices.Sort(all)
		c.texts[key] = strings.Join(all, " ")
	}
}

// rest keeps every keyword of a part of the published file but those that are
// compared elsewhere.
func (c *comparer) rest(where string, part any, compared ...string) {
	data, err := json.Marshal(part)
	if err != nil {
		c.text(where, "unreadable", err.Error())
		return
	}
	var keywords map[string]json.RawMessage
	if err := json.Unmarshal(data, &keywords); err != nil {
		c.text(where, "unreadable", err.Error())
		return
	}
	for keyword, value := range keywords {
		if !slices.Contains(compared, keyword) {
			c.text(where, keyword, strings.Trim(string(value), `"`))
		}
	}
}

// schemaTexts keeps what schema does not compare.
func (c *comparer) schemaTexts(where string, theirs *openapi3.SchemaRef) {
	if theirs.Ref != "" {
		c.text(where, "schema", path.Base(theirs.Ref))
	}
	c.rest(where, theirs.Value, append(attributeKeys(),
		"properties", "required", "items", "allOf", "oneOf", "anyOf", "additionalProperties")...)
	if has := theirs.Value.AdditionalProperties.Has; has != nil {
		c.text(where, "additionalProperties", text(*has))
	}
	// Required names without a property are a slip, and yet news when they change.
	properties, needed := propertiesOf(theirs.Value)
	for name := range needed {
		if properties[name] == nil {
			c.text(where+"."+name, "required", "yes")
		}
	}
	for i, part := range theirs.Value.AllOf {
		if part.Ref != "" {
			c.text(where, "allOf", text(i)+path.Base(part.Ref))
		}
	}
}
