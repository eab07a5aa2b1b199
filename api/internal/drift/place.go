package main

import (
	"maps"
	"slices"
	"strings"
)

// The kinds of places in a description.
const (
	documentPlace  = "document"
	pathPlace      = "path"
	operationPlace = "operation"
	parameterPlace = "parameter"
	requestPlace   = "request"
	responsePlace  = "response"
	mediaPlace     = "media"
	headerPlace    = "header"
	schemaPlace    = "schema"
	flowPlace      = "flow"
	serverPlace    = "server"
)

// place is one node of a description that can be changed.
type place struct {
	kind, name string
	node       map[string]any
}

// change changes the node and returns how to undo it, nil if there is nothing
// of this kind to change. A change replaces values and leaves them as they are.
func (p *place) change(how func(node map[string]any) bool) (undo func()) {
	before := maps.Clone(p.node)
	restore := func() {
		clear(p.node)
		maps.Copy(p.node, before)
	}
	if !how(p.node) {
		restore()
		return nil
	}
	return restore
}

// walker visits the places of a description, a component once. What lies below
// a place is visited if visit says so.
type walker struct {
	doc   map[string]any
	visit func(*place) (deeper bool)
	met   map[string]bool // components by name
}

// whole visits what is no part of an operation.
func (w *walker) whole() {
	w.add(documentPlace, "document", w.doc)
	for _, server := range list(w.doc["servers"]) {
		w.add(serverPlace, "servers", server)
	}
	components := object(w.doc["components"])
	for name, scheme := range object(components["securitySchemes"]) {
		for flow, node := range object(object(scheme)["flows"]) {
			w.add(flowPlace, name+" "+flow, object(node))
		}
	}
}

// paths visits every path and operation.
func (w *walker) paths() {
	paths := object(w.doc["paths"])
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		item := object(paths[path])
		w.add(pathPlace, path, item)
		for _, method := range methods() {
			if op := object(item[method]); op != nil {
				w.operation(strings.ToUpper(method)+" "+path, op)
			}
		}
	}
}

func methods() []string {
	return []string{"get", "put", "post", "delete", "options", "head", "patch", "trace"}
}

func (w *walker) add(kind, name string, node map[string]any) bool {
	return node != nil && w.visit(&place{kind, name, node})
}

func (w *walker) operation(name string, op map[string]any) {
	w.add(operationPlace, name, op)
	for _, ref := range list(op["parameters"]) {
		p, target := w.resolve(ref)
		at := target
		if at == "" {
			at = name + " " + word(p["name"])
		}
		if w.once(target) {
			w.add(parameterPlace, at, p)
			w.schema(at, p["schema"])
		}
	}
	if body, target := w.resolve(object(op["requestBody"])); body != nil && w.once(target) {
		w.add(requestPlace, name+" request", body)
		w.content(name+" request", body)
	}
	responses := object(op["responses"])
	for _, status := range slices.Sorted(maps.Keys(responses)) {
		response, target := w.resolve(object(responses[status]))
		if !w.once(target) {
			continue
		}
		w.add(responsePlace, name+" "+status, response)
		w.content(name+" "+status, response)
		headers := object(response["headers"])
		for header, ref := range headers {
			node, _ := w.resolve(object(ref))
			w.add(headerPlace, name+" "+status+" "+header, node)
			w.schema(name+" "+status+" "+header, node["schema"])
		}
	}
}

func (w *walker) content(name string, holder map[string]any) {
	for kind, media := range object(holder["content"]) {
		w.add(mediaPlace, name+" "+kind, object(media))
		w.schema(name+" "+kind, object(media)["schema"])
	}
}

func (w *walker) schema(name string, value any) {
	node, target := w.resolve(object(value))
	if node == nil || target != "" && w.met[target] {
		return
	}
	if target != "" {
		name = target
	}
	if !w.add(schemaPlace, name, node) {
		return
	}
	w.once(target)
	properties := object(node["properties"])
	for _, property := range slices.Sorted(maps.Keys(properties)) {
		w.schema(name+"."+property, properties[property])
	}
	w.schema(name+"[]", node["items"])
	w.schema(name+"{}", node["additionalProperties"])
	for _, keyword := range []string{"allOf", "oneOf", "anyOf"} {
		for _, part := range list(node[keyword]) {
			w.schema(name+"|", part)
		}
	}
}

// resolve follows references; target is the component's name, if it is one.
func (w *walker) resolve(node map[string]any) (resolved map[string]any, target string) {
	for node != nil {
		ref, refers := node["$ref"].(string)
		if !refers {
			return node, target
		}
		var at any = w.doc
		for part := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
			at, target = object(at)[part], part
		}
		node = object(at)
	}
	return nil, target
}

// once says whether a component is met for the first time.
func (w *walker) once(target string) bool {
	if target == "" {
		return true
	}
	before := w.met[target]
	w.met[target] = true
	return !before
}

func object(v any) map[string]any {
	m, _ := v.(map[string]any)
	return m
}

func list(v any) []map[string]any {
	items, _ := v.([]any)
	var all []map[string]any
	for _, item := range items {
		if m := object(item); m != nil {
			all = append(all, m)
		}
	}
	return all
}

func word(v any) string {
	s, _ := v.(string)
	return s
}
