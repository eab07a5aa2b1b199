package cloud_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"math"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
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

// TestSetBesideOthers: somebody creates and deletes the property between the
// requests of a Set.
func TestSetBesideOthers(t *testing.T) {
	t.Parallel()
	refuse := func(status int) confluencetest.Fault {
		return confluencetest.Respond(status, "application/json", `{"statusCode":400,"message":"no"}`)
	}
	s := newScene(t)
	s.server.Inject("updateUserProperty", 3, refuse(http.StatusNotFound))
	s.server.Inject("createUserProperty", 3, refuse(http.StatusConflict))
	require.NoError(t, s.client.Properties.Set(t.Context(), awkward, "theme", preferences{Size: 3}))
	value, _ := s.server.Property(awkward, "theme")
	require.JSONEq(t, `{"theme":"","size":3}`, string(value))
	require.Len(t, s.server.Exchanges(), 7)

	s.server.ForgetExchanges()
	s.server.Inject("updateUserProperty", 0, refuse(http.StatusNotFound))
	s.server.Inject("createUserProperty", 0, refuse(http.StatusConflict))
	require.ErrorIs(t, s.client.Properties.Set(t.Context(), awkward, "theme", preferences{}), confluence.ErrConflict)
	require.Len(t, s.server.Exchanges(), 10, "it does not go on for ever")
}

// bodies returns the bodies of all requests.
func bodies(s scene) []string {
	var all []string
	for _, exchange := range s.server.Exchanges() {
		all = append(all, string(exchange.Body))
	}
	return all
}

// TestRawValuesAreStoredByteForByte: neither white space nor escapes change.
func TestRawValuesAreStoredByteForByte(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	raw := json.RawMessage("\n{ \"html\": \"<b>&amp;</b>\",\t\"n\": 1.50 }")
	for _, value := range []any{raw, &raw, cloud.Property{Value: raw}, &cloud.Property{Key: "other", ID: "7", Value: raw}} {
		s.server.ForgetExchanges()
		require.NoError(t, s.client.Properties.Set(t.Context(), awkward, "theme", value))
		require.NoError(t, s.client.Properties.Update(t.Context(), awkward, "theme", value))
		require.NoError(t, s.client.Properties.Delete(t.Context(), awkward, "theme"))
		require.NoError(t, s.client.Properties.Create(t.Context(), awkward, "theme", value))
		body := `{"value":` + string(raw) + `}`
		require.Equal(t, []string{body, body, "", body}, bodies(s), "%T", value)
	}
}

// TestPropertyIsStoredAsItCame copies a property to another account.
func TestPropertyIsStoredAsItCame(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	property, err := s.client.Properties.Get(t.Context(), awkward, "theme")
	require.NoError(t, err)
	require.NoError(t, s.client.Properties.Set(t.Context(), s.server.AdminID(), "copy", property))
	value, ok := s.server.Property(s.server.AdminID(), "copy")
	require.True(t, ok)
	require.JSONEq(t, `{"name":"dark"}`, string(value))
	for name, value := range map[string]any{
		"nil property": (*cloud.Property)(nil), "empty property": &cloud.Property{}, "nil raw": (*json.RawMessage)(nil),
		"empty raw": json.RawMessage(nil), "two objects": json.RawMessage(`{}{}`), "a way out": json.RawMessage(`{},"value":{}`),
	} {
		require.ErrorIs(t, s.client.Properties.Set(t.Context(), awkward, "theme", value), confluence.ErrInvalid, name)
	}
}

// TestValuesAreNotPrinted: a property can hold anything.
func TestValuesAreNotPrinted(t *testing.T) {
	t.Parallel()
	property := cloud.Property{Key: "theme", ID: "7", Value: []byte(`{"name":"hidden"}`)}
	require.Equal(t, "property theme with id 7", property.String())
	require.Equal(t, "property theme", cloud.Property{Key: "theme"}.String())
	var log bytes.Buffer
	for _, value := range []any{property, &property, []cloud.Property{property}} {
		for _, verb := range []string{"%v", "%+v", "%s", "%q"} {
			text := fmt.Sprintf(verb, value)
			require.Contains(t, text, "property theme with id 7")
			require.NotContains(t, text, "hidden")
			require.NotContains(t, text, "104 105 100", "as bytes")
		}
	}
	for _, handler := range []slog.Handler{slog.NewTextHandler(&log, nil), slog.NewJSONHandler(&log, nil)} {
		slog.New(handler).Info("seen", "value", property, slog.Group("group", "value", &property))
	}
	require.Contains(t, log.String(), "value.key=theme value.id=7 group.value.key=theme")
	require.Contains(t, log.String(), `"value":{"key":"theme","id":"7"}`)
	require.NotContains(t, log.String(), "hidden")
	require.NotContains(t, log.String(), "104 105 100")
}

// TestGetIntoWhatHoldsSomething: what the value says replaces what was there, and
// nothing else does.
func TestGetIntoWhatHoldsSomething(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	type theme struct {
		Name  string `json:"name"`
		Scale int    `json:"scale"`
	}
	got := theme{"light", 3}
	require.NoError(t, s.client.Properties.GetInto(t.Context(), awkward, "theme", &got))
	require.Equal(t, theme{"dark", 3}, got)

	require.NoError(t, s.server.SetProperty(awkward, "theme", map[string]any{"name": "light", "scale": "much"}))
	err := s.client.Properties.GetInto(t.Context(), awkward, "theme", &got)
	require.ErrorIs(t, err, confluence.ErrUnexpectedContent)
	require.ErrorContains(t, err, "property theme")
	require.Equal(t, theme{"light", 3}, got, "half filled")
	for _, target := range []any{nil, theme{}, (*theme)(nil)} {
		require.ErrorIs(t, cloud.Property{Value: []byte("{}")}.Decode(target), confluence.ErrInvalid)
	}
}
