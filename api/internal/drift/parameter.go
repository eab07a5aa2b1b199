package main

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// parameter compares two parameters of the operation at hand; either may be
// missing.
func (c *comparer) parameter(ours, theirs *openapi3.Parameter) {
	named := ours
	if named == nil {
		named = theirs
	}
	where := c.at + " " + named.In + " " + named.Name
	if !c.presence("parameter", where, parameterType(theirs), parameterType(ours)) {
		return
	}
	our, their := valueOf(ours.Schema), valueOf(theirs.Schema)
	c.value("parameter required", where, yes(theirs.Required), yes(ours.Required))
	c.value("parameter deprecated", where, yes(theirs.Deprecated), yes(ours.Deprecated))
	c.value("parameter type", where, typeOf(their), typeOf(our))
	c.value("parameter default", where, text(their.Default), text(our.Default))
	c.value("parameter minimum", where, bound(their.Min), bound(our.Min))
	c.value("parameter maximum", where, bound(their.Max), bound(our.Max))
	c.value("parameter pattern", where, orNone(their.Pattern), orNone(our.Pattern))
	theirValues, ourValues := enums(their, our)
	c.value("parameter enum", where, theirValues, ourValues)
	if our.Type.Is(openapi3.TypeArray) && their.Type.Is(openapi3.TypeArray) {
		c.value("parameter style", where, style(theirs), style(ours))
	}
}

func parameterType(p *openapi3.Parameter) string {
	if p == nil {
		return none
	}
	return typeOf(valueOf(p.Schema))
}

// style is how a list is put into the address.
func style(p *openapi3.Parameter) string {
	method, err := p.SerializationMethod()
	if err != nil {
		return err.Error()
	}
	if method.Explode {
		return method.Style + " exploded"
	}
	return method.Style
}

// enums returns the values that only one side allows. A side without a list
// allows any.
func enums(theirs, ours *openapi3.Schema) (onlyTheirs, onlyOurs string) {
	their, our := values(theirs), values(ours)
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

// values returns the allowed values in order, those of the items for a list.
func values(s *openapi3.Schema) []string {
	if s.Type.Is(openapi3.TypeArray) {
		s = valueOf(s.Items)
	}
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

func bound(n *float64) string {
	if n == nil {
		return none
	}
	return text(*n)
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

func orNone(s string) string {
	if s == "" {
		return none
	}
	return s
}
