// Package argument checks the arguments of calls before anything is sent.
package argument

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ErrInvalid is [confluence.ErrInvalid].
var ErrInvalid = errors.New("confluence: invalid argument")

// Invalid is the error for an argument with a fault. It must not repeat the
// value.
func Invalid(name, fault string) error {
	return fmt.Errorf("%w: %s %s", ErrInvalid, name, fault)
}

// PathValue reports whether value can stand as one segment of a path. It must
// not be empty, "." or "..", nor have such a part between slashes, backslashes
// or semicolons, nor contain control characters or bytes that are not UTF-8.
// The error names the argument and the fault, never the value.
func PathValue(name, value string) error {
	// Proxies decode %2F before they resolve dots, and Tomcat cuts a segment at
	// a semicolon before it does: "a%2F..%2Fb" and "..;x" climb, too.
	if strings.IndexByte(value, '.') >= 0 {
		for part := range strings.FieldsFuncSeq(value, func(r rune) bool { return strings.ContainsRune(`/\;`, r) }) {
			if part == "." || part == ".." {
				return Invalid(name, `must not have a part that is "." or ".."`)
			}
		}
	}
	return Value(name, value)
}

// Value reports whether value can be sent as the required value of a query
// parameter. It must not be empty, nor contain control characters or bytes that
// are not UTF-8. The error names the argument and the fault, never the value.
func Value(name, value string) error {
	switch {
	case value == "":
		return Invalid(name, "is empty")
	case !utf8.ValidString(value):
		return Invalid(name, "is not UTF-8")
	case strings.ContainsFunc(value, unicode.IsControl):
		return Invalid(name, "contains a control character")
	}
	return nil
}

// Context returns the context of a call or, in place of nil, one that has ended
// with an error that says so. The generated clients panic at nil.
func Context(ctx context.Context) context.Context {
	if ctx == nil {
		return absent{context.Background()}
	}
	return ctx
}

// absent stands for a context that is nil.
type absent struct{ context.Context } //nolint:containedctx // it is one itself

// Done is closed.
func (absent) Done() <-chan struct{} {
	done := make(chan struct{})
	close(done)
	return done
}

// Err wraps ErrInvalid.
func (absent) Err() error { return Invalid("context", "is nil") }
