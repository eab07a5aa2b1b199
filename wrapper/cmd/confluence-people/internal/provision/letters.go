package provision

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// unclear says what is wrong with a name that does not read as it is written: it would
// make a new account beside that of the person who is meant. It is empty where nothing
// is.
func unclear(name string) string {
	alphabet := "" // of the word so far
	for _, r := range name {
		switch {
		case r != ' ' && (unicode.IsSpace(r) || unicode.In(r, unicode.Cf, unicode.Cc)):
			return fmt.Sprintf("has a character that cannot be seen (%U)", r)
		case pretends(r):
			return fmt.Sprintf("has a character that looks like another (%U)", r)
		case !unicode.In(r, unicode.L, unicode.M):
			alphabet = ""
			continue
		}
		its := alphabetOf(r)
		if alphabet != "" && its != "" && its != alphabet {
			return fmt.Sprintf("mixes letters of the %s and the %s alphabet, which look alike", alphabet, its)
		}
		if its != "" {
			alphabet = its
		}
	}
	return ""
}

// pretends is whether a character stands for another, such as the Kelvin sign for a K.
// One that stands for a letter and its accent is none.
func pretends(r rune) bool {
	composed := norm.NFC.String(string(r))
	return norm.NFKC.String(string(r)) != composed || utf8.RuneCountInString(composed) == 1 && composed != string(r)
}

// alphabetOf names the alphabets whose letters look alike.
func alphabetOf(r rune) string {
	switch {
	case unicode.Is(unicode.Latin, r):
		return "Latin"
	case unicode.Is(unicode.Cyrillic, r):
		return "Cyrillic"
	case unicode.Is(unicode.Greek, r):
		return "Greek"
	}
	return ""
}
