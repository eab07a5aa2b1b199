package cloud_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// team is a scene with a group of some of five people.
func team(t *testing.T, members ...string) (s scene, group string) {
	t.Helper()
	s = newScene(t)
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		s.server.AddUser(cloudtest.User{AccountID: id, Name: "Person " + id})
	}
	return s, s.server.AddGroup("team", members...)
}

func TestSyncMembers(t *testing.T) {
	t.Parallel()
	s, group := team(t, "a", "b", "c")
	plan, err := s.client.Groups.SyncMembers(t.Context(), group, []string{"d", "b", "d", "e"}, nil)
	require.NoError(t, err)
	require.Equal(t, &cloud.MemberSync{Group: group, Add: []string{"d", "e"}, Remove: []string{"a", "c"}, Keep: []string{"b"}}, plan)
	require.Equal(t, "group "+group+": 2 to add, 2 to remove, 1 to keep", plan.String())
	require.Equal(t, []string{"a", "b", "c"}, s.server.GroupMembers(group), "nothing is written")

	encoded, err := json.Marshal(plan)
	require.NoError(t, err)
	require.JSONEq(t, `{"group":"`+group+`","add":["d","e"],"remove":["a","c"],"keep":["b"]}`, string(encoded))
	var kept cloud.MemberSync
	require.NoError(t, json.Unmarshal(encoded, &kept))

	s.server.ForgetExchanges()
	result, err := s.client.Groups.ApplySync(t.Context(), &kept)
	require.NoError(t, err)
	require.Equal(t, &cloud.MemberSyncResult{Added: []string{"d", "e"}, Removed: []string{"a", "c"}}, result)
	require.Equal(t, "2 added, 2 removed", result.String())
	require.ElementsMatch(t, []string{"b", "d", "e"}, s.server.GroupMembers(group))
	require.Len(t, s.server.Exchanges(), 4)

	s.server.ForgetExchanges()
	plan, err = s.client.Groups.SyncMembers(t.Context(), group, []string{"b", "d", "e"}, &cloud.SyncMembersOptions{Ahead: 3})
	require.NoError(t, err)
	result, err = s.client.Groups.ApplySync(t.Context(), plan)
	require.NoError(t, err)
	require.Equal(t, &cloud.MemberSyncResult{}, result)
	require.NotContains(t, operations(s.server.Exchanges()), "addUserToGroupByGroupId")
}

func TestSyncMembersAddOnly(t *testing.T) {
	t.Parallel()
	s, group := team(t, "a", "b")
	plan, err := s.client.Groups.SyncMembers(t.Context(), group, []string{"b", "c"}, &cloud.SyncMembersOptions{AddOnly: true})
	require.NoError(t, err)
	require.Equal(t, &cloud.MemberSync{Group: group, Add: []string{"c"}, Keep: []string{"a", "b"}}, plan)
	plan, err = s.client.Groups.SyncMembers(t.Context(), group, []string{}, &cloud.SyncMembersOptions{AddOnly: true})
	require.NoError(t, err)
	require.Equal(t, &cloud.MemberSync{Group: group, Keep: []string{"a", "b"}}, plan)
}

func TestSyncMembersToNobody(t *testing.T) {
	t.Parallel()
	s, group := team(t, "a", "b")
	_, err := s.client.Groups.SyncMembers(t.Context(), group, nil, nil)
	require.ErrorIs(t, err, confluence.ErrInvalid)
	_, err = s.client.Groups.SyncMembers(t.Context(), group, []string{"a"}, &cloud.SyncMembersOptions{Ahead: 101})
	require.ErrorIs(t, err, confluence.ErrInvalid)
	_, err = s.client.Groups.SyncMembers(t.Context(), "", []string{"a"}, nil)
	require.ErrorIs(t, err, confluence.ErrInvalid)
	require.Empty(t, s.server.Exchanges())
	plan, err := s.client.Groups.SyncMembers(t.Context(), group, nil, &cloud.SyncMembersOptions{AllowEmpty: true})
	require.NoError(t, err)
	require.Equal(t, &cloud.MemberSync{Group: group, Remove: []string{"a", "b"}}, plan)
}

