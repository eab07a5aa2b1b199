package datacentertest

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
)

// A field that was forgotten would keep what belongs to another state.
func TestReplaceByTakesEverything(t *testing.T) {
	t.Parallel()
	s, other := New(), New()
	defer s.Close()
	defer other.Close()
	require.NoError(t, other.LoadSeed([]byte("users: []\ngenerate: {users: 3, groups: 2, perUser: 1}")))
	s.store.replaceBy(&other.store)
	is, want := reflect.ValueOf(&s.store).Elem(), reflect.ValueOf(&other.store).Elem()
	for field, value := range is.Fields() {
		if field.Name == "mu" {
			continue
		}
		if value.Kind() == reflect.Map || value.Kind() == reflect.Pointer {
			require.Equal(t, want.FieldByName(field.Name).Pointer(), value.Pointer(), field.Name)
		}
	}
}
