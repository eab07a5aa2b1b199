// Package seed reads what a test server is to begin with: an object in JSON or
// YAML. Its errors name the line, the column and the object.
package seed

import (
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// parse reads one object. What begins with a brace is JSON, unless only YAML
// makes sense of it.
func parse(text string) (*yaml.Node, error) {
	text = strings.TrimPrefix(text, "\ufeff")
	if strings.TrimSpace(text) == "" {
		return nil, &Error{Problem: "the seed is empty"}
	}
	if !strings.HasPrefix(strings.TrimSpace(text), "{") {
		return parseYAML(text)
	}
	node, err := parseJSON(text)
	if err != nil {
		if other, otherErr := parseYAML(text); otherErr == nil {
			return other, nil
		}
	}
	return node, err
}

func parseYAML(text string) (*yaml.Node, error) {
	decoder := yaml.NewDecoder(strings.NewReader(text))
	var document yaml.Node
	if err := decoder.Decode(&document); err != nil {
		return nil, yamlError(err)
	}
	var more yaml.Node
	if err := decoder.Decode(&more); !errors.Is(err, io.EOF) {
		return nil, errorAt(&more, "", "there is more after the seed")
	}
	root := document.Content[0]
	if name := repeated(root); name != nil {
		return nil, errorAt(name, "", "the field %q is there twice", name.Value)
	}
	return root, nil
}

// yamlError finds the line in the text of an error, which is where the parser
// has it. It is that of the beginning of what cannot be read, without a column.
func yamlError(err error) *Error {
	problem := strings.TrimPrefix(err.Error(), "yaml: ")
	found := regexp.MustCompile(`^line (\d+): (.*)$`).FindStringSubmatch(problem)
	if found == nil {
		return &Error{Problem: problem}
	}
	line, _ := strconv.Atoi(found[1]) // it is digits
	return &Error{Line: line, Column: 1, Problem: found[2]}
}

// repeated returns a field that an object has twice.
func repeated(node *yaml.Node) *yaml.Node {
	if node.Kind == yaml.MappingNode {
		seen := map[string]bool{}
		for i := 0; i+1 < len(node.Content); i += 2 {
			name := node.Content[i]
			if seen[name.Value] {
				return name
			}
			seen[name.Value] = true
		}
	}
	for _, child := range node.Content {
		if name := repeated(child); name != nil {
			return name
		}
	}
	return nil
}
