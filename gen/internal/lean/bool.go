package lean

import "encoding/json"

// Bool is a *bool that is no pointer: true, false or, as its zero value, absent.
type Bool int8 //nolint:recvcheck // decoding needs a pointer, reading does not

const (
	yes Bool = 1
	no  Bool = -1
)

// UnmarshalJSON decodes true, false or null.
func (b *Bool) UnmarshalJSON(data []byte) error {
	switch string(data) {
	case "true":
		*b = yes
	case "false":
		*b = no
	case "null":
		*b = 0
	default:
		return json.Unmarshal(data, new(bool)) // the error that says what it is
	}
	return nil
}

// Pointer returns what was said, and nil for nothing.
func (b Bool) Pointer() *bool {
	if b == 0 {
		return nil
	}
	said := b == yes
	return &said
}
