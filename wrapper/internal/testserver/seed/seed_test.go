package seed_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/seed"
)

// file has a field of each kind.
type file struct {
	seed.At `json:"-"`

	Users []user       `json:"users,omitempty"`
	Grown *seed.Volume `json:"grown,omitempty"`
}

type user struct {
	seed.At `json:"-"`

	Name    string          `json:"name"`
	Admin   bool            `json:"admin,omitempty"`
	Age     int             `json:"age,omitempty"`
	Wait    seed.Duration   `json:"wait,omitzero"`
	Expires seed.Moment     `json:"expires,omitzero"`
	Born    time.Time       `json:"born,omitzero"`
	Groups  []string        `json:"groups,omitempty"`
	Value   json.RawMessage `json:"value,omitempty"`
}

func decode(text string) (file, error) {
	var f file
	err := seed.Decode(text, &f, []string{"username"}, "is it a seed for Data Center?")
	return f, err
}

// JSON and YAML mean the same, whatever they are indented with.
func TestFormats(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"JSON": "\ufeff{\n\t\"users\": [\n\t\t{\"name\": \"Ada\", \"admin\": true, \"age\": 36, \"wait\": \"1m30s\", \"expires\": \"1h\",\n" +
			"\t\t\"born\": \"1815-12-10T00:00:00Z\", \"groups\": [\"a\", \"b\"],\n\t\t\"value\": {\"b\": 1.50, \"a\": [null, \"é\", 12345678901234567890]}}]}",
		"YAML": `
# who there is
users:
- name: Ada
  admin: true
  age: 36
  wait: 1m30s
  expires: 1h
  born: 1815-12-10T00:00:00Z
  groups: [a, b]
  value:
    b: 1.50
    a: [~, é, 12345678901234567890]
`,
		"YAML with braces": `{users: [&ada {name: Ada, admin: true, age: 36, wait: 1m30s, expires: 1h, born: "1815-12-10T00:00:00Z",
  groups: [a, b], value: {b: 1.50, a: [null, "é", 12345678901234567890]}}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, err := decode(text)
			require.NoError(t, err)
			require.Len(t, f.Users, 1)
			ada := f.Users[0]
			require.Equal(t, "Ada", ada.Name)
			require.True(t, ada.Admin)
			require.Equal(t, 36, ada.Age)
			require.Equal(t, seed.Duration(90*time.Second), ada.Wait)
			require.Equal(t, time.Unix(3600, 0), ada.Expires.From(time.Unix(0, 0)))
			require.Equal(t, 1815, ada.Born.Year())
			require.Equal(t, []string{"a", "b"}, ada.Groups)
			require.Equal(t, `{"b":1.50,"a":[null,"é",12345678901234567890]}`, string(ada.Value))
		})
	}
}

// What YAML calls a value is one in JSON, or an error.
func TestValues(t *testing.T) {
	t.Parallel()
	f, err := decode("users:\n- value: {1: 0x10, on: yes, day: 2026-01-31, t: True, same: &x [1e3], again: *x}\n")
	require.NoError(t, err)
	require.Equal(t, `{"1":16,"on":"yes","day":"2026-01-31","t":true,"same":[1e3],"again":[1e3]}`, string(f.Users[0].Value))
}

// What is written is read again.
func TestEncode(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 31, 12, 0, 0, 500, time.UTC)
	written := seed.Encode(file{Users: []user{{Name: "Ada", Wait: seed.Duration(time.Hour), Expires: seed.MomentAt(at)}, {Name: "Bob <b>"}}})
	require.Equal(t, `{
  "users": [
    {"name":"Ada","wait":"1h0m0s","expires":"2026-01-31T12:00:00.0000005Z"},
    {"name":"Bob <b>"}
  ]
}
`, string(written))
	require.Equal(t, "{}\n", string(seed.Encode(file{})))
	f, err := decode(string(written))
	require.NoError(t, err)
	require.Equal(t, at, f.Users[0].Expires.From(time.Now()))
	require.True(t, f.Users[1].Expires.From(time.Now()).IsZero())
}

func TestErrors(t *testing.T) {
	t.Parallel()
	for text, message := range map[string]string{
		"":                                      "the seed is empty",
		" \n":                                   "the seed is empty",
		"[]":                                    "line 1, column 1: it must be an object",
		"{\n\t\"users\": [\n}":                  "line 3, column 1: ",
		"{\n\"users\": 1}":                      "line 2, column 10: users: it must be a list",
		`{"users": [`:                           "line 1, column 12: it ends too early",
		"{} {}":                                 "line 1, column 4: there is more after the seed",
		"users: []\n---\nusers: []\n":           "line 2, column 1: there is more after the seed",
		"users:\n- name: a\n\t- name: b\n":      "line 2, column 1: ",
		"colour: red":                           `line 1, column 1: there is no field "colour"; there are users, grown`,
		"users:\n- nam: a":                      `line 2, column 3: users[0]: there is no field "nam"; there are name, admin,`,
		"users:\n- username: a":                 `there are name, admin, age, wait, expires, born, groups, value; is it a seed for Data Center?`,
		"users:\n- name: 7":                     "line 2, column 9: users[0].name: it must be a text, in quotes",
		"users:\n- name: [a]":                   "users[0].name: it must be a text",
		"users:\n- admin: yes":                  "users[0].admin: it must be true or false",
		"users:\n- age: 7.5":                    "users[0].age: it must be a whole number, not below 0",
		"users:\n- age: -1":                     "users[0].age: it must be a whole number, not below 0",
		"users:\n- wait: soon":                  `line 2, column 9: users[0].wait: "soon" is no duration, such as 1m30s`,
		"users:\n- wait: -1s":                   `users[0].wait: the duration "-1s" is negative`,
		"users:\n- wait: [1s]":                  "users[0].wait: it must be a text",
		"users:\n- expires: soon":               `users[0].expires: "soon" is neither a date`,
		"users:\n- groups: [a, {}]":             "line 2, column 15: users[0].groups[1]: it must be a text",
		"users:\n- value: {a: .nan}":            "users[0].value: JSON has no value for .nan",
		"users:\n- value: {[a]: 1}":             "users[0].value: a name in JSON is a text",
		"users:\n- name: a\n  name: b":          "line 3, column 3: ",
		`{"users": [{"name": "a", "name": 1}]}`: `line 1, column 26: the field "name" is there twice`,
		"users:\n- value: {a: &x [*x]}":         "users[0].value: there are too many aliases",
		strings.Repeat(`{"users":`, 2000):       "it is deeper than 1000 levels",
	} {
		t.Run(text[:min(len(text), 50)], func(t *testing.T) {
			t.Parallel()
			_, err := decode(text)
			require.ErrorContains(t, err, message)
		})
	}
}

// Nothing that is written by chance makes the reader panic.
func FuzzDecode(f *testing.F) {
	f.Add("users:\n- name: Ada\n")
	f.Add(`{"users": [{"name": "Ada", "value": {"a": [1, null]}}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		decoded, err := decode(text)
		if err != nil {
			return
		}
		for _, u := range decoded.Users {
			require.True(t, u.Value == nil || json.Valid(u.Value), "%q", u.Value)
		}
	})
}

// A number that the machine has no place for is not taken for another.
func TestLargeNumbers(t *testing.T) {
	t.Parallel()
	f, err := decode("users: [{name: Ada, age: 4294967297}]")
	if strconv.IntSize < 64 {
		require.ErrorContains(t, err, "it must be at most 2147483647")
		return
	}
	require.NoError(t, err)
	require.Equal(t, int64(4294967297), int64(f.Users[0].Age))
}
