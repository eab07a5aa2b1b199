package cloud

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"time"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// Property is a JSON object stored with a user.
//
// Printed and logged, it shows the key and the id, not the value; only %#v and
// JSON show all fields.
type Property struct {
	// Key is the name it is stored under.
	Key string `json:"key,omitempty"`
	// Value is the object, as it came.
	Value json.RawMessage `json:"value,omitempty"`
	// ID is the service's own id of the property.
	ID string `json:"id,omitempty"`
	// Created is when it was stored first; zero where the service does not say.
	Created time.Time `json:"createdDate,omitzero"`
	// LastModified is when it was stored last; zero where the service does not
	// say.
	LastModified time.Time `json:"lastModifiedDate,omitzero"`
}

// Decode decodes the value into v, a pointer to a struct or a map. Fields that
// the value lacks keep what v holds, so that defaults can be put there before. A
// value that does not fit is [confluence.ErrUnexpectedContent], and may leave v
// half filled.
func (p Property) Decode(v any) error {
	if err := checkTarget(v); err != nil {
		return err
	}
	if err := json.Unmarshal(p.Value, v); err != nil {
		return fmt.Errorf("%w: decoding property %s: %w", confluence.ErrUnexpectedContent, p.Key, err)
	}
	return nil
}

// String shows the key and the id.
func (p Property) String() string {
	text := "property " + p.Key
	if p.ID != "" {
		text += " with id " + p.ID
	}
	return text
}

// LogValue shows the key and the id.
func (p Property) LogValue() slog.Value {
	return slog.GroupValue(slog.String("key", p.Key), slog.String("id", p.ID))
}

// checkTarget reports whether something can be decoded into.
func checkTarget(v any) error {
	if target := reflect.ValueOf(v); target.Kind() != reflect.Pointer || target.IsNil() {
		return argument.Invalid("target of a property", "must be a pointer that is not nil")
	}
	return nil
}

func newProperty(p *gen.UserProperty) *Property {
	return &Property{
		Key: p.Key, Value: p.Value, ID: p.ID,
		Created: newTime(p.CreatedDate), LastModified: newTime(p.LastModifiedDate),
	}
}

// checkKey holds a key against the documented pattern. Its length is limited,
// too, but the limit is not published.
func checkKey(key string) error {
	const allowed = "-_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	if key == "" || strings.ContainsFunc(key, func(r rune) bool { return !strings.ContainsRune(allowed, r) }) {
		return argument.Invalid("property key", "must be letters, digits, - and _ alone")
	}
	return nil
}

// propertyBody is the request body that stores a value. The service demands an
// object.
func propertyBody(value any) ([]byte, error) {
	object, err := encodeValue(value)
	if err != nil {
		return nil, fmt.Errorf("%w: property value cannot be encoded: %w", confluence.ErrInvalid, err)
	}
	if trimmed := bytes.TrimLeft(object, " \t\r\n"); !bytes.HasPrefix(trimmed, []byte("{")) {
		return nil, argument.Invalid("property value", "must be a JSON object, such as a struct or a map")
	}
	return slices.Concat([]byte(`{"value":`), object, []byte(`}`)), nil
}

// encodeValue encodes a value, which is stored as it is where it is JSON
// already: encoding it again would change white space and escapes.
func encodeValue(value any) ([]byte, error) {
	switch v := value.(type) {
	case json.RawMessage:
		return checkJSON(v)
	case *json.RawMessage:
		if v != nil {
			return checkJSON(*v)
		}
	case Property:
		return checkJSON(v.Value)
	case *Property:
		if v != nil {
			return checkJSON(v.Value)
		}
	}
	return json.Marshal(value)
}

func checkJSON(raw json.RawMessage) ([]byte, error) {
	var parsed json.RawMessage
	return raw, json.Unmarshal(raw, &parsed)
}
