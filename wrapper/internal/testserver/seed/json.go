package seed

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// parseJSON makes the nodes that YAML would be read into, since those know
// their place. YAML's own reader refuses tabs, with which much JSON is indented.
func parseJSON(text string) (*yaml.Node, error) {
	p := &jsonParser{text: text, decoder: json.NewDecoder(strings.NewReader(text)), line: 1}
	p.decoder.UseNumber()
	root, err := p.value()
	if err == nil {
		p.next()
		if _, more := p.decoder.Token(); errors.Is(more, io.EOF) {
			return root, nil
		}
		err = p.errorf("there is more after the seed")
	}
	if at, ok := errors.AsType[*Error](err); ok {
		return nil, at
	}
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok && syntax.Error() != "unexpected end of JSON input" { // so says jsonv2
		p.moveTo(p.offset(syntax))
		return nil, p.errorf("%s", syntax.Error())
	}
	p.moveTo(len(text))
	return nil, p.errorf("it ends too early")
}

// offset returns where an error is. Between tokens the decoder counts up to the
// character that it refuses, and within one the character as well.
func (p *jsonParser) offset(err *json.SyntaxError) int {
	at := int(err.Offset)
	if at < len(p.text) && strings.Contains(err.Error(), "character '"+p.text[at:at+1]+"'") {
		return at
	}
	return at - 1
}

type jsonParser struct {
	text    string
	decoder *json.Decoder
	depth   int
	// line and lineAt are of where the parser is, at.
	line, lineAt, at int
}

// moveTo goes forward to an offset.
func (p *jsonParser) moveTo(offset int) {
	offset = max(min(offset, len(p.text)), p.at)
	passed := p.text[p.at:offset]
	if n := strings.Count(passed, "\n"); n > 0 {
		p.line += n
		p.lineAt = p.at + strings.LastIndex(passed, "\n") + 1
	}
	p.at = offset
}

// next goes to where the next token begins.
func (p *jsonParser) next() {
	offset := int(p.decoder.InputOffset())
	offset += len(p.text[offset:]) - len(strings.TrimLeft(p.text[offset:], " \t\r\n,:"))
	p.moveTo(offset)
}

func (p *jsonParser) errorf(format string, args ...any) *Error {
	return errorAt(&yaml.Node{Line: p.line, Column: 1 + p.at - p.lineAt}, "", format, args...)
}

func (p *jsonParser) value() (*yaml.Node, error) {
	p.next()
	node := &yaml.Node{Kind: yaml.ScalarNode, Line: p.line, Column: 1 + p.at - p.lineAt}
	token, err := p.decoder.Token()
	if err != nil {
		return nil, err
	}
	switch token := token.(type) {
	case string:
		node.Tag, node.Value = "!!str", token
	case json.Number:
		node.Tag, node.Value = "!!int", token.String()
		if bytes.ContainsAny([]byte(token), ".eE") {
			node.Tag = "!!float"
		}
	case bool:
		node.Tag, node.Value = "!!bool", "false"
		if token {
			node.Value = "true"
		}
	case nil:
		node.Tag, node.Value = "!!null", "null"
	case json.Delim:
		return node, p.children(node, token)
	}
	return node, nil
}

// children reads what an object or a list has in it.
func (p *jsonParser) children(node *yaml.Node, opened json.Delim) error {
	node.Kind, node.Tag = yaml.SequenceNode, "!!seq"
	if opened == '{' {
		node.Kind, node.Tag = yaml.MappingNode, "!!map"
	}
	const deepest = 1000
	if p.depth++; p.depth > deepest {
		return p.errorf("it is deeper than %d levels", deepest)
	}
	defer func() { p.depth-- }()
	names := map[string]bool{}
	for p.decoder.More() {
		child, err := p.value()
		if err != nil {
			return err
		}
		node.Content = append(node.Content, child)
		if opened != '{' {
			continue
		}
		if names[child.Value] {
			return errorAt(child, "", "the field %q is there twice", child.Value)
		}
		names[child.Value] = true
		value, err := p.value()
		if err != nil {
			return err
		}
		node.Content = append(node.Content, value)
	}
	_, err := p.decoder.Token()
	return err
}
