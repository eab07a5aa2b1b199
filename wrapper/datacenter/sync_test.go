package datacenter_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// newTeam is an instance with a group of ann, bob and cid, while dan and eve are
// in none.
func newTeam(t *testing.T) (*datacentertest.Server, *datacenter.Client) {
	t.Helper()
	server := datacentertest.Start(t)
	for _, name := range []string{"ann", "bob", "cid", "dan", "eve"} {
		server.AddUser(datacentertest.User{Username: name, FullName: name, Email: name + "@example.com"})
	}
	server.AddGroup("team", "ann", "bob", "cid")
	return server, server.Client()
}

func TestSync(t *testing.T) {
	t.Parallel()
	server, client := newTeam(t)
	plan, err := client.Groups.SyncMembers(t.Context(), "team", []string{"eve", "cid", "dan", "eve"}, nil)
	require.NoError(t, err)
	require.Equal(t, &datacenter.MemberSync{
		Group: "team", Add: []string{"eve", "dan"}, Remove: []string{"ann", "bob"}, Keep: []string{"cid"},
	}, plan)
	require.Equal(t, "group team: 2 to add, 2 to remove, 1 to keep", plan.String())
	require.Equal(t, []string{"ann", "bob", "cid"}, server.GroupMembers("team"), "a plan changes nothing")

	encoded, err := json.Marshal(plan)
	require.NoError(t, err)
	require.JSONEq(t, `{"group":"team","add":["eve","dan"],"remove":["ann","bob"],"keep":["cid"]}`, string(encoded))
	var kept datacenter.MemberSync
	require.NoError(t, json.Unmarshal(encoded, &kept))
	require.Equal(t, plan, &kept)

	result, err := client.Groups.ApplySync(t.Context(), &kept)
	require.NoError(t, err)
	require.Equal(t, &datacenter.MemberSyncResult{Added: []string{"eve", "dan"}, Removed: []string{"ann", "bob"}}, result)
	require.ElementsMatch(t, []string{"cid", "eve", "dan"}, server.GroupMembers("team"))

	plan, err = client.Groups.SyncMembers(t.Context(), "team", []string{"eve", "cid", "dan"}, nil)
	require.NoError(t, err)
	require.Empty(t, plan.Add)
	require.Empty(t, plan.Remove)
	server.ForgetExchanges()
	result, err = client.Groups.ApplySync(t.Context(), plan)
	require.NoError(t, err)
	require.Equal(t, &datacenter.MemberSyncResult{}, result)
	require.Empty(t, server.Exchanges(), "there is nothing to do")
}

func TestSyncOptions(t *testing.T) {
	t.Parallel()
	_, client := newTeam(t)
	plan, err := client.Groups.SyncMembers(t.Context(), "team", []string{"dan"}, &datacenter.SyncMembersOptions{AddOnly: true})
	require.NoError(t, err)
	require.Equal(t, &datacenter.MemberSync{Group: "team", Add: []string{"dan"}, Keep: []string{"ann", "bob", "cid"}}, plan)

	_, err = client.Groups.SyncMembers(t.Context(), "team", nil, nil)
	require.ErrorIs(t, err, confluence.ErrInvalid)
	plan, err = client.Groups.SyncMembers(t.Context(), "team", []string{}, &datacenter.SyncMembersOptions{AddOnly: true})
	require.NoError(t, err)
	require.Equal(t, &datacenter.MemberSync{Group: "team", Keep: []string{"ann", "bob", "cid"}}, plan)
	for _, ahead := range []int{-1, 101} {
		_, err = client.Groups.SyncMembers(t.Context(), "team", []string{"dan"}, &datacenter.SyncMembersOptions{Ahead: ahead})
		require.ErrorIs(t, err, confluence.ErrInvalid)
	}
	plan, err = client.Groups.SyncMembers(t.Context(), "team", nil, &datacenter.SyncMembersOptions{AllowEmpty: true, Ahead: 2})
	require.NoError(t, err)
	require.Equal(t, []string{"ann", "bob", "cid"}, plan.Remove)
}

// TestSyncDoesNotTellCase: to the service "Ann" is ann, who must not be added and
// then removed.
func TestSyncDoesNotTellCase(t *testing.T) {
	t.Parallel()
	_, client := newTeam(t)
	plan, err := client.Groups.SyncMembers(t.Context(), "team", []string{"Ann", "ann", "BOB", "cid", "Dan", "dan"}, nil)
	require.NoError(t, err)
	require.Equal(t, &datacenter.MemberSync{Group: "team", Add: []string{"Dan"}, Keep: []string{"ann", "bob", "cid"}}, plan)
}

