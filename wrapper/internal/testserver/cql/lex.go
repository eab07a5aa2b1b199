// Package cql reads queries in Confluence's query language, as far as they can be
// about people: conditions on fields, joined by AND, OR, NOT and parentheses.
package cql

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

// errSyntax is what is said of a query that cannot be read: the service says no
// more either.
var errSyntax = errors.New("the query cannot be read")

type kind int

const (
	word   kind = iota // a field, a value or a keyword
	quoted             // a value and nothing else
	mark               // an operator, a parenthesis, a comma
	end
)

type token struct {
	kind kind
	text string
}

// is reports whether a token is a keyword, in any case.
func (t token) is(keyword string) bool { return t.kind == word && strings.EqualFold(t.text, keyword) }

// isMark reports whether a token is a mark.
func (t token) isMark(text string) bool { return t.kind == mark && t.text == text }

// reserved cannot be in a word; a value with one of them needs quotes.
const reserved = "+;?|*/%^$#@[]()=!~<>,\"'\\&{}"

// lex cuts a query into tokens, the last of which is an end.
func lex(query string) ([]token, error) {
	var tokens []token
	for rest := query; ; {
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
		if rest == "" {
			return append(tokens, token{kind: end}), nil
		}
		t, size, err := next(rest)
		if err != nil {
			return nil, err
		}
		tokens = append(tokens, t)
		rest = rest[size:]
	}
}

// next reads one token from a text that begins with it.
func next(text string) (t token, size int, err error) {
	switch first := text[0]; first {
	case '"', '\'':
		return unquote(text, first)
	case '(', ')', ',', '=', '~':
		return token{mark, text[:1]}, 1, nil
	case '!':
		if strings.HasPrefix(text, "!=") || strings.HasPrefix(text, "!~") {
			return token{mark, text[:2]}, 2, nil
		}
		return token{mark, "!"}, 1, nil
	case '<', '>':
		if strings.HasPrefix(text[1:], "=") {
			return token{mark, text[:2]}, 2, nil
		}
		return token{mark, text[:1]}, 1, nil
	}
	size = strings.IndexFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(reserved, r) })
	switch size {
	case 0:
		return token{}, 0, errSyntax
	case -1:
		size = len(text)
	}
	// A star at the end is what a search for the beginning of a word has.
	if strings.HasPrefix(text[size:], "*") {
		return token{word, text[:size+1]}, size + 1, nil
	}
	return token{word, text[:size]}, size, nil
}

// unquote reads a value in quotes, in which a backslash keeps the next character
// from meaning anything.
func unquote(text string, quote byte) (t token, size int, err error) {
	var value strings.Builder
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case quote:
			return token{quoted, value.String()}, i + 1, nil
		case '\\':
			if i++; i == len(text) {
				return token{}, 0, errSyntax
			}
			_, width := utf8.DecodeRuneInString(text[i:])
			value.WriteString(text[i : i+width])
			i += width - 1
		default:
			value.WriteByte(text[i])
		}
	}
	return token{}, 0, errSyntax
}
