// Package jsontext reads JSON more closely than encoding/json does, which takes
// what follows a value, bytes that are no UTF-8 and keys that come twice without
// a word.
package jsontext

import (
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// mostDepth is how deep objects and lists may lie in each other. It is the limit
// of Jackson, which the service reads with; encoding/json gives up only later,
// when the value is to be written again.
const mostDepth = 1000

// Check reports why a text is not one JSON value that can also be read by others,
// or what is doubtful in it: what JSON allows and readers make different things
// of.
func Check(text []byte) (doubts []error, err error) {
	r := &reader{text: text}
	r.space()
	if err := r.value(0); err != nil {
		return nil, err
	}
	r.space()
	if r.at < len(text) {
		return nil, r.fail("there is text after the JSON")
	}
	return r.doubts, nil
}

// errUnfit ends the reading of what does not fit; nobody is told it.
var errUnfit = errors.New("it does not fit")

type reader struct {
	text   []byte
	at     int
	doubts []error
}

func (r *reader) fail(what string) error { return fmt.Errorf("%s at byte %d", what, r.at) }

func (r *reader) doubt(what string) {
	const most = 20
	if len(r.doubts) < most {
		r.doubts = append(r.doubts, errors.New(what))
	}
}

func (r *reader) space() {
	for r.at < len(r.text) {
		switch r.text[r.at] {
		case ' ', '\t', '\r', '\n':
			r.at++
		default:
			return
		}
	}
}

// peek returns the next byte, or 0 at the end.
func (r *reader) peek() byte {
	if r.at < len(r.text) {
		return r.text[r.at]
	}
	return 0
}

func (r *reader) value(depth int) error {
	if depth > mostDepth {
		return r.fail("the JSON is nested too deep")
	}
	switch c := r.peek(); {
	case c == '{':
		return r.object(depth)
	case c == '[':
		return r.list(depth)
	case c == '"':
		_, err := r.string()
		return err
	case c == '-' || c >= '0' && c <= '9':
		return r.number()
	}
	for _, word := range []string{"true", "false", "null"} {
		if end := r.at + len(word); end <= len(r.text) && string(r.text[r.at:end]) == word {
			r.at = end
			return nil
		}
	}
	return r.fail("no JSON value")
}

// items reads what stands between brackets.
func (r *reader) items(closing byte, one func() error) error {
	r.at++
	r.space()
	if r.peek() == closing {
		r.at++
		return nil
	}
	for {
		r.space()
		if err := one(); err != nil {
			return err
		}
		r.space()
		switch r.peek() {
		case closing:
			r.at++
			return nil
		case ',':
			r.at++
		default:
			return r.fail("no comma in the JSON")
		}
	}
}

func (r *reader) list(depth int) error {
	return r.items(']', func() error { return r.value(depth + 1) })
}

func (r *reader) object(depth int) error {
	seen := map[string]bool{}
	return r.items('}', func() error {
		if r.peek() != '"' {
			return r.fail("no key in the JSON")
		}
		key, err := r.string()
		if err != nil {
			return err
		}
		if seen[key] {
			r.doubt("key " + strconv.Quote(key) + " is there twice")
		}
		seen[key] = true
		r.space()
		if r.peek() != ':' {
			return r.fail("no colon in the JSON")
		}
		r.at++
		r.space()
		return r.value(depth + 1)
	})
}

// digits skips digits and returns how many there were.
func (r *reader) digits() int {
	from := r.at
	for c := r.peek(); c >= '0' && c <= '9'; c = r.peek() {
		r.at++
	}
	return r.at - from
}

// number refuses what no float64 holds, too: it could be stored and never be
// read again.
func (r *reader) number() error {
	from := r.at
	if r.peek() == '-' {
		r.at++
	}
	zero := r.peek() == '0'
	if n := r.digits(); n == 0 || zero && n > 1 {
		return r.fail("no JSON number")
	}
	if r.peek() == '.' {
		r.at++
		if r.digits() == 0 {
			return r.fail("no JSON number")
		}
	}
	if c := r.peek(); c == 'e' || c == 'E' {
		r.at++
		if c := r.peek(); c == '+' || c == '-' {
			r.at++
		}
		if r.digits() == 0 {
			return r.fail("no JSON number")
		}
	}
	if _, err := strconv.ParseFloat(string(r.text[from:r.at]), 64); err != nil {
		return r.fail("a number out of range")
	}
	return nil
}

// string returns the text of a string; escapes are put in.
func (r *reader) string() (string, error) {
	inner, plain, err := r.raw()
	switch {
	case err != nil:
		return "", err
	case plain:
		return string(inner), nil
	}
	return unescape(inner), nil
}

// raw returns what stands between the quotes, and whether it has no escapes.
func (r *reader) raw() (inner []byte, plain bool, err error) {
	r.at++
	from := r.at
	for plain = true; r.at < len(r.text); {
		switch c := r.text[r.at]; {
		case c == '"':
			r.at++
			return r.text[from : r.at-1], plain, nil
		case c == '\\':
			plain = false
			if err := r.escape(); err != nil {
				return nil, false, err
			}
		case c < ' ':
			return nil, false, r.fail("a control character in a text")
		case c < utf8.RuneSelf:
			r.at++
		default:
			char, size := utf8.DecodeRune(r.text[r.at:])
			if char == utf8.RuneError && size == 1 {
				return nil, false, r.fail("bytes that are no UTF-8")
			}
			r.at += size
		}
	}
	return nil, false, r.fail("a text without an end")
}
