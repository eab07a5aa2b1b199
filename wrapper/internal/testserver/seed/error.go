package seed

import (
	"cmp"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Error says what is wrong with a seed, and where.
type Error struct {
	// Line and Column count from 1; they are 0 where there is no place.
	Line, Column int
	// Object is what it is about, such as `group "writers"` or users[2].
	Object string
	// Problem is what is wrong with it.
	Problem string
	// Hint says what may have been meant, if anything.
	Hint string
}

// Error names the place, the object and the problem.
func (e *Error) Error() string {
	var text strings.Builder
	if e.Line > 0 {
		fmt.Fprintf(&text, "line %d, column %d: ", e.Line, e.Column)
	}
	if e.Object != "" {
		text.WriteString(e.Object + ": ")
	}
	text.WriteString(e.Problem)
	if e.Hint != "" {
		text.WriteString("; " + e.Hint)
	}
	return text.String()
}

// At is where in a seed an object is. Structs that embed it know their place.
type At struct {
	node   *yaml.Node
	object string // such as users[2]
}

// Errorf makes an error about an object, which without a name is called by its
// place.
func (a At) Errorf(object, format string, args ...any) *Error {
	return errorAt(a.node, cmp.Or(object, a.object), format, args...)
}

// In returns the place of a field, and in a list that of an item. It is that of
// the object where the field is not there.
func (a At) In(field string, item ...int) At {
	value := fieldOf(a.node, field)
	if value == nil {
		return a
	}
	for _, i := range item {
		if value.Kind == yaml.SequenceNode && i < len(value.Content) {
			value = value.Content[i]
		}
	}
	return At{value, a.object}
}

func fieldOf(node *yaml.Node, name string) *yaml.Node {
	if node == nil || node.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		if node.Content[i].Value == name {
			return node.Content[i+1]
		}
	}
	return nil
}

func errorAt(node *yaml.Node, object, format string, args ...any) *Error {
	e := &Error{Object: object, Problem: fmt.Sprintf(format, args...)}
	if node != nil {
		e.Line, e.Column = node.Line, node.Column
	}
	return e
}
