package main

import (
	"maps"
	"slices"
)

func schemaMutations() []mutation {
	text := map[string]any{"type": "string"}
	all := []mutation{
		{"type", schemaPlace, set("type", "boolean", "string"), false},
		{"type gone", schemaPlace, func(node map[string]any) bool {
			return node["properties"] == nil && drop("type")(node)
		}, false},
		{"nullable", schemaPlace, flip("nullable"), false},
		{"deprecated", schemaPlace, flip("deprecated"), false},
		{"read-only", schemaPlace, flip("readOnly"), false},
		{"write-only", schemaPlace, flip("writeOnly"), false},
		{"unique items", schemaPlace, flip("uniqueItems"), false},
		{"exclusive minimum", schemaPlace, flip("exclusiveMinimum"), false},
		{"exclusive maximum", schemaPlace, flip("exclusiveMaximum"), false},
		{"enum value added", schemaPlace, func(node map[string]any) bool {
			return node["enum"] != nil && push("enum", "news")(node)
		}, false},
		{"enum value gone", schemaPlace, pop("enum"), false},
		{"enum gone", schemaPlace, drop("enum"), false},
		{"enum added", schemaPlace, func(node map[string]any) bool {
			return node["enum"] == nil && set("enum", []any{"news"})(node)
		}, false},
		{"order of an enum", schemaPlace, turn("enum"), true},
		{"property added", schemaPlace, ofObject(put("properties", "news", text)), false},
		{"property added as required", schemaPlace, ofObject(func(node map[string]any) bool {
			return put("properties", "news", text)(node) && push("required", "news")(node)
		}), false},
		{"property gone", schemaPlace, cut("properties"), false},
		{"property renamed", schemaPlace, func(node map[string]any) bool {
			all := maps.Clone(object(node["properties"]))
			for _, name := range slices.Sorted(maps.Keys(all)) {
				all[name+"Changed"] = all[name]
				delete(all, name)
				node["properties"] = all
				return true
			}
			return false
		}, false},
		{"property required", schemaPlace, func(node map[string]any) bool {
			names, _ := node["required"].([]any)
			for _, name := range slices.Sorted(maps.Keys(object(node["properties"]))) {
				if !slices.Contains(names, any(name)) {
					return push("required", name)(node)
				}
			}
			return false
		}, false},
		{"property no longer required", schemaPlace, pop("required"), false},
		{"order of required", schemaPlace, turn("required"), true},
		{"items of another type", schemaPlace, func(node map[string]any) bool {
			return node["items"] != nil && set("items", map[string]any{"type": "number", "format": "changed"})(node)
		}, false},
		{"other properties refused", schemaPlace, ofObject(set("additionalProperties", false)), false},
		{"other properties typed", schemaPlace, ofObject(set("additionalProperties", map[string]any{"type": "number"})), false},
		{"other properties gone", schemaPlace, drop("additionalProperties"), false},
		{"alternative added", schemaPlace, func(node map[string]any) bool {
			return node["oneOf"] != nil && push("oneOf", map[string]any{"type": "boolean"})(node)
		}, false},
		{"alternative gone", schemaPlace, pop("oneOf"), false},
		{"order of alternatives", schemaPlace, turn("oneOf"), true},
		{"part gone", schemaPlace, pop("allOf"), false},
	}
	for keyword, value := range map[string]any{
		"format": "changed", "default": "changed", "minimum": 7, "maximum": 7, "multipleOf": 7, "minLength": 7,
		"maxLength": 7, "pattern": "^changed$", "minItems": 7, "maxItems": 7, "minProperties": 7, "maxProperties": 7,
		"title": "Changed", "description": "At most 7.", "example": "changed", "externalDocs": map[string]any{"url": "https://example.com"},
		"xml": map[string]any{"name": "changed"}, "discriminator": map[string]any{"propertyName": "changed"},
		"not": text, "x-news": true,
	} {
		all = append(all,
			mutation{keyword + " set", schemaPlace, set(keyword, value), false},
			mutation{keyword + " dropped", schemaPlace, drop(keyword), false})
	}
	return all
}

// ofObject makes a change to objects alone: elsewhere it would mean nothing.
func ofObject(how func(map[string]any) bool) func(map[string]any) bool {
	return func(node map[string]any) bool {
		return (node["type"] == "object" || node["properties"] != nil) && how(node)
	}
}
