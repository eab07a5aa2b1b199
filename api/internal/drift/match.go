package main

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// v2Base stands in the server's address in the published file, and in the paths
// of our contract.
const v2Base = "/wiki/api/v2"

// operation is one operation with what identifies it.
type operation struct {
	*openapi3.Operation
	method, path string
	parameters   map[string]*openapi3.Parameter
}

func (o *operation) String() string { return o.method + " " + o.path }

// key is the same for two paths that differ in the names of their parameters
// alone.
func (o *operation) key() string {
	return o.method + " " + templates().ReplaceAllString(o.path, "{}")
}

func templates() *regexp.Regexp { return regexp.MustCompile(`\{([^}]*)\}`) }

// operations returns the operations of a description by key.
func operations(doc *openapi3.T) map[string]*operation {
	byKey := map[string]*operation{}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			o := &operation{Operation: op, method: method, path: path}
			o.parameters = parameters(path, slices.Concat(item.Parameters, op.Parameters))
			byKey[o.key()] = o
		}
	}
	return byKey
}

// ourOperations returns the operations of our contract that a published file of
// the product has to cover.
func ourOperations(product string, doc *openapi3.T) map[string]*operation {
	ours := operations(doc)
	maps.DeleteFunc(ours, func(_ string, o *operation) bool {
		return product != dataCenter && strings.HasPrefix(o.path, v2Base) != (product == cloudV2)
	})
	return ours
}

// theirOperations returns the published operations, at the paths our contract
// has them at.
func theirOperations(product string, doc *openapi3.T) map[string]*operation {
	theirs := operations(doc)
	if product != cloudV2 {
		return theirs
	}
	moved := map[string]*operation{}
	for _, o := range theirs {
		o.path = v2Path(product, o.path)
		moved[o.key()] = o
	}
	return moved
}

// v2Path is a path with the base that v2 has among its servers.
func v2Path(product, path string) string {
	if product != cloudV2 || strings.HasPrefix(path, v2Base) {
		return path
	}
	return v2Base + path
}

// parameters returns parameters by place and name, path parameters by place and
// position. Of two with the same key the last typed one counts: Data Center has
// been published with every parameter twice, as plain text and as what it is.
func parameters(path string, list openapi3.Parameters) map[string]*openapi3.Parameter {
	positions := map[string]int{}
	for i, match := range templates().FindAllStringSubmatch(path, -1) {
		positions[match[1]] = i + 1
	}
	byKey := map[string]*openapi3.Parameter{}
	for _, ref := range list {
		p := ref.Value
		if p == nil {
			continue
		}
		key := p.In + " " + p.Name
		switch p.In {
		case openapi3.ParameterInPath:
			key = p.In + " " + strconv.Itoa(positions[p.Name])
		case openapi3.ParameterInHeader:
			key = strings.ToLower(key)
		}
		if byKey[key] == nil || typed(p) {
			byKey[key] = p
		}
	}
	return byKey
}

// typed says whether a parameter is more than any text.
func typed(p *openapi3.Parameter) bool {
	s := schemaOf(p.Schema).Value
	if p.Schema == nil || typeOf(s) != openapi3.TypeString || len(s.Enum) > 0 {
		return p.Schema != nil
	}
	said := func(a attribute) bool { return a.text(s) != a.text(&openapi3.Schema{}) }
	return slices.ContainsFunc(attributes(), said)
}

// sortedKeys returns the keys of both maps in order, each once.
func sortedKeys[K cmp.Ordered, A, B any](a map[K]A, b map[K]B) []K {
	return slices.Compact(slices.Sorted(func(yield func(K) bool) {
		for k := range a {
			if !yield(k) {
				return
			}
		}
		for k := range b {
			if !yield(k) {
				return
			}
		}
	}))
}
