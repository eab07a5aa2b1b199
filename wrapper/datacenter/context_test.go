package datacenter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/nilcontext"
)

// TestNoContextInAnyMethod: a nil context is an argument that is refused, in every method.
func TestNoContextInAnyMethod(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for _, who := range []datacenter.Identity{datacenter.Caller(), datacenter.Username("jane")} {
		called := nilcontext.Refused(t, s.client, who, good(), datacenter.NewPassword("secret"),
			datacenter.UserUpdate{FullName: "x"}, datacenter.CurrentUserUpdate{FullName: "x"},
			&datacenter.MemberSync{Group: "good", Add: []string{"good"}})
		require.Greater(t, called, 40)
	}
	require.Empty(t, s.server.Exchanges())
}
