package jsontext

import (
	"encoding/json"
	"strconv"
	"unicode/utf16"
)

// unit is how long an escape is that begins with \u.
const unit = len(`\u0000`)

// escape reads one, or two that are one character together.
func (r *reader) escape() error {
	if r.at+1 >= len(r.text) {
		return r.fail("a text without an end")
	}
	switch r.text[r.at+1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		r.at += 2
		return nil
	case 'u':
	default:
		return r.fail("an unknown escape")
	}
	first, ok := r.unit(r.at)
	if !ok {
		return r.fail("an unknown escape")
	}
	r.at += unit
	if !utf16.IsSurrogate(first) {
		return nil
	}
	second, ok := r.unit(r.at)
	if !ok || utf16.DecodeRune(first, second) == '\uFFFD' {
		r.doubt("half of a character is escaped")
		return nil
	}
	r.at += unit
	return nil
}

// unit reads an escape such as \u00e9.
func (r *reader) unit(at int) (rune, bool) {
	if at+unit > len(r.text) || r.text[at] != '\\' || r.text[at+1] != 'u' {
		return 0, false
	}
	code, err := strconv.ParseUint(string(r.text[at+2:at+unit]), 16, 16)
	return rune(code), err == nil
}

func unescape(inner []byte) string {
	var text string
	quoted := append(append([]byte{'"'}, inner...), '"')
	if json.Unmarshal(quoted, &text) != nil {
		return string(inner)
	}
	return text
}
