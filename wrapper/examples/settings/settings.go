package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// Settings are what the program remembers of a user.
type Settings struct {
	Theme    string `json:"theme"`
	PageSize int    `json:"pageSize"`
	Digest   bool   `json:"digest"`
}

// Defaults are the settings of somebody who never changed them.
func Defaults() Settings { return Settings{Theme: "light", PageSize: 25} }

// Key is the property the settings are stored under. All programs share the
// keys, so it begins with the name of this one.
const Key = "example-settings"

// Properties is the part of the client that settings need; client.Properties is
// one.
type Properties interface {
	Get(ctx context.Context, accountID, key string) (*cloud.Property, error)
	Create(ctx context.Context, accountID, key string, value any) error
	Update(ctx context.Context, accountID, key string, value any) error
	Delete(ctx context.Context, accountID, key string) error
}

// Load returns the settings of an account. What was never stored has its
// default.
func Load(ctx context.Context, properties Properties, accountID string) (Settings, error) {
	settings := Defaults()
	property, err := properties.Get(ctx, accountID, Key)
	switch {
	case errors.Is(err, confluence.ErrNotFound):
		return settings, nil
	case err != nil:
		return settings, err
	}
	if err := property.Decode(&settings); err != nil {
		return Defaults(), err // what it left is half of each
	}
	return settings, nil
}

// Change changes the settings of an account and returns what they are now. It
// goes by what is stored at that moment and keeps fields it does not know, such
// as those of a newer version of the program. The service has no conditional
// writes: of two changes within the same moment the later one wins.
func Change(ctx context.Context, properties Properties, accountID string, change func(*Settings)) (Settings, error) {
	const tries = 3
	for try := 1; ; try++ {
		settings, err := changeOnce(ctx, properties, accountID, change)
		if err == nil || try == tries || !again(err) {
			return settings, err
		}
	}
}

// again reports whether the property came or went meanwhile, or whether it is
// unknown if it came: its response was lost. All of that the next look tells.
func again(err error) bool {
	failure, ok := errors.AsType[*confluence.Error](err)
	return errors.Is(err, confluence.ErrConflict) || errors.Is(err, confluence.ErrNotFound) || ok && failure.Uncertain
}

func changeOnce(ctx context.Context, properties Properties, accountID string, change func(*Settings)) (Settings, error) {
	settings := Defaults()
	property, err := properties.Get(ctx, accountID, Key)
	if errors.Is(err, confluence.ErrNotFound) {
		change(&settings)
		return settings, properties.Create(ctx, accountID, Key, settings)
	}
	if err != nil {
		return settings, err
	}
	if err := property.Decode(&settings); err != nil {
		return settings, err
	}
	change(&settings)
	value, err := merge(property, settings)
	if err != nil {
		return settings, err
	}
	return settings, properties.Update(ctx, accountID, Key, value)
}

// merge puts settings over what is stored.
func merge(property *cloud.Property, settings Settings) (map[string]json.RawMessage, error) {
	var stored, known map[string]json.RawMessage
	if err := property.Decode(&stored); err != nil {
		return nil, err
	}
	encoded, err := json.Marshal(settings)
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(encoded, &known); err != nil {
		return nil, fmt.Errorf("settings are no object: %w", err)
	}
	maps.Copy(stored, known)
	return stored, nil
}

// Reset deletes the settings of an account; it has the defaults then.
func Reset(ctx context.Context, properties Properties, accountID string) error {
	err := properties.Delete(ctx, accountID, Key)
	if errors.Is(err, confluence.ErrNotFound) {
		return nil
	}
	return err
}
