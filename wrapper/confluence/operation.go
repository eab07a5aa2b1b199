package confluence

import (
	"net/url"
	"slices"
	"strings"
)

// Operation is one operation of a product's contract: what a request must look
// like to be sent, and the name errors and logs give it.
type Operation struct {
	// ID is the operationId of the contract, for example "getCurrentUser".
	ID string
	// Method is the HTTP method.
	Method string
	// Path is the path template below the base URL, for example
	// "/wiki/rest/api/user/{userId}/property".
	Path string
	// Success lists the documented 2xx statuses. Empty means any.
	Success []int
}

// routes finds the operation a request is for.
type routes struct {
	byShape map[routeShape][]route
}

// routeShape is what a request and its route have in common before any segment
// is compared.
type routeShape struct {
	method   string
	segments int
}

type route struct {
	operation *Operation
	segments  []string
}

func newRoutes(operations []Operation) routes {
	r := routes{byShape: make(map[routeShape][]route, len(operations))}
	for _, op := range operations {
		segments := strings.Split(strings.Trim(op.Path, "/"), "/")
		shape := routeShape{op.Method, len(segments)}
		r.byShape[shape] = append(r.byShape[shape], route{&op, segments})
	}
	// A literal segment wins over a parameter, as it does on the service.
	for _, candidates := range r.byShape {
		slices.SortStableFunc(candidates, func(a, b route) int {
			return strings.Count(a.operation.Path, "{") - strings.Count(b.operation.Path, "{")
		})
	}
	return r
}

// find returns the operation for an escaped path below the base URL, or nil.
func (r routes) find(method, escapedPath string) *Operation {
	path := strings.TrimPrefix(escapedPath, "/")
	for _, candidate := range r.byShape[routeShape{method, strings.Count(path, "/") + 1}] {
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
		if !isPathValue(segment) {
			return false
		}
	}
	return true
}

// isPathValue reports whether an escaped segment reaches the service as the one
// value it stands for.
func isPathValue(segment string) bool {
	value, err := url.PathUnescape(segment)
	// Tomcat drops what follows a bare semicolon: ";x" is an empty segment.
	return err == nil && CheckPathValue("path value", value) == nil && segment[0] != ';'
}
