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
func methodsThatTake[P any](client *datacenter.Client) []string {
	var names []string
	services := reflect.ValueOf(client).Elem()
	for i := range services.NumField() {
		service := services.Type().Field(i)
		if !service.IsExported() {
			continue
		}
		for j := range service.Type.NumMethod() {
			method := service.Type.Method(j)
			for k := range method.Type.NumIn() {
				if method.Type.In(k) == reflect.TypeFor[P]() {
					names = append(names, service.Name+"."+method.Name)
				}
			}
		}
	}
	return names
}
