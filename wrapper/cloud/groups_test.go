package cloud_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func TestGroupLife(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	ctx := t.Context()
	group, err := s.client.Groups.Create(ctx, "R&D / Ops?x é")
	require.NoError(t, err)
	require.Equal(t, "R&D / Ops?x é", group.Name)
	require.NoError(t, s.client.Groups.AddMember(ctx, group.ID, awkward))
	require.Equal(t, []string{awkward}, s.server.GroupMembers(group.ID))
	require.NoError(t, s.client.Groups.RemoveMember(ctx, group.ID, awkward))
	require.NoError(t, s.client.Groups.RemoveMember(ctx, group.ID, awkward), "no member any more is no error")
	require.Empty(t, s.server.GroupMembers(group.ID))
	require.NoError(t, s.client.Groups.Delete(ctx, group.ID))
	_, err = s.client.Groups.Get(ctx, group.ID)
	require.ErrorIs(t, err, confluence.ErrNotFound)
}

func TestGroupsNeedASiteAdministrator(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	_, err := s.server.ClientAs(awkward).Groups.Create(t.Context(), "mine")
	require.ErrorIs(t, err, confluence.ErrForbidden)
	require.NotErrorIs(t, err, confluence.ErrUnauthorized)
}

func TestRemoveMemberByName(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.server.AddGroup("R&D / Ops?x and more", awkward)
	require.NoError(t, s.client.Groups.RemoveMemberByName(t.Context(), "R&D / Ops?x", awkward))
	require.Empty(t, s.server.GroupMembers(s.group), "from the group with exactly this name")
	require.Equal(t, []string{"searchGroups", "removeMemberFromGroupByGroupId"}, operations(s.server.Exchanges()))
}

func TestRemoveMemberByNameOfNoGroup(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	require.ErrorIs(t, s.client.Groups.RemoveMemberByName(t.Context(), "Ops", awkward), confluence.ErrNotFound)
	require.Equal(t, []string{"searchGroups"}, operations(s.server.Exchanges()), "a part of a name is no name")
	require.Equal(t, []string{awkward}, s.server.GroupMembers(s.group))
}

func TestRemoveMemberByNameOfTwoGroups(t *testing.T) {
	t.Parallel()
	groups := func(ids ...string) string {
		rows := make([]string, len(ids))
		for i, id := range ids {
			rows[i] = fmt.Sprintf(`{"type":"group","name":"twin","id":%q}`, id)
		}
		return fmt.Sprintf(`{"results":[%s],"start":0,"limit":200,"size":%d,"_links":{}}`, strings.Join(rows, ","), len(ids))
	}
	client := newCanned(t, canned{status: 200, contentType: "application/json", body: groups("1", "2")})
	_, err := client.Groups.GetByName(t.Context(), "twin")
	require.ErrorIs(t, err, cloud.ErrAmbiguous)
	require.ErrorIs(t, client.Groups.RemoveMemberByName(t.Context(), "twin", awkward), cloud.ErrAmbiguous)

	client = newCanned(t, canned{status: 200, contentType: "application/json", body: groups("1", "1")})
	group, err := client.Groups.GetByName(t.Context(), "twin")
	require.NoError(t, err, "the same group twice is one group")
	require.Equal(t, "1", group.ID)
}
