package datacenter_test

import (
	"maps"
	"reflect"
	"slices"

	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

func keys[V any](m map[string]V) []string { return slices.Collect(maps.Keys(m)) }

// methodsThatTake names the methods of all services that have a parameter of a
// type.
func methodsThatTake[P any]() []string {
	var names []string
	services := reflect.TypeFor[datacenter.Client]()
	for service := range services.Fields() {
		if !service.IsExported() {
			continue
		}
		for method := range service.Type.Methods() {
			if slices.Contains(slices.Collect(method.Type.Ins()), reflect.TypeFor[P]()) {
				names = append(names, service.Name+"."+method.Name)
			}
		}
	}
	return names
}
