package jsontext_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/jsontext"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ text, fails, doubt string }{
		"an object":       {` {"a": [1, -2.5e+3, true, false, null, "x\n\u00e9\ud83d\ude00é"]} `, "", ""},
		"empty":           {``, "no JSON value", ""},
		"empty ones":      {`[{},[]]`, "", ""},
		"text after it":   {`{} {}`, "text after the JSON", ""},
		"a brace after":   {`{}}`, "text after the JSON", ""},
		"no UTF-8":        {"[\"\xff\"]", "no UTF-8", ""},
		"no UTF-8, short": {"[\"\xc3", "no UTF-8", ""},
		"too large":       {`[1e400]`, "out of range", ""},
		"far too small":   {`[1e-400]`, "", ""},
		"leading zero":    {`[01]`, "no JSON number", ""},
		"no digits":       {`[-]`, "no JSON number", ""},
		"no fraction":     {`[1.]`, "no JSON number", ""},
		"no exponent":     {`[1e]`, "no JSON number", ""},
		"a plus":          {`[+1]`, "no JSON value", ""},
		"a tab":           {"[\"\t\"]", "control character", ""},
		"NUL, escaped":    {`["\u0000"]`, "", ""},
		"an escape":       {`["\x"]`, "unknown escape", ""},
		"no hex":          {`["\u00g0"]`, "unknown escape", ""},
		"cut off":         {`["a`, "without an end", ""},
		"cut in escape":   {`["a\`, "without an end", ""},
		"no comma":        {`[1 2]`, "no comma", ""},
		"a comma more":    {`[1,]`, "no JSON value", ""},
		"no key":          {`{1:2}`, "no key", ""},
		"no colon":        {`{"a" 2}`, "no colon", ""},
		"half a pair":     {`["\ud800"]`, "", "half of a character"},
		"the other half":  {`["\ud800\ud800"]`, "", "half of a character"},
		"a key twice":     {`{"a":1,"a":2}`, "", `key "a" is there twice`},
		"a key escaped":   {`{"a":1,"\u0061":2}`, "", `key "a" is there twice`},
		"in two objects":  {`[{"a":1},{"a":2}]`, "", ""},
		"deep":            {strings.Repeat("[", 1000) + strings.Repeat("]", 1000), "", ""},
		"too deep":        {strings.Repeat("[", 1002) + strings.Repeat("]", 1002), "too deep", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doubts, err := jsontext.Check([]byte(test.text))
			if test.fails != "" {
				require.ErrorContains(t, err, test.fails)
				return
			}
			require.NoError(t, err)
			if test.doubt == "" {
				require.Empty(t, doubts)
				return
			}
			require.ErrorContains(t, doubts[0], test.doubt)
		})
	}
}

func TestShape(t *testing.T) {
	t.Parallel()
	text := &jsontext.Shape{Kind: jsontext.Text}
	shape := &jsontext.Shape{
		Kind: jsontext.Object, Required: 1,
		Members: map[string]jsontext.Member{
			"a": {Shape: &jsontext.Shape{Kind: jsontext.List, Items: text}, Bit: 1},
			"b": {Shape: &jsontext.Shape{Kind: jsontext.Text, Allows: jsontext.OneOf("x", "y")}},
			"c": {Shape: &jsontext.Shape{Kind: jsontext.Bool, Nullable: true}},
			"d": {Shape: &jsontext.Shape{Kind: jsontext.Number, Allows: jsontext.OneOf("-1.5")}},
			"e": {Shape: &jsontext.Shape{Kind: jsontext.Object}},
			"f": {Shape: &jsontext.Shape{Kind: jsontext.Any, Nullable: true}},
			"g": {Shape: &jsontext.Shape{}},
		},
	}
	for _, right := range []string{
		`{"a":[]}`, ` { "a" : [ "x\n" , "é" ] } `, `{"a":["x"],"b":"y","c":true,"d":-1.5,"e":{"z":[1]},"f":[]}`, `{"a":[],"c":null,"f":null}`,
	} {
		require.True(t, shape.Fits([]byte(right)), right)
	}
	for _, wrong := range []string{
		``, `{}`, `null`, `[]`, `{"a":[1]}`, `{"a":null}`, `{"a":[null]}`, `{"a":["x"]`, `{"a":["x",]}`, `{"a":[]}x`, `{"a":[],"b":"z"}`,
		`{"a":[],"b":"\u0078"}`, `{"a":[],"c":1}`, `{"a":[],"c":nul}`, `{"a":[],"d":-1.50}`, `{"a":[],"d":"-1.5"}`, `{"a":[],"e":[]}`,
		`{"a":[],"z":1}`, `{"\u0061":[]}`, `{"a":[],"g":1}`, `{"a":[],"f":{"k":1,"k":2}}`, `{1:2}`, `{"a" []}`,
	} {
		require.False(t, shape.Fits([]byte(wrong)), wrong)
	}
}

// FuzzCheck compares with encoding/json: what is let through here is JSON there,
// and what is not JSON there is not let through.
func FuzzCheck(f *testing.F) {
	f.Add([]byte(`{"a":[1,"\u00e9\ud800",1e5],"a":null}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		_, err := jsontext.Check(text)
		if !json.Valid(text) {
			require.Error(t, err)
		}
		if err != nil {
			return
		}
		var value any
		require.NoError(t, json.Unmarshal(text, &value))
		written, err := json.Marshal(value)
		require.NoError(t, err)
		_, err = jsontext.Check(written)
		require.NoError(t, err)
	})
}
