package onboard

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

func TestOnboard(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	ada := site.AddUser(cloudtest.User{Name: "Ada Example"})
	group := site.AddGroup("writers")
	site.AddSpace("DOCS", "Documentation")

	require.NoError(t, Onboard(t.Context(), site.Client(), group, "DOCS", ada))

	require.Equal(t, []string{ada}, site.GroupMembers(group))
	require.True(t, site.IsWatchingSpace(ada, "DOCS"))
}
