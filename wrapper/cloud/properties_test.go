package cloud_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

type preferences struct {
	Theme string `json:"theme"`
	Size  int    `json:"size"`
}

func TestPropertyLife(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	ctx, properties := t.Context(), s.client.Properties
	require.NoError(t, properties.Create(ctx, awkward, "prefs", preferences{"dark", 12}))
	require.ErrorIs(t, properties.Create(ctx, awkward, "prefs", preferences{}), confluence.ErrConflict)

	var got preferences
	require.NoError(t, properties.GetInto(ctx, awkward, "prefs", &got))
	require.Equal(t, preferences{"dark", 12}, got)

	require.NoError(t, properties.Update(ctx, awkward, "prefs", map[string]any{"theme": "light"}))
	property, err := properties.Get(ctx, awkward, "prefs")
	require.NoError(t, err)
	require.Equal(t, "prefs", property.Key)
	require.JSONEq(t, `{"theme":"light"}`, string(property.Value))
	require.False(t, property.Created.IsZero())
	require.False(t, property.LastModified.IsZero())

	require.NoError(t, properties.Delete(ctx, awkward, "prefs"))
	_, err = properties.Get(ctx, awkward, "prefs")
	require.ErrorIs(t, err, confluence.ErrNotFound)
	require.ErrorIs(t, properties.Update(ctx, awkward, "prefs", preferences{}), confluence.ErrNotFound)
	require.ErrorIs(t, properties.Delete(ctx, awkward, "prefs"), confluence.ErrNotFound)
}

func TestSetUpdatesOrCreates(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	require.NoError(t, s.client.Properties.Set(t.Context(), awkward, "new", preferences{Size: 1}))
	require.NoError(t, s.client.Properties.Set(t.Context(), awkward, "new", preferences{Size: 2}))
	value, ok := s.server.Property(awkward, "new")
	require.True(t, ok)
	require.JSONEq(t, `{"theme":"","size":2}`, string(value))
	require.Equal(t, []string{"updateUserProperty", "createUserProperty", "updateUserProperty"},
		operations(s.server.Exchanges()))
}

func TestSetForAnUnknownUser(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	require.ErrorIs(t, s.client.Properties.Set(t.Context(), "nobody", "new", preferences{}), confluence.ErrNotFound)
}

func TestPropertyValuesAreObjects(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for name, value := range map[string]any{
		"nil": nil, "number": 1, "text": "x", "list": []int{1}, "nil map": map[string]int(nil),
		"bool": true, "raw list": json.RawMessage(`[]`), "no JSON": math.Inf(1), "bad raw": json.RawMessage(`{`),
	} {
		for _, write := range []func() error{
			func() error { return s.client.Properties.Set(t.Context(), awkward, "k", value) },
			func() error { return s.client.Properties.Create(t.Context(), awkward, "k", value) },
			func() error { return s.client.Properties.Update(t.Context(), awkward, "k", value) },
		} {
			require.ErrorIs(t, write(), confluence.ErrInvalid, name)
		}
	}
	require.Empty(t, s.server.Exchanges())
}

func TestPropertyIntoTheWrongType(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	var wrong struct{ Name int }
	require.ErrorContains(t, s.client.Properties.GetInto(t.Context(), awkward, "theme", &wrong), "decoding property theme")
}
