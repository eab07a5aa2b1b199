package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// prune takes out the paths that are none of ours: there is nothing to see in
// them, and files with them are large.
func prune(product string, doc map[string]any) {
	paths := object(doc["paths"])
	maps.DeleteFunc(paths, func(path string, item any) bool {
		for _, method := range methods() {
			if op := object(object(item)[method]); op != nil && aboutPeople(product, tagged(v2Path(product, path), op)) {
				return false
			}
		}
		return true
	})
}

// tagged is an operation as aboutPeople wants it.
func tagged(path string, op map[string]any) *operation {
	o := &operation{path: path, Operation: &openapi3.Operation{}}
	tags, _ := op["tags"].([]any)
	for _, tag := range tags {
		o.Tags = append(o.Tags, word(tag))
	}
	return o
}

// parts returns a description for each operation, with what it needs. They share
// their nodes with the whole.
func parts(doc map[string]any) []map[string]any {
	var all []map[string]any
	paths := object(doc["paths"])
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		item := object(paths[path])
		for _, method := range methods() {
			if item[method] == nil {
				continue
			}
			one := maps.Clone(item)
			maps.DeleteFunc(one, func(keyword string, _ any) bool {
				return keyword != method && slices.Contains(methods(), keyword)
			})
			part := maps.Clone(doc)
			part["paths"] = map[string]any{path: one}
			components := map[string]any{"securitySchemes": object(doc["components"])["securitySchemes"]}
			needed(doc, one, components)
			part["components"] = components
			all = append(all, part)
		}
	}
	return all
}

// needed collects the components that a node refers to.
func needed(doc map[string]any, node any, components map[string]any) {
	switch node := node.(type) {
	case []any:
		for _, item := range node {
			needed(doc, item, components)
		}
	case map[string]any:
		for _, value := range node {
			needed(doc, value, components)
		}
		address, _ := strings.CutPrefix(word(node["$ref"]), "#/components/")
		kind, name, refers := strings.Cut(address, "/")
		if !refers || object(components[kind])[name] != nil {
			return
		}
		target := object(object(doc["components"])[kind])[name]
		if components[kind] == nil {
			components[kind] = map[string]any{}
		}
		object(components[kind])[name] = target
		needed(doc, target, components)
	}
}
