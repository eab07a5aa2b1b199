package confluence

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestUsualErrorBodyIsNoOther: where the usual form is taken, the general reading
// would say the same.
func TestUsualErrorBodyIsNoOther(t *testing.T) {
	t.Parallel()
	for body, usual := range map[string]bool{
		`{"statusCode":404,"data":{"errors":[{"message":"b"}]},"message":"com.atlassian.X: no such thing"}`: true,
		`{"message":"a\tb \"c\"","reason":"Not Found"}`:                                                     true,
		`{"Message":"a","timestamp":"2026-01-01","path":"/x"}`:                                              true,
		`{"message":"null for uri: https://x/y?z","timestamp":null,"path":null}`:                            true,
		`{"message":"  ","errorMessages":["a"]}`:                                                            false,
		`{"message":"com.atlassian.X: ","detail":"a"}`:                                                      false,
		`{"message":"","error":"a"}`:                                                                        false,
		`{"message":{"translation":"a"}}`:                                                                   false,
		`{"message":"a","reason":404}`:                                                                      false,
		`{"error":"a"}`:                                                                                     false,
		`{"message":"cut`:                                                                                   false,
	} {
		said, ok := readUsual([]byte(body))
		require.Equal(t, usual, ok, body)
		if ok {
			var f errorJSON
			require.NoError(t, json.Unmarshal([]byte(body), &f))
			require.Equal(t, f.read(), said, body)
		}
	}
}

// TestOneLine: what is one line already is left as it is, as if it had been taken
// apart.
func TestOneLine(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[a-z :]{0,9}`), rapid.StringMatching(`[a-c \t~]{0,40}`)).Draw(t, "text")
		words := strings.FieldsFunc(text, func(r rune) bool {
			return unicode.IsSpace(r) || unicode.IsControl(r) || r == unicode.ReplacementChar
		})
		require.Equal(t, strings.Join(words, " "), oneLine(text))
	})
}

func TestHasFold(t *testing.T) {
	t.Parallel()
	for text, has := range map[string]bool{
		"XSRF check failed": true, "axsrf xSrF Check Failed.": true, "xsrf check faile": false, "xsrfxsrf check failed": true, "": false,
	} {
		require.Equal(t, has, hasFold([]byte(text), "xsrf check failed"), text)
	}
}
