package cloud_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/nilcontext"
)

// TestNoContextInAnyMethod: a nil context is an argument that is refused, in every method.
func TestNoContextInAnyMethod(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	called := nilcontext.Refused(t, s.client, &cloud.MemberSync{Group: "good", Add: []string{"good"}})
	require.Len(t, methods(s.client), called)
	require.Empty(t, s.server.Exchanges())
}
