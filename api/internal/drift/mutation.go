package main

import (
	"maps"
	"slices"
)

// mutation is one kind of change.
type mutation struct {
	name, place string
	change      func(node map[string]any) bool
	// excused changes make no difference to anybody who calls the service.
	excused bool
}

func mutations() []mutation {
	return slices.Concat(documentMutations(), operationMutations(), parameterMutations(), bodyMutations(), schemaMutations())
}

// set gives a keyword a value it does not have.
func set(keyword string, values ...any) func(map[string]any) bool {
	return func(node map[string]any) bool {
		for _, value := range values {
			if text(node[keyword]) != text(value) {
				node[keyword] = value
				return true
			}
		}
		return false
	}
}

// drop takes a keyword away.
func drop(keyword string) func(map[string]any) bool {
	return func(node map[string]any) bool {
		there := node[keyword] != nil
		delete(node, keyword)
		return there
	}
}

// flip changes a keyword that is no unless it says yes.
func flip(keyword string) func(map[string]any) bool {
	return func(node map[string]any) bool {
		now, _ := node[keyword].(bool)
		node[keyword] = !now
		return true
	}
}

// put adds to the objects under a keyword.
func put(keyword, name string, value any) func(map[string]any) bool {
	return func(node map[string]any) bool {
		all := maps.Clone(object(node[keyword]))
		if all == nil {
			all = map[string]any{}
		}
		all[name] = value
		node[keyword] = all
		return true
	}
}

// cut takes the first of the objects under a keyword away.
func cut(keyword string) func(map[string]any) bool {
	return func(node map[string]any) bool {
		all := maps.Clone(object(node[keyword]))
		for _, name := range slices.Sorted(maps.Keys(all)) {
			delete(all, name)
			node[keyword] = all
			return true
		}
		return false
	}
}

// push adds to the list under a keyword.
func push(keyword string, value any) func(map[string]any) bool {
	return func(node map[string]any) bool {
		items, _ := node[keyword].([]any)
		node[keyword] = append(slices.Clone(items), value)
		return true
	}
}

// pop takes the last of the list under a keyword away.
func pop(keyword string) func(map[string]any) bool {
	return func(node map[string]any) bool {
		items, _ := node[keyword].([]any)
		if len(items) == 0 {
			return false
		}
		node[keyword] = slices.Clone(items[:len(items)-1])
		return true
	}
}

// turn reverses the list under a keyword.
func turn(keyword string) func(map[string]any) bool {
	return func(node map[string]any) bool {
		items, _ := node[keyword].([]any)
		items = slices.Clone(items)
		slices.Reverse(items)
		node[keyword] = items
		return len(items) > 1
	}
}

func documentMutations() []mutation {
	unknown := map[string]any{"get": map[string]any{
		"tags": []any{"Something new"}, "operationId": "getNews", "responses": map[string]any{"200": map[string]any{"description": "-"}},
	}}
	return []mutation{
		{"version", documentPlace, func(node map[string]any) bool {
			info := maps.Clone(object(node["info"]))
			info["version"] = "0.0.0-changed"
			node["info"] = info
			return true
		}, true},
		{"description of the whole", documentPlace, func(node map[string]any) bool {
			info := maps.Clone(object(node["info"]))
			info["description"] = "Changed."
			node["info"] = info
			return true
		}, false},
		{"operation added under a known root, with an unknown tag", documentPlace, func(node map[string]any) bool {
			paths := maps.Clone(object(node["paths"]))
			for path := range paths {
				if related().MatchString(rootOf(path)) {
					paths[path+"/news"] = unknown
					node["paths"] = paths
					return true
				}
			}
			return false
		}, false},
		{"operation added under a new root of people", documentPlace, func(node map[string]any) bool {
			paths := maps.Clone(object(node["paths"]))
			for path := range paths {
				if root := rootOf(path); related().MatchString(root) {
					paths[path[:len(path)-len(root)]+"user-news"] = unknown
					node["paths"] = paths
					return true
				}
			}
			return false
		}, false},
		{"operation added elsewhere, with a known tag", documentPlace, func(node map[string]any) bool {
			paths := maps.Clone(object(node["paths"]))
			for _, path := range slices.Sorted(maps.Keys(paths)) {
				for _, method := range methods() {
					tags, _ := object(object(paths[path])[method])["tags"].([]any)
					if len(tags) > 0 && tags[0] != "Search" {
						op := map[string]any{"get": map[string]any{"tags": tags, "responses": map[string]any{}}}
						paths["/elsewhere"] = op
						node["paths"] = paths
						return true
					}
				}
			}
			return false
		}, false},
		{"path gone", documentPlace, cut("paths"), false},
		{"security for all", documentPlace, func(node map[string]any) bool {
			if node["security"] != nil {
				return false
			}
			node["security"] = []any{map[string]any{"key": []any{}}}
			return put("components", "securitySchemes", map[string]any{
				"key": map[string]any{"type": "apiKey", "in": "header", "name": "Key"},
			})(node)
		}, false},
		{"security scheme added", documentPlace, func(node map[string]any) bool {
			components := maps.Clone(object(node["components"]))
			put("securitySchemes", "key", map[string]any{"type": "apiKey", "in": "header", "name": "Key"})(components)
			node["components"] = components
			return true
		}, false},
		{"server gone", documentPlace, drop("servers"), false},
		{"server added", documentPlace, push("servers", map[string]any{"url": "https://example.com/elsewhere"}), false},
		{"server path", serverPlace, func(node map[string]any) bool {
			node["url"] = word(node["url"]) + "/v3"
			return true
		}, false},
		{"server host", serverPlace, set("url", "https://example.com"), false},
		{"flow authorization address", flowPlace, set("authorizationUrl", "https://example.com/changed"), false},
		{"flow token address", flowPlace, set("tokenUrl", "https://example.com/changed"), false},
		{"scope declared", flowPlace, put("scopes", "read:news", "News."), false},
		{"scope no longer declared", flowPlace, cut("scopes"), false},
	}
}

// rootOf is a path below the base of any product.
func rootOf(path string) string {
	for _, base := range []string{"/wiki/rest/api/", v2Base + "/", "/rest/api/", "/"} {
		if len(path) > len(base) && path[:len(base)] == base {
			return path[len(base):]
		}
	}
	return path
}
