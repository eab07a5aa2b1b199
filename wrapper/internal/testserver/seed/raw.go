package seed

import (
	"bytes"
	"encoding/json"

	"go.yaml.in/yaml/v3"
)

// toJSON writes a value of any shape as JSON, with its numbers as they stand.
func (d *decoder) toJSON(node *yaml.Node, object string) (json.RawMessage, *Error) {
	var text bytes.Buffer
	if problem := d.writeJSON(&text, node, object); problem != nil {
		return nil, problem
	}
	return text.Bytes(), nil
}

func (d *decoder) writeJSON(to *bytes.Buffer, node *yaml.Node, object string) *Error {
	node, problem := d.follow(node, object)
	if problem != nil {
		return problem
	}
	if node.Kind != yaml.ScalarNode {
		return d.writeChildren(to, node, object)
	}
	switch tag := node.ShortTag(); {
	case tag == "!!null":
		to.WriteString("null")
	case tag == "!!int" && json.Valid([]byte(node.Value)), tag == "!!float" && json.Valid([]byte(node.Value)):
		to.WriteString(node.Value)
	case tag == "!!int", tag == "!!float", tag == "!!bool":
		var value any
		raw := []byte(nil)
		err := node.Decode(&value)
		if err == nil {
			raw, err = json.Marshal(value)
		}
		if err != nil {
			return errorAt(node, object, "JSON has no value for %s", node.Value)
		}
		to.Write(raw)
	default:
		raw, err := json.Marshal(node.Value)
		if err != nil {
			return errorAt(node, object, "%v", err)
		}
		to.Write(raw)
	}
	return nil
}

func (d *decoder) writeChildren(to *bytes.Buffer, node *yaml.Node, object string) *Error {
	opened, closed := byte('['), byte(']')
	if node.Kind == yaml.MappingNode {
		opened, closed = '{', '}'
	}
	to.WriteByte(opened)
	for i, child := range node.Content {
		isName := node.Kind == yaml.MappingNode && i%2 == 0
		switch {
		case node.Kind == yaml.MappingNode && !isName:
			to.WriteByte(':')
		case i > 0:
			to.WriteByte(',')
		}
		if isName && child.Kind != yaml.ScalarNode {
			return errorAt(child, object, "a name in JSON is a text")
		}
		if isName { // whatever it would be as a value
			child = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: child.Value}
		}
		if problem := d.writeJSON(to, child, object); problem != nil {
			return problem
		}
	}
	to.WriteByte(closed)
	return nil
}
