package cloudtest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

// TestGroupManagedElsewhere: it says so, and refuses to be changed.
func TestGroupManagedElsewhere(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	ada := site.AddUser(cloudtest.User{Name: "Ada", Status: "inactive"})
	group := site.AddGroup("from-okta", ada)
	site.SetManagedBy(group, "EXTERNAL")
	groups := site.Client().Groups

	shown, err := groups.Get(t.Context(), group)
	require.NoError(t, err)
	require.Equal(t, cloud.ManagedByExternal, shown.ManagedBy)
	require.ErrorIs(t, groups.AddMember(t.Context(), group, site.AdminID()), confluence.ErrForbidden)
	require.ErrorIs(t, groups.RemoveMember(t.Context(), group, ada), confluence.ErrForbidden)
	require.ErrorIs(t, groups.Delete(t.Context(), group), confluence.ErrForbidden)
	require.Equal(t, []string{ada}, site.GroupMembers(group))

	members, err := confluence.Collect(groups.AllMembers(t.Context(), group, nil))
	require.NoError(t, err)
	require.Equal(t, cloud.StatusInactive, members[0].AccountStatus)

	site.SetManagedBy(group, "ADMINS")
	require.NoError(t, groups.RemoveMember(t.Context(), group, ada))
}