// TestSyncMembersOfNoGroup: a group that does not exist looks as one without
// members.
func TestSyncMembersOfNoGroup(t *testing.T) {
	t.Parallel()
	s, group := team(t)
	_, err := s.client.Groups.SyncMembers(t.Context(), "no-such-group", []string{"a"}, nil)
	require.ErrorIs(t, err, confluence.ErrNotFound)
	plan, err := s.client.Groups.SyncMembers(t.Context(), group, []string{"a"}, nil)
	require.NoError(t, err)
	require.Equal(t, &cloud.MemberSync{Group: group, Add: []string{"a"}}, plan)
}

// TestSyncMembersWhoAreHidden: nobody knows who they are, so they stay.
func TestSyncMembersWhoAreHidden(t *testing.T) {
	t.Parallel()
	client := newCanned(t, canned{status: 200, contentType: "application/json", body: `{"results":[
		{"type":"known","accountId":"a"},null,{"type":"known","accountId":"b"},{"type":"known","accountId":null}
		],"start":0,"limit":200,"size":4,"_links":{}}`})
	plan, err := client.Groups.SyncMembers(t.Context(), "g", []string{"b"}, nil)
	require.NoError(t, err)
	require.Equal(t, &cloud.MemberSync{Group: "g", Remove: []string{"a"}, Keep: []string{"b"}, Hidden: 2}, plan)
	require.Equal(t, "group g: 0 to add, 1 to remove, 1 to keep, 2 hidden", plan.String())
}

func TestApplySyncGoesOn(t *testing.T) {
	t.Parallel()
	s, group := team(t, "a", "b")
	result, err := s.client.Groups.ApplySync(t.Context(), &cloud.MemberSync{
		Group: group, Add: []string{"c", "nobody", "d"}, Remove: []string{"nobody-either", "a"},
	})
	require.ErrorIs(t, err, confluence.ErrNotFound)
	require.ErrorContains(t, err, "adding nobody: ")
	require.ErrorContains(t, err, "removing nobody-either: ")
	require.Equal(t, []string{"c", "d"}, result.Added)
	require.Equal(t, []string{"a"}, result.Removed)
	require.Equal(t, "2 added, 1 removed, 2 failed", result.String())
	require.ElementsMatch(t, []string{"b", "c", "d"}, s.server.GroupMembers(group))

	require.Len(t, result.Failed, 2)
	for i, want := range []struct{ member, operation string }{
		{"nobody", "addUserToGroupByGroupId"}, {"nobody-either", "removeMemberFromGroupByGroupId"},
	} {
		failed := result.Failed[i]
		require.Equal(t, want.member, failed.Member)
		require.ErrorIs(t, failed.Err, confluence.ErrNotFound)
		failure, ok := errors.AsType[*confluence.Error](failed.Err)
		require.True(t, ok)
		require.Equal(t, want.operation, failure.Operation)
		require.ErrorContains(t, err, failed.String())
	}
}

// TestFailuresAsJSON: of the error of a member, the text is kept.
func TestFailuresAsJSON(t *testing.T) {
	t.Parallel()
	result := cloud.MemberSyncResult{Failed: []cloud.MemberFailure{{"a", &confluence.Error{StatusCode: 404}}, {Member: "b"}}}
	encoded, err := json.Marshal(result)
	require.NoError(t, err)
	require.JSONEq(t, `{"failed":[{"member":"a","error":"confluence: 404 Not Found"},{"member":"b","error":""}]}`, string(encoded))
	var back cloud.MemberSyncResult
	require.NoError(t, json.Unmarshal(encoded, &back))
	require.Equal(t, "a", back.Failed[0].Member)
	require.EqualError(t, back.Failed[0].Err, "confluence: 404 Not Found")
	require.Equal(t, cloud.MemberFailure{Member: "b"}, back.Failed[1])
	require.Error(t, json.Unmarshal([]byte(`{"failed":[{"member":7}]}`), &back))
}

