package state

import "unicode/utf8"

const (
	// LongestName is how many characters a name has at most: what the columns of
	// Crowd hold, which keeps the names of users and groups for both products.
	LongestName = 255
	// LongestEmail is how many characters an address has at most.
	LongestEmail = 254
)

// TooLong reports whether a text has more characters than are allowed.
func TooLong(text string, most int) bool {
	return len(text) > most && utf8.RuneCountInString(text) > most
}
