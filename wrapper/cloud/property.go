package cloud

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// Property is a JSON object stored with a user.
type Property struct {
	// Key is the name it is stored under.
	Key string
	// Value is the object, as it came.
	Value json.RawMessage
	// ID is the service's own id of the property.
	ID string
	// Created is when it was stored first; zero where the service does not say.
	Created time.Time
	// LastModified is when it was stored last; zero where the service does not
	// say.
	LastModified time.Time
}

// Decode decodes the value into v, a pointer to a struct or a map.
func (p *Property) Decode(v any) error {
	if err := json.Unmarshal(p.Value, v); err != nil {
		return fmt.Errorf("confluence: decoding property %s: %w", p.Key, err)
	}
	return nil
}

func newProperty(p *gen.UserProperty) *Property {
	return &Property{
		Key: p.Key, Value: p.Value, ID: p.ID,
		Created: parseTime(p.CreatedDate), LastModified: parseTime(p.LastModifiedDate),
	}
}

// parseTime reads both forms of an offset that Confluence writes, Z or +00:00
// and +0000. Another form is no reason to withhold the property.
func parseTime(text string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05Z0700"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t
		}
	}
	return time.Time{}
}

// checkKey holds a key against the documented pattern. Its length is limited,
// too, but the limit is not published.
func checkKey(key string) error {
	const allowed = "-_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	if key == "" || strings.ContainsFunc(key, func(r rune) bool { return !strings.ContainsRune(allowed, r) }) {
		return fmt.Errorf("%w: property key must be letters, digits, - and _ alone", confluence.ErrInvalid)
	}
	return nil
}

// jsonObject encodes a value, which the service demands to be an object.
func jsonObject(value any) (json.RawMessage, error) {
	encoded, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("%w: property value cannot be encoded: %w", confluence.ErrInvalid, err)
	}
	if !bytes.HasPrefix(encoded, []byte("{")) {
		return nil, fmt.Errorf("%w: property value must be a JSON object, such as a struct or a map", confluence.ErrInvalid)
	}
	return encoded, nil
}
