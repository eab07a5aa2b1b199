package operation

import (
	"net/url"
	"slices"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// Table finds the operation that a request is for.
type Table struct {
	byID    map[string]*Operation
	literal map[place]*Operation // those without parameters
	byShape map[shape][]route

	// OneBucket is whether one rate limit holds for all of them.
	OneBucket bool
}

// place is a method and a path without the slash before it.
type place struct{ method, path string }

// shape is what a request and its route have in common before any segment is
// compared.
type shape struct {
	method   string
	segments int
}

type route struct {
	operation *Operation
	segments  []string
}

// NewTable returns the table of a contract's operations.
func NewTable(operations []Operation) *Table {
	t := &Table{
		byID: make(map[string]*Operation, len(operations)), literal: make(map[place]*Operation, len(operations)),
		byShape: make(map[shape][]route, len(operations)),
	}
	for _, op := range operations {
		t.byID[op.ID] = &op
		t.OneBucket = t.OneBucket || op.OneBucket
		segments := strings.Split(strings.Trim(op.Path, "/"), "/")
		s := shape{op.Method, len(segments)}
		t.byShape[s] = append(t.byShape[s], route{&op, segments})
		if !strings.Contains(op.Path, "{") {
			t.literal[place{op.Method, strings.Trim(op.Path, "/")}] = &op
		}
	}
	// A literal segment wins over a parameter, as it does on the service.
	for _, candidates := range t.byShape {
		slices.SortStableFunc(candidates, func(a, b route) int {
			return strings.Count(a.operation.Path, "{") - strings.Count(b.operation.Path, "{")
		})
	}
	return t
}

// ByID returns the operation of that id, or nil.
func (t *Table) ByID(id string) *Operation { return t.byID[id] }

// Find returns the operation for an escaped path below the base URL, or nil.
func (t *Table) Find(method, escapedPath string) *Operation {
	path := strings.TrimPrefix(escapedPath, "/")
	if op := t.literal[place{method, path}]; op != nil {
		return op
	}
	for _, candidate := range t.byShape[shape{method, strings.Count(path, "/") + 1}] {
		if candidate.matches(path) {
			return candidate.operation
		}
	}
	return nil
}

// matches compares a path of as many segments as the route has.
func (r route) matches(path string) bool {
	for _, want := range r.segments {
		var segment string
		segment, path, _ = strings.Cut(path, "/")
		if !strings.HasPrefix(want, "{") {
			if segment != want {
				return false
			}
			continue
		}
		if !isValue(segment) {
			return false
		}
	}
	return true
}

// IsPlainPath reports whether every segment of an escaped path is a value. One
// slash may end the path.
func IsPlainPath(escapedPath string) bool {
	inner := strings.TrimSuffix(strings.TrimPrefix(escapedPath, "/"), "/")
	if inner == "" {
		return escapedPath == "/"
	}
	for segment := range strings.SplitSeq(inner, "/") {
		if !isValue(segment) {
			return false
		}
	}
	return true
}

// isValue reports whether an escaped segment reaches the service as the one
// value it stands for.
func isValue(segment string) bool {
	value, err := url.PathUnescape(segment)
	// Tomcat drops what follows a bare semicolon: ";x" is an empty segment.
	return err == nil && argument.PathValue("path value", value) == nil && segment[0] != ';'
}