// TestSyncTellsCaseWhereTheServiceDoes: who is listed beside another of the same
// letters is not that other.
func TestSyncTellsCaseWhereTheServiceDoes(t *testing.T) {
	t.Parallel()
	server, client := newTeam(t)
	server.AddUser(datacentertest.User{Username: "Ann"})
	server.AddGroup("both", "Ann", "ann", "bob")
	for want, plan := range map[string]datacenter.MemberSync{
		"Ann": {Keep: []string{"Ann"}, Remove: []string{"ann", "bob"}},
		"ann": {Keep: []string{"ann"}, Remove: []string{"Ann", "bob"}},
		"Bob": {Keep: []string{"bob"}, Remove: []string{"Ann", "ann"}},
	} {
		got, err := client.Groups.SyncMembers(t.Context(), "both", []string{want}, nil)
		require.NoError(t, err)
		plan.Group = "both"
		require.Equal(t, &plan, got)
	}
}

// TestSyncLeavesHiddenMembersAlone: nothing is known of a member without a name.
func TestSyncLeavesHiddenMembersAlone(t *testing.T) {
	t.Parallel()
	server, client := newTeam(t)
	server.Inject("getGroupMembersByGroupName", 1, confluencetest.Respond(200, "application/json",
		`{"results":[null,{"type":"known","username":"ann"},{"type":"unknown","displayName":"x"}],"start":0,"limit":200,"size":3}`))
	plan, err := client.Groups.SyncMembers(t.Context(), "team", []string{"dan"}, nil)
	require.NoError(t, err)
	require.Equal(t, &datacenter.MemberSync{Group: "team", Add: []string{"dan"}, Remove: []string{"ann"}, Hidden: 2}, plan)
	require.Equal(t, "group team: 1 to add, 1 to remove, 0 to keep, 2 hidden", plan.String())
	server.TakeViolations()
}

// TestSyncNeedsAllMembers: a plan made from half of the members would add the
// other half, and remove nobody of it.
func TestSyncNeedsAllMembers(t *testing.T) {
	t.Parallel()
	server, client := newTeam(t)
	server.Inject("getGroupMembersByGroupName", 0, confluencetest.Respond(403, "application/json", `{"message":"no"}`))
	plan, err := client.Groups.SyncMembers(t.Context(), "team", []string{"dan"}, nil)
	require.ErrorIs(t, err, confluence.ErrForbidden)
	require.Nil(t, plan)
}

// TestSyncOfAnUnknownGroup: nobody is planned to be added to it.
func TestSyncOfAnUnknownGroup(t *testing.T) {
	t.Parallel()
	server, client := newTeam(t)
	server.AddGroup("empty")
	plan, err := client.Groups.SyncMembers(t.Context(), "empty", []string{"dan"}, nil)
	require.NoError(t, err)
	require.Equal(t, []string{"dan"}, plan.Add)
	server.Inject("getGroupMembersByGroupName", 0, confluencetest.Respond(200, "application/json", `{"results":[],"start":0,"limit":200,"size":0}`))
	plan, err = client.Groups.SyncMembers(t.Context(), "unknown", []string{"dan"}, nil)
	require.ErrorIs(t, err, confluence.ErrNotFound)
	require.Nil(t, plan)
}