// TestApplySyncStops where every further request would fail, too.
func TestApplySyncStops(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		status int
		body   string
		kind   error
	}{
		"credential": {401, `{"code":401,"message":"Unauthorized"}`, confluence.ErrUnauthorized},
		"scope":      {401, `{"code":401,"message":"Unauthorized; scope does not match"}`, confluence.ErrScope},
	} {
		s, group := team(t, "a", "b")
		s.server.Inject("addUserToGroupByGroupId", 1, confluencetest.Delay(0)) // the first one arrives
		s.server.Inject("addUserToGroupByGroupId", 0, confluencetest.Respond(c.status, "application/json", c.body))
		result, err := s.client.Groups.ApplySync(t.Context(), &cloud.MemberSync{
			Group: group, Add: []string{"c", "d", "e"}, Remove: []string{"a"},
		})
		require.ErrorIs(t, err, c.kind, name)
		require.ErrorContains(t, err, "adding d: ", name)
		require.NotContains(t, err.Error(), "adding e: ", name)
		require.Equal(t, []string{"c"}, result.Added, name)
		require.Empty(t, result.Removed, name)
		require.Len(t, result.Failed, 1, name)
		require.Equal(t, "d", result.Failed[0].Member, name)
		require.Len(t, s.server.Exchanges(), 2, name)
	}

	s, group := team(t, "a")
	reads, err := s.client.With(confluence.WithReadOnly())
	require.NoError(t, err)
	_, err = reads.Groups.ApplySync(t.Context(), &cloud.MemberSync{Group: group, Add: []string{"c", "d"}})
	require.ErrorIs(t, err, confluence.ErrReadOnly)
	require.NotContains(t, err.Error(), "adding d: ")

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	result, err := s.client.Groups.ApplySync(ctx, &cloud.MemberSync{Group: group, Add: []string{"c", "d"}, Remove: []string{"a"}})
	require.ErrorIs(t, err, context.Canceled)
	require.NotContains(t, err.Error(), "adding d: ")
	require.NotContains(t, err.Error(), "removing")
	require.Equal(t, "0 added, 0 removed, 1 failed", result.String())
}

func TestApplySyncChecksThePlan(t *testing.T) {
	t.Parallel()
	s, group := team(t, "a")
	for name, plan := range map[string]*cloud.MemberSync{
		"nil": nil, "no group": {Add: []string{"a"}}, "an empty id": {Group: group, Add: []string{"b", ""}},
		"white space": {Group: group, Remove: []string{" a"}},
	} {
		result, err := s.client.Groups.ApplySync(t.Context(), plan)
		require.ErrorIs(t, err, confluence.ErrInvalid, name)
		require.Nil(t, result)
	}
	require.Empty(t, s.server.Exchanges())
}

func TestIsMember(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for i := range 5 {
		s.server.AddGroup(fmt.Sprint("group ", i), awkward)
	}
	for id, want := range map[string]bool{awkward: true, s.server.AdminID(): false} {
		got, err := s.client.Groups.IsMember(t.Context(), s.group, id)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
	s.server.ForgetExchanges()
	got, err := s.server.ClientAs(awkward).Groups.IsMember(t.Context(), s.group, cloud.DefaultAccount)
	require.NoError(t, err)
	require.True(t, got)
	require.Equal(t, []string{"getCurrentUser", "getGroupMembershipsForUser"}, operations(s.server.Exchanges()), "it stops where it finds the group")
	s.server.Inject("getGroupMembershipsForUser", 1, confluencetest.Respond(http.StatusForbidden, "application/json", "{}"))
	_, err = s.client.Groups.IsMember(t.Context(), s.group, awkward)
	require.ErrorIs(t, err, confluence.ErrForbidden)
}

// TestIsMemberOfOthers: that somebody is in other groups says nothing.
func TestIsMemberOfOthers(t *testing.T) {
	t.Parallel()
	s, first := team(t, "a", "b")
	second := s.server.AddGroup("another", "b")
	none := s.server.AddGroup("nobody's")
	for id, want := range map[string]map[string]bool{
		"a": {first: true, second: false, none: false}, "b": {first: true, second: true, none: false}, "c": {first: false, second: false},
	} {
		for group, is := range want {
			got, err := s.client.Groups.IsMember(t.Context(), group, id)
			require.NoError(t, err)
			require.Equal(t, is, got, "%s in %s", id, group)
		}
	}
}

// TestSyncAsksForTheGroup only where nobody is in it: an unknown one has no members,
// too.
func TestSyncAsksForTheGroup(t *testing.T) {
	t.Parallel()
	s, group := team(t, "a", "b")
	_, err := s.client.Groups.SyncMembers(t.Context(), group, []string{"a", "c"}, nil) // one stays, one goes
	require.NoError(t, err)
	require.NotContains(t, operations(s.server.Exchanges()), "getGroupByGroupId")
	_, err = s.client.Groups.SyncMembers(t.Context(), s.server.AddGroup("empty"), []string{"a"}, nil)
	require.NoError(t, err)
	require.Contains(t, operations(s.server.Exchanges()), "getGroupByGroupId")
}
