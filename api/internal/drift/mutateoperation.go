package main

import (
	"maps"
	"slices"
)

func operationMutations() []mutation {
	parameter := func(required bool) map[string]any {
		return map[string]any{"name": "news", "in": "query", "required": required, "schema": map[string]any{"type": "string"}}
	}
	return []mutation{
		{"operation gone", pathPlace, func(node map[string]any) bool {
			for _, method := range methods() {
				if node[method] != nil {
					delete(node, method)
					return true
				}
			}
			return false
		}, false},
		{"operation added to a path", pathPlace, func(node map[string]any) bool {
			if node["patch"] != nil {
				return false
			}
			node["patch"] = map[string]any{"responses": map[string]any{}}
			return true
		}, false},
		{"parameter of a whole path", pathPlace, push("parameters", parameter(false)), false},
		{"summary of a path", pathPlace, set("summary", "Changed."), false},
		{"operationId", operationPlace, set("operationId", "changed"), true},
		{"order of parameters", operationPlace, turn("parameters"), true},
		{"order of security", operationPlace, turn("security"), true},
		{"operation deprecated", operationPlace, flip("deprecated"), false},
		{"operation summary", operationPlace, set("summary", "Changed."), false},
		{"operation description", operationPlace, set("description", "At most 7 at a time."), false},
		{"operation tag", operationPlace, set("tags", []any{"Something new"}), false},
		{"operation extension", operationPlace, set("x-experimental", true, false), false},
		{"operation servers", operationPlace, set("servers", []any{map[string]any{"url": "https://example.com"}}), false},
		{"security dropped", operationPlace, drop("security"), false},
		{"security emptied", operationPlace, set("security", []any{}), false},
		{"security way gone", operationPlace, pop("security"), false},
		{"security way anonymous", operationPlace, func(node map[string]any) bool {
			open := func(way map[string]any) bool { return len(way) == 0 }
			return !slices.ContainsFunc(list(node["security"]), open) && push("security", map[string]any{})(node)
		}, false},
		{"scope changed", operationPlace, func(node map[string]any) bool {
			ways, _ := node["security"].([]any)
			ways = slices.Clone(ways)
			for i, way := range ways {
				for scheme, scopes := range object(way) {
					if names, _ := scopes.([]any); len(names) > 0 {
						ways[i] = map[string]any{scheme: append(slices.Clone(names[1:]), "read:news")}
						node["security"] = ways
						return true
					}
				}
			}
			return false
		}, false},
		{"scope announced", operationPlace, announce(func(entry map[string]any) {
			names, _ := entry["scopes"].([]any)
			entry["scopes"] = append(slices.Clone(names), "read:news")
		}), false},
		{"scope announced no more", operationPlace, announce(func(entry map[string]any) { entry["scopes"] = []any{} }), false},
		{"scope in another state", operationPlace, announce(func(entry map[string]any) { entry["state"] = "Deprecated" }), false},
		{"parameter added", operationPlace, push("parameters", parameter(false)), false},
		{"parameter added as required", operationPlace, push("parameters", parameter(true)), false},
		{"parameter gone", operationPlace, pop("parameters"), false},
		{"request body added", operationPlace, func(node map[string]any) bool {
			return node["requestBody"] == nil && set("requestBody", map[string]any{"content": map[string]any{}})(node)
		}, false},
		{"request body gone", operationPlace, drop("requestBody"), false},
		{"status added", operationPlace, put("responses", "418", map[string]any{"description": "-"}), false},
		{"status gone", operationPlace, cut("responses"), false},
	}
}

// announce changes the last entry of the scopes Atlassian lists.
func announce(how func(entry map[string]any)) func(map[string]any) bool {
	const keyword = "x-atlassian-oauth2-scopes"
	return func(node map[string]any) bool {
		entries, _ := node[keyword].([]any)
		if len(entries) == 0 {
			return false
		}
		entries = slices.Clone(entries)
		last := maps.Clone(object(entries[len(entries)-1]))
		how(last)
		entries[len(entries)-1] = last
		node[keyword] = entries
		return true
	}
}

func parameterMutations() []mutation {
	renamed := func(node map[string]any) bool {
		if node["in"] == "path" { // known by its position
			return false
		}
		node["name"] = word(node["name"]) + "Changed"
		return true
	}
	return []mutation{
		{"parameter renamed", parameterPlace, renamed, false},
		{"parameter elsewhere", parameterPlace, set("in", "cookie"), false},
		{"parameter required", parameterPlace, flip("required"), false},
		{"parameter deprecated", parameterPlace, flip("deprecated"), false},
		{"parameter description", parameterPlace, set("description", "At most 7."), false},
		{"parameter style", parameterPlace, set("style", "simple", "spaceDelimited"), false},
		{"parameter explode", parameterPlace, exploded, false},
		{"parameter may be empty", parameterPlace, flip("allowEmptyValue"), false},
		{"parameter reserved characters", parameterPlace, flip("allowReserved"), false},
		{"parameter example", parameterPlace, set("example", "changed"), false},
		{"parameter extension", parameterPlace, set("x-news", true), false},
		{"parameter schema gone", parameterPlace, drop("schema"), false},
	}
}

// exploded turns what is said of explode, or what is meant where nothing is.
func exploded(node map[string]any) bool {
	now, said := node["explode"].(bool)
	if !said {
		style := word(node["style"])
		now = style == "form" || style == "" && (node["in"] == "query" || node["in"] == "cookie")
	}
	node["explode"] = !now
	return true
}

func bodyMutations() []mutation {
	return []mutation{
		{"request body required", requestPlace, flip("required"), false},
		{"request body description", requestPlace, set("description", "At most 7."), false},
		{"request content type added", requestPlace, put("content", "application/xml", map[string]any{}), false},
		{"request content type gone", requestPlace, cut("content"), false},
		{"response description", responsePlace, set("description", "Returned if more than 7."), false},
		{"response header added", responsePlace, put("headers", "X-News", map[string]any{"schema": map[string]any{"type": "string"}}), false},
		{"response header gone", responsePlace, cut("headers"), false},
		{"response content type added", responsePlace, put("content", "application/xml", map[string]any{}), false},
		{"response content type gone", responsePlace, cut("content"), false},
		{"response body added", responsePlace, func(node map[string]any) bool {
			return len(object(node["content"])) == 0 && put("content", jsonType, map[string]any{"schema": map[string]any{"type": "object"}})(node)
		}, false},
		{"response links", responsePlace, put("links", "news", map[string]any{"operationId": "getNews"}), false},
		{"schema of a body gone", mediaPlace, drop("schema"), false},
		{"example of a body", mediaPlace, func(node map[string]any) bool {
			delete(node, "examples")
			return set("example", "changed")(node)
		}, false},
		{"encoding of a body", mediaPlace, set("encoding", map[string]any{"news": map[string]any{"contentType": "text/plain"}}), false},
		{"response header required", headerPlace, flip("required"), false},
		{"response header deprecated", headerPlace, flip("deprecated"), false},
		{"response header description", headerPlace, set("description", "Changed."), false},
	}
}
