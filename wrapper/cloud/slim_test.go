package cloud_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/testing/slimtest"
)

// TestClientLeavesOutWhatPublicTypesDo: the generated client decodes what the
// public types hold, and nothing that they leave out.
func TestClientLeavesOutWhatPublicTypesDo(t *testing.T) {
	t.Parallel()
	removed := slimtest.Removed(t, "cloud")
	for name, public := range becomes {
		require.ElementsMatch(t, slices.Collect(maps.Keys(public.leftOut)), removed[name], "schema %s in api/client.cloud.overlay.yaml", name)
	}
	for name := range removed {
		if _, isPublic := becomes[name]; !isPublic {
			require.Contains(t, notPublic, name)
		}
	}
}
