package main

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// attribute is one thing a schema says of its values.
type attribute struct {
	name string
	text func(*openapi3.Schema) string
}

// attributes are all but the type, the enum and what lies beneath.
func attributes() []attribute {
	return []attribute{
		{"nullable", func(s *openapi3.Schema) string { return yes(s.Nullable) }},
		{"deprecated", func(s *openapi3.Schema) string { return yes(s.Deprecated) }},
		{"read-only", func(s *openapi3.Schema) string { return yes(s.ReadOnly) }},
		{"write-only", func(s *openapi3.Schema) string { return yes(s.WriteOnly) }},
		{"default", func(s *openapi3.Schema) string { return text(s.Default) }},
		{"minimum", func(s *openapi3.Schema) string { return limit(s.Min, s.ExclusiveMin) }},
		{"maximum", func(s *openapi3.Schema) string { return limit(s.Max, s.ExclusiveMax) }},
		{"step", func(s *openapi3.Schema) string { return bound(s.MultipleOf) }},
		{"minimum length", func(s *openapi3.Schema) string { return least(s.MinLength) }},
		{"maximum length", func(s *openapi3.Schema) string { return bound(s.MaxLength) }},
		{"pattern", func(s *openapi3.Schema) string { return orNone(s.Pattern) }},
		{"minimum items", func(s *openapi3.Schema) string { return least(s.MinItems) }},
		{"maximum items", func(s *openapi3.Schema) string { return bound(s.MaxItems) }},
		{"unique items", func(s *openapi3.Schema) string { return yes(s.UniqueItems) }},
		{"minimum properties", func(s *openapi3.Schema) string { return least(s.MinProps) }},
		{"maximum properties", func(s *openapi3.Schema) string { return bound(s.MaxProps) }},
		{"other properties", otherProperties},
	}
}

// attributeKeys are the keywords that attributes, enums and types are read from.
func attributeKeys() []string {
	return []string{
		"type", "format", "enum", "nullable", "deprecated", "readOnly", "writeOnly", "default", "minimum",
		"exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern",
		"minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties",
	}
}

// otherProperties says whether an object may hold more than what is named.
func otherProperties(s *openapi3.Schema) string {
	switch {
	case s.AdditionalProperties.Schema != nil:
		return typeOf(schemaOf(s.AdditionalProperties.Schema).Value)
	case s.AdditionalProperties.Has != nil && !*s.AdditionalProperties.Has:
		return "refused"
	default:
		return "any"
	}
}

// limit is a bound that may itself be out of bounds.
func limit(n *float64, exclusive openapi3.ExclusiveBound) string {
	if exclusive.Value != nil {
		return text(*exclusive.Value) + " exclusive"
	}
	if exclusive.Bool != nil && *exclusive.Bool {
		return bound(n) + " exclusive"
	}
	return bound(n)
}

func bound[N float64 | uint64](n *N) string {
	if n == nil {
		return none
	}
	return text(*n)
}

// least is a lower bound, of which zero says nothing.
func least(n uint64) string {
	if n == 0 {
		return none
	}
	return strconv.FormatUint(n, 10)
}

// enums returns the values that only one side allows. A side without a list
// allows any.
func enums(theirs, ours *openapi3.Schema) (onlyTheirs, onlyOurs string) {
	return onlyIn(values(theirs), values(ours))
}

// onlyIn returns what each list has alone, where an empty one stands for any.
func onlyIn(their, our []string) (onlyTheirs, onlyOurs string) {
	switch {
	case len(their) == 0 && len(our) == 0:
		return none, none
	case len(their) == 0:
		return "any", strings.Join(our, ",")
	case len(our) == 0:
		return strings.Join(their, ","), "any"
	}
	return orNone(strings.Join(without(their, our), ",")), orNone(strings.Join(without(our, their), ","))
}

// values returns the allowed values in order.
func values(s *openapi3.Schema) []string {
	texts := make([]string, len(s.Enum))
	for i, v := range s.Enum {
		texts[i] = text(v)
	}
	slices.Sort(texts)
	return texts
}

func without(list, others []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(others, s) })
}

// text is a value as JSON, words without their quotes.
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return none
	case string:
		if v != "" {
			return v
		}
	}
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}