func TestApplyGoesOn(t *testing.T) {
	t.Parallel()
	server, client := newTeam(t)
	result, err := client.Groups.ApplySync(t.Context(), &datacenter.MemberSync{
		Group: "team", Add: []string{"dan", "nobody", "eve"}, Remove: []string{"no one", "ann"},
	})
	require.ErrorIs(t, err, confluence.ErrNotFound)
	require.ErrorContains(t, err, "adding nobody: ")
	require.ErrorContains(t, err, "removing no one: ")
	require.Equal(t, []string{"dan", "eve"}, result.Added)
	require.Equal(t, []string{"ann"}, result.Removed)
	require.Equal(t, "2 added, 1 removed, 2 failed", result.String())
	require.ElementsMatch(t, []string{"bob", "cid", "dan", "eve"}, server.GroupMembers("team"))

	require.Len(t, result.Failed, 2)
	for i, want := range []struct{ member, operation string }{{"nobody", "addUserToGroup"}, {"no one", "removeUserFromGroup"}} {
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
	result := datacenter.MemberSyncResult{Failed: []datacenter.MemberFailure{{"ann", &confluence.Error{StatusCode: 404}}, {Member: "bob"}}}
	encoded, err := json.Marshal(result)
	require.NoError(t, err)
	require.JSONEq(t, `{"failed":[{"member":"ann","error":"confluence: 404 Not Found"},{"member":"bob","error":""}]}`, string(encoded))
	var back datacenter.MemberSyncResult
	require.NoError(t, json.Unmarshal(encoded, &back))
	require.Equal(t, "ann", back.Failed[0].Member)
	require.EqualError(t, back.Failed[0].Err, "confluence: 404 Not Found")
	require.Equal(t, datacenter.MemberFailure{Member: "bob"}, back.Failed[1])
	require.Error(t, json.Unmarshal([]byte(`{"failed":[{"member":7}]}`), &back))
}

// TestApplyStops: what every other request would meet ends it, and what was done
// before is told.
func TestApplyStops(t *testing.T) {
	t.Parallel()
	plan := &datacenter.MemberSync{Group: "team", Add: []string{"dan", "eve"}, Remove: []string{"ann", "bob"}}
	t.Run("refused credential", func(t *testing.T) {
		t.Parallel()
		server, client := newTeam(t)
		server.Inject("addUserToGroup", 0, confluencetest.Respond(401, "application/json", `{"message":"no"}`))
		result, err := client.Groups.ApplySync(t.Context(), plan)
		require.ErrorIs(t, err, confluence.ErrUnauthorized)
		require.Empty(t, result.Added)
		require.Len(t, result.Failed, 1)
		require.Equal(t, "dan", result.Failed[0].Member)
		require.Len(t, server.Exchanges(), 1)
	})
	t.Run("end of the context", func(t *testing.T) {
		t.Parallel()
		server, _ := newTeam(t)
		ctx, cancel := context.WithCancel(t.Context())
		client, err := server.NewClient(server.Auth(server.AdminName()), confluence.WithObserver(confluence.Observer{
			Call: func(ctx context.Context, op confluence.Operation) (context.Context, func(confluence.CallResult)) {
				if op.ID == "removeUserFromGroup" {
					return ctx, func(confluence.CallResult) { cancel() }
				}
				return ctx, nil
			},
		}))
		require.NoError(t, err)
		result, err := client.Groups.ApplySync(ctx, plan)
		require.ErrorIs(t, err, context.Canceled)
		require.Equal(t, []string{"dan", "eve"}, result.Added)
		require.Equal(t, []string{"ann"}, result.Removed)
		require.Len(t, result.Failed, 1)
		require.Equal(t, "bob", result.Failed[0].Member)
		require.ErrorIs(t, result.Failed[0].Err, context.Canceled)
	})
}

func TestApplyOfNoPlan(t *testing.T) {
	t.Parallel()
	server, client := newTeam(t)
	for _, plan := range []*datacenter.MemberSync{nil, {}, {Group: "team", Add: []string{"ann", ""}}, {Group: "..", Add: []string{"ann"}}} {
		result, err := client.Groups.ApplySync(t.Context(), plan)
		require.ErrorIs(t, err, confluence.ErrInvalid)
		require.Nil(t, result)
	}
	var none context.Context
	_, err := client.Groups.ApplySync(none, &datacenter.MemberSync{Group: "team", Add: []string{"ann"}})
	require.ErrorIs(t, err, confluence.ErrInvalid)
	require.Empty(t, server.Exchanges())
}

func TestIsMember(t *testing.T) {
	t.Parallel()
	server, client := newTeam(t)
	for i := range 250 {
		server.AddGroup(fmt.Sprintf("a-%03d", i), "ann")
	}
	for name, want := range map[string]bool{"ann": true, "dan": false} {
		is, err := client.Groups.IsMember(t.Context(), "team", datacenter.Username(name))
		require.NoError(t, err)
		require.Equal(t, want, is, name)
	}
	is, err := client.Groups.IsMember(t.Context(), "Team", datacenter.Username("ann"))
	require.NoError(t, err)
	require.False(t, is, "whether that is the same group, the service knows")
	is, err = client.Groups.IsMember(t.Context(), "confluence-administrators", datacenter.Caller())
	require.NoError(t, err)
	require.True(t, is)
	server.ForgetExchanges()
	is, err = client.Groups.IsMember(t.Context(), "a-000", datacenter.Username("ann"))
	require.NoError(t, err)
	require.True(t, is)
	require.Len(t, server.Exchanges(), 1, "it ends where the group is found")
	_, err = client.Groups.IsMember(t.Context(), "", datacenter.Caller())
	require.ErrorIs(t, err, confluence.ErrInvalid)
}
