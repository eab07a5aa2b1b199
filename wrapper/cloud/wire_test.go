package cloud_test

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/contracttest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/wiretest"
)

// awkward is an account id that must reach the server letter for letter.
const awkward = "557058:0867a421-a9ee-4659-801a-bc0ee4a4487e"

// scene is a site with one of everything.
type scene struct {
	server *cloudtest.Server
	client *cloud.Client
	group  string
	page   string
	task   string
}

func newScene(t *testing.T) scene {
	t.Helper()
	server := cloudtest.Start(t)
	server.AddUser(cloudtest.User{AccountID: awkward, Name: "Ada Example", Email: "ada@example.com"})
	s := scene{server: server, client: server.Client()}
	s.group = server.AddGroup("R&D / Ops?x", awkward)
	server.AddSpace("DOCS", "Documentation")
	s.page = server.AddPage("DOCS", "Welcome", awkward, "how/to?#x")
	s.task = server.AddTask(confluencetest.Task{Name: "copy", Duration: time.Hour})
	require.NoError(t, server.SetProperty(awkward, "theme", map[string]string{"name": "dark"}))
	return s
}

// calls make one request of each operation.
var calls = map[string]func(context.Context, scene) error{
	"getUser": func(ctx context.Context, s scene) error {
		_, err := s.client.Users.Get(ctx, awkward, &cloud.UserGetOptions{Expand: []string{cloud.ExpandOperations, cloud.ExpandPersonalSpace}})
		return err
	},
	"getCurrentUser": func(ctx context.Context, s scene) error {
		_, err := s.client.Users.Current(ctx, nil)
		return err
	},
	"getAnonymousUser": func(ctx context.Context, s scene) error {
		_, err := s.client.Users.Anonymous(ctx, &cloud.UserGetOptions{Expand: []string{cloud.ExpandOperations}})
		return err
	},
	"getGroupMembershipsForUser": func(ctx context.Context, s scene) error {
		_, err := s.client.Users.ListGroups(ctx, awkward, &cloud.UserGroupListOptions{Start: 0, Limit: 7})
		return err
	},
	"getBulkUserLookup": func(ctx context.Context, s scene) error {
		_, err := s.client.Users.LookupV1(ctx, []string{awkward, s.server.AdminID()}, nil)
		return err
	},
	"createBulkUserLookup": func(ctx context.Context, s scene) error {
		_, err := s.client.Users.Lookup(ctx, []string{awkward, "unknown", awkward}, nil)
		return err
	},
	"getPrivacyUnsafeUserEmail": func(ctx context.Context, s scene) error {
		_, err := s.client.Users.Email(ctx, awkward)
		return err
	},
	"getPrivacyUnsafeUserEmailBulk": func(ctx context.Context, s scene) error {
		_, err := s.client.Users.Emails(ctx, []string{awkward, s.server.AdminID()}, nil)
		return err
	},
	"searchUser": func(ctx context.Context, s scene) error {
		_, err := s.client.Users.Search(ctx, `user.fullname ~ "ada"`, &cloud.UserSearchOptions{
			Start: 1, Limit: 3, Expand: []string{cloud.ExpandOperations}, SitePermission: cloud.SitePermissionAll,
		})
		return err
	},
	"checkAccessByEmail": func(ctx context.Context, s scene) error {
		_, err := s.client.Users.CheckAccess(ctx, []string{"ada@example.com", "stranger@example.com"}, nil)
		return err
	},
	"inviteByEmail": func(ctx context.Context, s scene) error {
		return s.client.Users.Invite(ctx, []string{"stranger@example.com"})
	},
	"getGroups": func(ctx context.Context, s scene) error {
		_, err := s.client.Groups.List(ctx, &cloud.GroupListOptions{
			Start: 1, Limit: 2, AccessType: cloud.AccessUser,
		})
		return err
	},
	"createGroup": func(ctx context.Context, s scene) error {
		_, err := s.client.Groups.Create(ctx, "a/b?c#d é")
		return err
	},
	"getGroupByGroupId": func(ctx context.Context, s scene) error {
		_, err := s.client.Groups.Get(ctx, s.group)
		return err
	},
	"removeGroupById": func(ctx context.Context, s scene) error {
		return s.client.Groups.Delete(ctx, s.group)
	},
	"searchGroups": func(ctx context.Context, s scene) error {
		_, err := s.client.Groups.Search(ctx, "R&D / Ops?x", &cloud.GroupSearchOptions{Count: true})
		return err
	},
	"getGroupMembersByGroupId": func(ctx context.Context, s scene) error {
		_, err := s.client.Groups.ListMembers(ctx, s.group, &cloud.MemberListOptions{
			Limit: 5, Expand: []string{cloud.ExpandPersonalSpace}, Count: true,
		})
		return err
	},
	"addUserToGroupByGroupId": func(ctx context.Context, s scene) error {
		return s.client.Groups.AddMember(ctx, s.group, s.server.AdminID())
	},
	"removeMemberFromGroupByGroupId": func(ctx context.Context, s scene) error {
		return s.client.Groups.RemoveMember(ctx, s.group, awkward)
	},
	"removeMemberFromGroup": func(ctx context.Context, s scene) error {
		return s.client.Groups.RemoveMemberByNameDirect(ctx, "R&D / Ops?x", awkward)
	},
	"getContentWatchStatus": func(ctx context.Context, s scene) error {
		_, err := s.client.Watches.IsWatchingContent(ctx, s.page, awkward)
		return err
	},
	"addContentWatcher": func(ctx context.Context, s scene) error {
		return s.client.Watches.WatchContent(ctx, s.page, awkward)
	},
	"removeContentWatcher": func(ctx context.Context, s scene) error {
		return s.client.Watches.UnwatchContent(ctx, s.page, awkward)
	},
	"isWatchingSpace": func(ctx context.Context, s scene) error {
		_, err := s.client.Watches.IsWatchingSpace(ctx, "DOCS", awkward)
		return err
	},
	"addSpaceWatcher": func(ctx context.Context, s scene) error {
		return s.client.Watches.WatchSpace(ctx, "DOCS", cloud.DefaultAccount)
	},
	"removeSpaceWatch": func(ctx context.Context, s scene) error {
		return s.client.Watches.UnwatchSpace(ctx, "DOCS", cloud.DefaultAccount)
	},
	"isWatchingLabel": func(ctx context.Context, s scene) error {
		_, err := s.client.Watches.IsWatchingLabel(ctx, "how/to?#x", awkward)
		return err
	},
	"addLabelWatcher": func(ctx context.Context, s scene) error {
		return s.client.Watches.WatchLabel(ctx, "how/to?#x", awkward)
	},
	"removeLabelWatcher": func(ctx context.Context, s scene) error {
		return s.client.Watches.UnwatchLabel(ctx, "how/to?#x", awkward)
	},
	"getWatchesForPage": func(ctx context.Context, s scene) error {
		_, err := s.client.Watches.ListContentWatchers(ctx, s.page, nil)
		return err
	},
	"getWatchesForSpace": func(ctx context.Context, s scene) error {
		_, err := s.client.Watches.ListContentSpaceWatchers(ctx, s.page, nil)
		return err
	},
	"getWatchersForSpace": func(ctx context.Context, s scene) error {
		_, err := s.client.Watches.ListSpaceWatchers(ctx, "DOCS", &cloud.WatcherListOptions{Limit: 4})
		return err
	},
	"getUserProperties": func(ctx context.Context, s scene) error {
		_, err := s.client.Properties.List(ctx, awkward, &cloud.PropertyListOptions{Limit: 25})
		return err
	},
	"getUserProperty": func(ctx context.Context, s scene) error {
		_, err := s.client.Properties.Get(ctx, awkward, "theme")
		return err
	},
	"createUserProperty": func(ctx context.Context, s scene) error {
		return s.client.Properties.Create(ctx, awkward, "new-key_1", map[string]any{"on": true})
	},
	"updateUserProperty": func(ctx context.Context, s scene) error {
		return s.client.Properties.Update(ctx, awkward, "theme", json.RawMessage(`{"name":"light"}`))
	},
	"deleteUserProperty": func(ctx context.Context, s scene) error {
		return s.client.Properties.Delete(ctx, awkward, "theme")
	},
	"getTasks": func(ctx context.Context, s scene) error {
		_, err := s.client.Tasks.List(ctx, &cloud.TaskListOptions{SpaceKey: "DOCS"})
		return err
	},
	"getTask": func(ctx context.Context, s scene) error {
		_, err := s.client.Tasks.Get(ctx, s.task)
		return err
	},
}

