package datacenter

import (
	"encoding/json"
	"fmt"
	"log/slog"
)

// Password is a secret that no form of printing, logging or encoding shows.
// Convert a string to make one: datacenter.Password(secret).
type Password string

const hidden = "[hidden]"

// String returns a placeholder.
func (p Password) String() string { return hidden }

// GoString returns a placeholder.
func (p Password) GoString() string { return hidden }

// Format prints a placeholder for every verb.
func (p Password) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(hidden)) }

// LogValue returns a placeholder.
func (p Password) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalJSON encodes a placeholder.
func (p Password) MarshalJSON() ([]byte, error) { return json.Marshal(hidden) }
