package seed

import (
	"encoding"
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Decode reads a seed into a struct by the names that its fields have in JSON.
// What the struct has no place for is an error; elsewhere are the names of
// fields that another product has, and hint is what to say about those.
func Decode(text string, into any, elsewhere []string, hint string) error {
	root, err := parse(text)
	if err != nil {
		return err
	}
	d := &decoder{elsewhere: elsewhere, hint: hint}
	if problem := d.decode(root, reflect.ValueOf(into).Elem(), ""); problem != nil {
		return problem
	}
	return nil
}

type decoder struct {
	elsewhere []string
	hint      string
	followed  int // how many aliases
}

// follow returns what an alias stands for. One that stands for itself, and many
// that stand for each other, would never end.
func (d *decoder) follow(node *yaml.Node, object string) (*yaml.Node, *Error) {
	const most = 10_000
	for node.Kind == yaml.AliasNode {
		if d.followed++; d.followed > most {
			return nil, errorAt(node, object, "there are too many aliases")
		}
		node = node.Alias
	}
	return node, nil
}

func (d *decoder) decode(node *yaml.Node, into reflect.Value, object string) *Error {
	node, problem := d.follow(node, object)
	if problem != nil {
		return problem
	}
	if node.ShortTag() == "!!null" {
		return nil // as if it were not there
	}
	if raw, ok := into.Addr().Interface().(*json.RawMessage); ok {
		text, problem := d.toJSON(node, object)
		*raw = text
		return problem
	}
	if reader, ok := into.Addr().Interface().(encoding.TextUnmarshaler); ok {
		if node.Kind != yaml.ScalarNode {
			return errorAt(node, object, "it must be a text")
		}
		if err := reader.UnmarshalText([]byte(node.Value)); err != nil {
			return errorAt(node, object, "%v", err)
		}
		return nil
	}
	switch into.Kind() {
	case reflect.Pointer:
		into.Set(reflect.New(into.Type().Elem()))
		return d.decode(node, into.Elem(), object)
	case reflect.Struct:
		return d.object(node, into, object)
	case reflect.Slice:
		return d.list(node, into, object)
	default:
		return scalar(node, into, object)
	}
}

// scalar reads a text, a number, true or false.
func scalar(node *yaml.Node, into reflect.Value, object string) *Error {
	switch tag := node.ShortTag(); into.Kind() {
	case reflect.String:
		if tag != "!!str" {
			return errorAt(node, object, "it must be a text, in quotes")
		}
		into.SetString(node.Value)
	case reflect.Bool:
		if tag != "!!bool" {
			return errorAt(node, object, "it must be true or false")
		}
		into.SetBool(strings.EqualFold(node.Value, "true"))
	default:
		n, err := strconv.ParseInt(node.Value, 10, 64)
		if tag != "!!int" || err != nil || n < 0 {
			return errorAt(node, object, "it must be a whole number, not below 0")
		}
		if into.OverflowInt(n) { // on 32-bit systems
			return errorAt(node, object, "it must be at most %d", math.MaxInt)
		}
		into.SetInt(n)
	}
	return nil
}

func (d *decoder) list(node *yaml.Node, into reflect.Value, object string) *Error {
	if node.Kind != yaml.SequenceNode {
		return errorAt(node, object, "it must be a list")
	}
	into.Set(reflect.MakeSlice(into.Type(), len(node.Content), len(node.Content)))
	for i, item := range node.Content {
		if problem := d.decode(item, into.Index(i), object+"["+strconv.Itoa(i)+"]"); problem != nil {
			return problem
		}
	}
	return nil
}

func (d *decoder) object(node *yaml.Node, into reflect.Value, object string) *Error {
	if node.Kind != yaml.MappingNode {
		return errorAt(node, object, "it must be an object")
	}
	fields := map[string]reflect.Value{}
	var names []string
	for field, value := range into.Fields() {
		if at, ok := value.Addr().Interface().(*At); ok {
			at.node, at.object = node, object
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		fields[name] = value
		names = append(names, name)
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		name := node.Content[i]
		value, ok := fields[name.Value]
		if !ok {
			problem := errorAt(name, object, "there is no field %q; there are %s", name.Value, strings.Join(names, ", "))
			if slices.Contains(d.elsewhere, name.Value) {
				problem.Hint = d.hint
			}
			return problem
		}
		if problem := d.decode(node.Content[i+1], value, strings.TrimPrefix(object+"."+name.Value, ".")); problem != nil {
			return problem
		}
	}
	return nil
}
