package cloud

import (
	"log/slog"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
)

// Space is the personal space of a user. Printed and logged, it shows its key:
// its name is mostly the user's.
type Space struct {
	// ID is the id of the space.
	ID string `json:"id,omitempty"`
	// Key is the key of the space: a tilde and what names its owner.
	Key string `json:"key,omitempty"`
	// Name is the name of the space.
	Name string `json:"name,omitempty"`
	// Type is the kind of space, such as "personal".
	Type string `json:"type,omitempty"`
	// Status is the state of the space, such as "current" or "archived".
	Status string `json:"status,omitempty"`
	// Alias is the key in addresses for browsers, where it is another.
	Alias string `json:"alias,omitempty"`
}

// String shows the key.
func (s Space) String() string { return "space " + s.Key }

// LogValue shows the id and the key.
func (s Space) LogValue() slog.Value {
	return slog.GroupValue(slog.String("id", s.ID), slog.String("key", s.Key))
}

func newSpace(s gen.SpaceSummary) *Space {
	space := Space{ID: string(s.ID), Key: s.Key, Name: s.Name, Type: s.Type, Status: s.Status, Alias: s.Alias}
	if space == (Space{}) {
		return nil
	}
	found := space // allocated only here
	return &found
}
