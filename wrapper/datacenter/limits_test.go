package datacenter_test

import (
	"testing"

	"github.com/confluence-people/go-sdk/wrapper/internal/testing/faulttest"
)

func TestPoliteness(t *testing.T) {
	t.Parallel()
	faulttest.RequirePolite(t, func(t *testing.T) (faulttest.Limited, func(*testing.T) error) {
		t.Helper()
		s := newScene(t)
		return s.server, func(t *testing.T) error {
			t.Helper()
			_, err := s.client.Users.Current(t.Context(), nil)
			return err
		}
	})
}
