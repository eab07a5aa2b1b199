package datacenter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

// operations names what was asked, in order.
func operations(requests []confluencetest.Exchange) []string {
	names := make([]string, len(requests))
	for i, r := range requests {
		names[i] = r.Operation
	}
	return names
}

func groupName(g datacenter.Group) string { return g.Name }

func TestGroupLife(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	ctx := t.Context()
	created, err := s.client.Groups.Create(ctx, "writers")
	require.NoError(t, err)
	require.Equal(t, "writers", created.Name)
	_, err = s.client.Groups.Create(ctx, "writers")
	require.ErrorIs(t, err, confluence.ErrConflict)

	for range 2 { // twice is no error
		require.NoError(t, s.client.Groups.AddMember(ctx, "writers", "jane@example.com"))
	}
	members, err := confluence.Collect(s.client.Groups.AllMembers(ctx, "writers", nil))
	require.NoError(t, err)
	require.Len(t, members, 1)
	require.Equal(t, s.key, members[0].UserKey)
	for range 2 {
		require.NoError(t, s.client.Groups.RemoveMember(ctx, "writers", "jane@example.com"))
	}
	require.NoError(t, s.client.Groups.Delete(ctx, "writers"))
	_, err = s.client.Groups.Get(ctx, "writers", nil)
	require.ErrorIs(t, err, confluence.ErrNotFound)

	_, err = s.server.ClientAs("jane@example.com").Groups.Create(ctx, "mine")
	require.ErrorIs(t, err, confluence.ErrForbidden)
}

func TestNesting(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	subgroups, err := rows(s.client.Groups.AllSubgroups(t.Context(), "everyone", nil), groupName)
	require.NoError(t, err)
	require.Equal(t, []string{group}, subgroups)
	parents, err := rows(s.client.Groups.AllParents(t.Context(), "leaf", nil), groupName)
	require.NoError(t, err)
	require.Equal(t, []string{group}, parents)
	ancestors, err := rows(s.client.Groups.AllAncestors(t.Context(), "leaf", nil), groupName)
	require.NoError(t, err)
	require.ElementsMatch(t, []string{group, "everyone"}, ancestors)
}

// TestForms: the query form is tried, an instance that lacks it is found out
// with one request, and what was found out is kept.
func TestForms(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.server.SetVersion("10.0")
	for range 2 {
		got, err := s.client.Groups.Get(t.Context(), group, nil)
		require.NoError(t, err)
		require.Equal(t, group, got.Name)
	}
	require.Len(t, s.server.Exchanges(), 3)
	_, err := s.client.Groups.Get(t.Context(), "a/b", nil)
	require.ErrorIs(t, err, confluence.ErrNotFound)
	require.ErrorContains(t, err, "slash", "the path form cannot address it")

	// What was found out does not stand against better evidence: the instance may
	// have been upgraded, or a group have come into being between two requests.
	s.server.SetVersion("10.2")
	s.server.AddGroup("a/b")
	got, err := s.client.Groups.Get(t.Context(), "a/b", nil)
	require.NoError(t, err)
	require.Equal(t, "a/b", got.Name)
}

func TestFormsOfAnInstanceThatHasBoth(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.server.AddGroup("a/b")
	_, err := s.client.Groups.Get(t.Context(), "a/b", nil)
	require.NoError(t, err)
	_, err = s.client.Groups.Get(t.Context(), "missing", nil)
	require.ErrorIs(t, err, confluence.ErrNotFound)
	require.Equal(t, []string{"getGroupByGroupName", "getGroupByGroupName"}, operations(s.server.Exchanges()),
		"the query form is known to work, so that a missing group is one request")
}

func TestFormsAndAMissingGroup(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"10.0", "10.2"} {
		s := newScene(t)
		s.server.SetVersion(version)
		_, err := s.client.Groups.Get(t.Context(), "missing", nil)
		require.ErrorIs(t, err, confluence.ErrNotFound, version)
		got, err := s.client.Groups.Get(t.Context(), group, nil)
		require.NoError(t, err, version)
		require.Equal(t, group, got.Name)
	}
}

// TestFormsAndAMissingOperation: a version that has neither form says so.
func TestFormsAndAMissingOperation(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.server.SetVersion("9.3")
	_, err := s.client.Groups.ListParents(t.Context(), "leaf", nil)
	require.ErrorIs(t, err, confluence.ErrNoRoute)
	require.NotContains(t, err.Error(), "groupparent :")
	_, err = s.client.Groups.ListMembers(t.Context(), "nope", nil)
	require.ErrorIs(t, err, confluence.ErrNotFound)
	require.ErrorContains(t, err, "nope")
}

// TestFormsAndGroupsCalledLikeTheForms: an instance without the query form takes
// the last word of its address for the name of a group.
func TestFormsAndGroupsCalledLikeTheForms(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.server.SetVersion("10.0")
	s.server.AddGroup("info")
	s.server.AddGroup("member")
	got, err := s.client.Groups.Get(t.Context(), group, nil)
	require.NoError(t, err)
	require.Equal(t, group, got.Name)

	s = newScene(t)
	s.server.SetVersion("10.0")
	s.server.AddGroup("member")
	members, err := confluence.Collect(s.client.Groups.AllMembers(t.Context(), group, nil))
	require.NoError(t, err)
	require.Len(t, members, 1)
}
