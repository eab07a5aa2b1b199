// Package param turns the options of calls into parameters of requests.
package param

import (
	"reflect"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// Copy returns the options pointed to, or the defaults. Slices in them are
// copied, too, so that a walk shares nothing with its caller.
func Copy[O any](opts *O) O {
	if opts == nil {
		return *new(O)
	}
	own := *opts
	for _, list := range reflect.ValueOf(&own).Elem().Fields() {
		if list.Kind() == reflect.Slice && !list.IsNil() {
			list.Set(reflect.AppendSlice(reflect.MakeSlice(list.Type(), 0, list.Len()), list))
		}
	}
	return own
}

// Text leaves a parameter out where it is empty.
func Text[T ~string, S ~string](value S) *T {
	if value == "" {
		return nil
	}
	t := T(value)
	return &t
}

// List leaves a parameter out where it lists nothing.
func List(values []string) *[]string {
	if len(values) == 0 {
		return nil
	}
	given := values // allocated only here
	return &given
}

// Flag leaves a parameter out where it is false, which is every default.
func Flag(on bool) *bool {
	if !on {
		return nil
	}
	given := true // allocated only here
	return &given
}

// Ahead reports whether a number of overlapped requests is one.
func Ahead(ahead int) error {
	if ahead < 0 || ahead > 100 {
		return argument.Invalid("Ahead", "must be 0 to 100")
	}
	return nil
}

// Parallel reports whether a number of things done side by side is one, and makes
// the default of 0.
func Parallel(parallel *int) error {
	switch {
	case *parallel < 0 || *parallel > 100:
		return argument.Invalid("Parallel", "must be 1 to 100, or 0 for 8")
	case *parallel == 0:
		*parallel = 8
	}
	return nil
}
