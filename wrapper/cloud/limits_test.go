package cloud_test

import (
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/faulttest"
)

// TestUnderARateLimit walks a listing faster than the service allows.
func TestUnderARateLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newCrowd(t, 40)
		s.server.RateLimit(3)
		for name, walk := range listings {
			got, err := walk(t.Context(), s, paging.Window{Limit: 5})
			require.NoError(t, err, name)
			require.Len(t, got, 40, name)
		}
	})
}

// TestEndlessAnswer has the service send 64 MiB, with the default limit of 32.
func TestEndlessAnswer(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.server.Inject("getCurrentUser", 0, confluencetest.HugeBody(64<<20))
	_, err := s.client.Users.Current(t.Context(), nil)
	require.ErrorIs(t, err, confluence.ErrTooLarge)
}

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
