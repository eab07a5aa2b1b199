package main

import (
	"fmt"
	"slices"
	"strings"
)

// change changes a text; it fails if the text is not what it was made for.
type change func(text string) (string, error)

// replace puts a text in the place of another that is there, once.
func replace(old, with string) change {
	return func(text string) (string, error) {
		if !strings.Contains(text, old) {
			return "", fmt.Errorf("there is no %q", old)
		}
		return strings.Replace(text, old, with, 1), nil
	}
}

// add puts a text behind another that is there.
func add(behind, text string) change { return replace(behind, behind+text) }

// in makes a change in a part of a contract: in the operation of an id, or in the
// schema of a name.
func in(name string, changes ...change) change {
	return func(text string) (string, error) {
		lines := strings.SplitAfter(text, "\n")
		first, end, ok := part(lines, name)
		if !ok {
			return "", fmt.Errorf("there is no operation or schema %s", name)
		}
		changed := strings.Join(lines[first:end], "")
		for _, one := range changes {
			var err error
			if changed, err = one(changed); err != nil {
				return "", fmt.Errorf("in %s: %w", name, err)
			}
		}
		return strings.Join(lines[:first], "") + changed + strings.Join(lines[end:], ""), nil
	}
}

// without takes out a line that is there, and what belongs to it.
func without(line string) change {
	return func(text string) (string, error) {
		lines := strings.SplitAfter(text, "\n")
		first := slices.Index(lines, line+"\n")
		if first < 0 {
			return "", fmt.Errorf("there is no line %q", line)
		}
		return strings.Join(slices.Delete(lines, first, endOf(lines, first)), ""), nil
	}
}

// part finds the lines of an operation, from its method on, or of a schema.
func part(lines []string, name string) (first, end int, ok bool) {
	first = slices.Index(lines, "      operationId: "+name+"\n") - 1
	if first < 0 {
		first = slices.Index(lines, "    "+name+":\n")
	}
	if first < 0 {
		return 0, 0, false
	}
	return first, endOf(lines, first), true
}

// endOf is the line after those that belong to one: the next that is no deeper.
func endOf(lines []string, first int) int {
	depth := len(lines[first]) - len(strings.TrimLeft(lines[first], " "))
	for i := first + 1; i < len(lines); i++ {
		line := strings.TrimLeft(lines[i], " ")
		if strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "#") && len(lines[i])-len(line) <= depth {
			return i
		}
	}
	return len(lines)
}
