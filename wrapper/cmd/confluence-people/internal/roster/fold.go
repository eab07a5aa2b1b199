package roster

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
)

// Compose makes equal what is written with the same letters: an accent is a character
// of its own in some programs and a part of its letter in others.
func Compose(text string) string { return norm.NFC.String(strings.TrimSpace(text)) }

// Fold makes equal what Data Center does not tell apart in names of users and groups:
// upper and lower case. The capital i with a dot keeps the dot, as it does in Java.
func Fold(text string) string {
	return strings.ToLower(strings.ReplaceAll(Compose(text), "\u0130", "i\u0307"))
}

// Key is what tells accounts apart by their ids: Data Center does not tell upper from
// lower case in user names.
func Key(product, id string) string {
	if product == site.DatacenterProduct {
		return Fold(id)
	}
	return id
}

// FoldAddress is Fold for addresses, which anybody may have: one in which a letter would
// become another, such as the Kelvin sign a k, is equal to no other.
func FoldAddress(email string) string {
	if strings.ContainsFunc(email, pretends) {
		return email
	}
	return Fold(email)
}

// pretends is whether a character that is not ASCII is folded to one that is.
func pretends(r rune) bool { return r >= utf8.RuneSelf && unicode.ToLower(first(r)) < utf8.RuneSelf }

func first(r rune) rune {
	composed, _ := utf8.DecodeRuneInString(norm.NFC.String(string(r)))
	return composed
}
