package seed

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
)

// Encode writes a seed, a struct, with a line for each object in its lists.
func Encode(file any) []byte {
	var text bytes.Buffer
	before := "{\n"
	for field, value := range reflect.ValueOf(file).Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "-" || value.IsZero() || value.Kind() == reflect.Slice && value.Len() == 0 {
			continue
		}
		text.WriteString(before + "  \"" + name + "\": ")
		before = ",\n"
		if value.Kind() != reflect.Slice {
			writeLine(&text, value)
			continue
		}
		text.WriteString("[\n    ")
		for i := range value.Len() {
			if i > 0 {
				text.WriteString(",\n    ")
			}
			writeLine(&text, value.Index(i))
		}
		text.WriteString("\n  ]")
	}
	if before == "{\n" {
		return []byte("{}\n")
	}
	text.WriteString("\n}\n")
	return text.Bytes()
}

// writeLine leaves characters such as < as they are. What is in a store was
// valid when it came in.
func writeLine(to *bytes.Buffer, value reflect.Value) {
	encoder := json.NewEncoder(to)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value.Interface()); err != nil {
		to.WriteString("null\n")
	}
	to.Truncate(to.Len() - 1) // the end of the line
}
