package datacenter

import (
	"fmt"
	"log/slog"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// Password is a secret that no form of printing or logging shows, whatever it is
// nested in. Make one with [NewPassword]; the zero value is no password. To
// encode one is an error: a placeholder would be taken for the password where it
// arrives.
type Password struct {
	// reveal returns the secret; nil is none. It is a closure so that nothing
	// that follows pointers or reads unexported fields reaches it.
	reveal func() string
}

// NewPassword returns a password. That of an empty secret is the zero Password.
func NewPassword(secret string) Password {
	if secret == "" {
		return Password{}
	}
	return Password{reveal: func() string { return secret }}
}

// hidden is what a password prints as.
const hidden = "[hidden]"

// IsZero reports whether there is no password.
func (p Password) IsZero() bool { return p.reveal == nil }

// String returns a placeholder.
func (p Password) String() string { return hidden }

// GoString returns a placeholder.
func (p Password) GoString() string { return hidden }

// Format prints a placeholder for every verb.
func (p Password) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(hidden)) }

// LogValue returns a placeholder.
func (p Password) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalJSON returns an error that wraps [confluence.ErrInvalid].
func (p Password) MarshalJSON() ([]byte, error) { return nil, errEncoded() }

// MarshalText returns an error that wraps [confluence.ErrInvalid]. XML, YAML and
// others use it.
func (p Password) MarshalText() ([]byte, error) { return nil, errEncoded() }

// MarshalBinary returns an error that wraps [confluence.ErrInvalid]. Gob and
// others use it.
func (p Password) MarshalBinary() ([]byte, error) { return nil, errEncoded() }

func errEncoded() error { return argument.Invalid("password", "cannot be encoded") }

// secret returns the password itself, to be sent.
func (p Password) secret() string {
	if p.reveal == nil {
		return ""
	}
	return p.reveal()
}
