package confluence

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// invalid is an argument that was refused before anything was sent.
func invalid(name, fault string) error {
	return fmt.Errorf("%w: %s %s", ErrInvalid, name, fault)
}

// CheckPathValue reports whether value can stand as one segment of a path. It
// must not be empty, "." or "..", nor have such a part between slashes,
// backslashes or semicolons, nor contain control characters or bytes that are
// not UTF-8. The error names the argument and the fault, never the value.
func CheckPathValue(name, value string) error {
	// Proxies decode %2F before they resolve dots, and Tomcat cuts a segment at
	// a semicolon before it does: "a%2F..%2Fb" and "..;x" climb, too.
	for part := range strings.FieldsFuncSeq(value, func(r rune) bool { return strings.ContainsRune(`/\;`, r) }) {
		if part == "." || part == ".." {
			return invalid(name, `must not have a part that is "." or ".."`)
		}
	}
	return CheckValue(name, value)
}

// CheckValue reports whether value can be sent as the required value of a query
// parameter. It must not be empty, nor contain control characters or bytes that
// are not UTF-8. The error names the argument and the fault, never the value.
func CheckValue(name, value string) error {
	switch {
	case value == "":
		return invalid(name, "is empty")
	case !utf8.ValidString(value):
		return invalid(name, "is not UTF-8")
	case strings.ContainsFunc(value, unicode.IsControl):
		return invalid(name, "contains a control character")
	}
	return nil
}
