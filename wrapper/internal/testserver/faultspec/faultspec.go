// Package faultspec reads faults that are written as text, for programs in any
// language.
package faultspec

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// Spec is a fault and the requests that meet it.
type Spec struct {
	// Operation is an operationId; empty for all.
	Operation string
	// Times is how many requests meet it; 0 for all.
	Times int
	Fault confluencetest.Fault
}

// Everything stands for all operations.
const Everything = "*"

// Parse reads OPERATION=KIND[:ARGUMENTS][,times=N]. It asks whether there is an
// operation.
func Parse(text string, isOperation func(string) bool) (Spec, error) {
	operation, what, found := strings.Cut(text, "=")
	if !found {
		return Spec{}, errors.New("it must be OPERATION=KIND")
	}
	// From the end, since an address or a date has commas of its own.
	const mark = ",times="
	times := 0
	if i := strings.LastIndex(what, mark); i >= 0 {
		n, err := strconv.Atoi(what[i+len(mark):])
		if err != nil || n < 1 {
			return Spec{}, errors.New("times must be a number above 0")
		}
		times, what = n, what[:i]
	}
	return Make(operation, what, times, isOperation)
}

// Make is Parse for parts that are apart already.
func Make(operation, what string, times int, isOperation func(string) bool) (Spec, error) {
	spec := Spec{Times: times}
	if operation != Everything {
		if !isOperation(operation) {
			return Spec{}, fmt.Errorf("there is no operation %q", operation)
		}
		spec.Operation = operation
	}
	name, args, _ := strings.Cut(what, ":")
	all := Kinds()
	i := slices.IndexFunc(all, func(k Kind) bool { return k.Name() == name })
	if i < 0 {
		names := make([]string, len(all))
		for i, k := range all {
			names[i] = k.Name()
		}
		slices.Sort(names)
		return Spec{}, fmt.Errorf("there is no kind %q; there are %s", name, strings.Join(slices.Compact(names), ", "))
	}
	var err error
	spec.Fault, err = all[i].parse(args)
	return spec, err
}
