package confluence

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

// escape matches an escaped character in JSON, and entity one in a page.
var (
	escape = regexp.MustCompile(`\\(?:[\\/]|u[0-9a-fA-F]{4})`)
	entity = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);`)
)

// withoutEscapes writes out what is escaped in a body that may be JSON or a page, but
// for what JSON must escape.
func withoutEscapes(text string) string {
	if strings.Contains(text, `\`) {
		text = escape.ReplaceAllStringFunc(text, ofEscape)
	}
	if strings.Contains(text, "&") {
		text = entity.ReplaceAllStringFunc(text, ofEntity)
	}
	return text
}

func ofEscape(found string) string {
	if found == `\/` {
		return "/"
	}
	code, err := strconv.ParseUint(found[2:], 16, 16)
	switch r := rune(code); {
	case err != nil, r < ' ', utf16.IsSurrogate(r):
		return found
	case r == '"', r == '\\':
		return `\` + string(r)
	default:
		return string(r)
	}
}

func ofEntity(found string) string {
	name := strings.ToLower(found[1 : len(found)-1])
	if text, known := map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'"}[name]; known {
		return text
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	code, _ := strconv.ParseInt(digits, base, 32) // the digits are few
	return string(rune(code))
}
