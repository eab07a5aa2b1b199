package cql

import (
	"slices"
	"strings"
)

// Condition compares a field with values.
type Condition struct {
	// Field is in lower case.
	Field string
	// Operator is "=" or "~". A negated one is a condition that is not.
	Operator string
	// Values are one of which must fit.
	Values []Value
}

// Value is a text, or the name of a function without arguments.
type Value struct {
	Text     string
	Function bool
}

// Field says what a field can be compared with.
type Field struct {
	// Operator is "=" for =, !=, IN and NOT IN, or "~" for ~ and !~.
	Operator string
	// Values are the only ones there are; none stands for any.
	Values []string
}

// allows reports whether all values are some that the field can have.
func (f Field) allows(values []Value) bool {
	return f.Values == nil || !slices.ContainsFunc(values, func(v Value) bool {
		return v.Function || !slices.ContainsFunc(f.Values, func(allowed string) bool { return strings.EqualFold(allowed, v.Text) })
	})
}

// FieldError is the name of a field that there is not.
type FieldError string

// Error says so.
func (e FieldError) Error() string { return "no field " + string(e) }

// Test decides on a condition for some subject.
type Test[S any] func(S, Condition) bool

// Query is a query that was read.
type Query struct {
	any, all []Query // of which one, or all, must hold
	not      *Query
	leaf     *Condition
}

// Holds reports whether a query is true of a subject.
func Holds[S any](q Query, subject S, test Test[S]) bool {
	switch {
	case q.leaf != nil:
		return test(subject, *q.leaf)
	case q.not != nil:
		return !Holds(*q.not, subject, test)
	case q.any != nil:
		return slices.ContainsFunc(q.any, func(q Query) bool { return Holds(q, subject, test) })
	}
	return !slices.ContainsFunc(q.all, func(q Query) bool { return !Holds(q, subject, test) })
}

// Uses reports whether a function is called anywhere in a query.
func (q Query) Uses(function string) bool {
	if q.leaf != nil {
		return slices.ContainsFunc(q.leaf.Values, func(v Value) bool { return v.Function && v.Text == function })
	}
	uses := func(q Query) bool { return q.Uses(function) }
	return q.not != nil && q.not.Uses(function) || slices.ContainsFunc(q.any, uses) || slices.ContainsFunc(q.all, uses)
}
