// Package nilcontext calls every method of a client without a context, for the
// tests of both products.
package nilcontext

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// Refused calls all methods of all services of a client with a nil context and
// requires [confluence.ErrInvalid]. The other arguments are good: a text, a list
// of one, the value that is given of the type, or else the zero value. It returns
// how many methods there are.
func Refused(t *testing.T, client any, values ...any) int {
	t.Helper()
	called := 0
	of := reflect.ValueOf(client).Elem()
	for field, service := range of.Fields() {
		if !field.IsExported() {
			continue
		}
		for method, call := range service.Methods() {
			name := field.Name + "." + method.Name
			require.NotPanics(t, func() {
				err := errorOf(call.Call(arguments(call.Type(), values)))
				require.ErrorIs(t, err, confluence.ErrInvalid, name)
				require.ErrorContains(t, err, "context is nil", name)
			}, name)
			called++
		}
	}
	return called
}

func arguments(method reflect.Type, values []any) []reflect.Value {
	var in []reflect.Value
	for of := range method.Ins() {
		given := slices.IndexFunc(values, func(v any) bool { return reflect.TypeOf(v) == of })
		switch {
		case of == reflect.TypeFor[context.Context]():
			in = append(in, reflect.Zero(of))
		case given >= 0:
			in = append(in, reflect.ValueOf(values[given]))
		case of.Kind() == reflect.String:
			in = append(in, reflect.ValueOf("good"))
		case of == reflect.TypeFor[[]string]():
			in = append(in, reflect.ValueOf([]string{"good"}))
		case of.Kind() == reflect.Interface:
			in = append(in, reflect.ValueOf(&map[string]string{}))
		default:
			in = append(in, reflect.Zero(of))
		}
	}
	return in
}

// errorOf returns the error that a method returns, or that its walk ends with.
func errorOf(out []reflect.Value) error {
	last := out[len(out)-1]
	if last.Kind() != reflect.Func {
		return asError(last)
	}
	for row, err := range last.Seq2() {
		if !err.IsNil() {
			return asError(err)
		}
		return errors.New("a row: " + row.String())
	}
	return nil
}

func asError(v reflect.Value) error {
	err, _ := reflect.TypeAssert[error](v)
	return err
}
