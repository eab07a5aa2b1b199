package requesttest

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// maker draws values of a schema, most of them right.
type maker struct {
	*Contract

	t     *rapid.T
	names map[string][]string // of Site
	made  []string            // names and ids of what earlier requests made
}

// odd are texts that have been trouble somewhere.
func odd() []string {
	return []string{
		"", " ", "x", "anonymous", "a/b", "..", ".", "a b", "é", "日本", "a\u0000b", "\xff", "%2F", "a;b", "a,b", "<b>", `"`, "'", "null", "-1",
		"\u2028", "\U0001F600", "a@example.com", "@", "type=user", `user.fullname ~ "a"`, strings.Repeat("x", 256), strings.Repeat("é", 300),
	}
}

// seldom is true once in so many times.
func (m *maker) seldom(in int, label string) bool {
	return rapid.IntRange(0, in-1).Draw(m.t, label) == in-1
}

// text draws a text for a parameter or a member of a body: mostly what there is
// under its name.
func (m *maker) text(name string) string {
	pool := m.names[name]
	switch {
	case m.seldom(6, "odd text"):
		pool = odd()
	case len(m.made) > 0 && m.seldom(4, "made before"):
		pool = m.made
	case len(pool) == 0 || m.seldom(6, "of others"):
		pool = slices.Concat(m.names[""], slices.Concat(slices.Collect(maps.Values(m.names))...))
		slices.Sort(pool)
	}
	return rapid.SampledFrom(pool).Draw(m.t, "text")
}

// value draws a value of a schema for a name.
func (m *maker) value(name string, schema object) any {
	if m.seldom(25, "another type") {
		return rapid.SampledFrom([]any{nil, true, 0, -1.5, "x", []any{}, []any{nil}, object{}, json.RawMessage("1e400")}).Draw(m.t, "other")
	}
	if enum, ok := schema["enum"].([]any); ok {
		return rapid.SampledFrom(enum).Draw(m.t, "enum")
	}
	switch schema["type"] {
	case "boolean":
		return rapid.Bool().Draw(m.t, "bool")
	case "integer", "number":
		return rapid.SampledFrom([]int64{0, 1, 2, 5, 25, 100, 200, 201, 1000, -1, 1<<31 - 1, 1 << 31}).Draw(m.t, "number")
	case "array":
		items := []any{}
		for range rapid.IntRange(0, 4).Draw(m.t, "items") {
			items = append(items, m.value(name, m.resolve(schema["items"])))
		}
		return items
	case "object":
		return m.object(schema)
	}
	return m.text(name)
}

func (m *maker) object(schema object) any {
	made := object{}
	properties, _ := schema["properties"].(object)
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		if !m.seldom(6, "left out") {
			made[name] = m.value(name, m.resolve(properties[name]))
		}
	}
	if len(properties) == 0 || m.seldom(10, "more") {
		made[m.text("key")] = rapid.SampledFrom([]any{
			1, "x", nil,
			object{"a": []any{}},
			json.RawMessage("1e400"), json.RawMessage(`"\ud800"`),
			json.RawMessage(strings.Repeat("[", 999) + strings.Repeat("]", 999)),
		}).Draw(m.t, "more")
	}
	return made
}

// body draws the text of a body.
func (m *maker) body(schema object) string {
	made, err := json.Marshal(m.value("", schema))
	if err != nil {
		m.t.Fatal(err)
	}
	text := string(made)
	if !m.seldom(8, "spoilt") {
		return text
	}
	return rapid.SampledFrom([]string{
		"", "{", text[:len(text)/2], text + text, text + " x", "\ufeff" + text, strings.ReplaceAll(text, `"`, `'`), "[" + text + "]", "null",
		strings.Replace(text, "{", `{"name":"twice","name":"again",`, 1), strings.Replace(text, "x", "\xff", 1), strings.Repeat(" ", 6<<20),
	}).Draw(m.t, "spoilt")
}