// TestWire records the requests of every operation, which together send all that
// the contract lets it send.
func TestWire(t *testing.T) {
	t.Parallel()
	operations := contracttest.Operations(t, api.Cloud())
	contracttest.RequireExcuses(t, operations, unsent)
	for _, op := range operations {
		t.Run(op.ID, func(t *testing.T) {
			t.Parallel()
			recorded := []confluencetest.Exchange{oneRequest(t, op.ID, calls[op.ID])}
			for _, more := range further[op.ID] {
				recorded = append(recorded, oneRequest(t, op.ID, more))
			}
			contracttest.RequireSent(t, op, recorded, unsent)
			wiretest.Golden(t, recorded...)
		})
	}
}

// oneRequest makes a call on a site of its own, and returns its only request.
func oneRequest(t *testing.T, operation string, call func(context.Context, scene) error) confluencetest.Exchange {
	t.Helper()
	require.NotNil(t, call, "%s is not called: put it into calls", operation)
	s := newScene(t)
	err := call(t.Context(), s)
	if operation == "removeMemberFromGroup" {
		require.ErrorIs(t, err, confluence.ErrGone, "today's Cloud no longer has it")
	} else {
		require.NoError(t, err)
	}
	requests := s.server.Exchanges()
	require.Len(t, requests, 1)
	require.Equal(t, operation, requests[0].Operation)
	return requests[0]
}

// TestEveryOperationIsWrapped holds the contract, the methods that say what
// they wrap, and the recorded requests against each other.
func TestEveryOperationIsWrapped(t *testing.T) {
	t.Parallel()
	operations := contracttest.Operations(t, api.Cloud())
	contracttest.RequireWrapped(t, operations)
	contracttest.RequireEach(t, operations, slices.Collect(maps.Keys(calls)), "entries in calls, above")
	contracttest.RequireEach(t, operations, wiretest.Operations(t), "files in testdata/wire, written by go test -run TestWire -update,")
	for operation := range further {
		require.NotNil(t, calls[operation], "further has a call of %s, and calls has none", operation)
	}
}
