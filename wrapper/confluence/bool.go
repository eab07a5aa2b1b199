package confluence

import "github.com/confluence-people/go-sdk/wrapper/internal/library/argument"

// Bool is true, false or, as its zero value, not said by the service. It
// encodes as true or false; give a field of this type the option omitzero, so
// that what was not said is left out.
type Bool uint8 //nolint:recvcheck // decoding needs a pointer, encoding must not

// The values of a [Bool].
const (
	// Unknown is what the service did not say.
	Unknown Bool = iota
	// False is what the service said is not so.
	False
	// True is what the service said is so.
	True
)

// NewBool returns the Bool for what was said; nil is Unknown.
func NewBool(said *bool) Bool {
	switch {
	case said == nil:
		return Unknown
	case *said:
		return True
	}
	return False
}

// String returns "true", "false" or "unknown".
func (b Bool) String() string {
	switch b {
	case True:
		return "true"
	case False:
		return "false"
	default:
		return "unknown"
	}
}

// MarshalJSON encodes true, false or null.
func (b Bool) MarshalJSON() ([]byte, error) {
	if b == Unknown {
		return []byte("null"), nil
	}
	return []byte(b.String()), nil
}

// UnmarshalJSON decodes true, false or null.
func (b *Bool) UnmarshalJSON(data []byte) error {
	switch string(data) {
	case "true":
		*b = True
	case "false":
		*b = False
	case "null":
		*b = Unknown
	default:
		return argument.Invalid("boolean", "is neither true, false nor null")
	}
	return nil
}
