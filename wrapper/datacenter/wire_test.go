package datacenter_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/contracttest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/wiretest"
)

// scene is an instance with one of everything.
type scene struct {
	server *datacentertest.Server
	client *datacenter.Client
	// connect makes further clients.
	connect func(confluence.Auth) *datacenter.Client
	key     string // of jane
	page    string
	task    string
}

// group has a name that must reach the server letter for letter.
const group = "R&D + Ops?x"

func newScene(t *testing.T) scene {
	t.Helper()
	server := datacentertest.Start(t)
	s := scene{server: server, client: server.Client()}
	s.connect = func(auth confluence.Auth) *datacenter.Client {
		client, err := server.NewClient(auth)
		require.NoError(t, err)
		return client
	}
	s.key = server.AddUser(datacentertest.User{
		Username: "jane@example.com", FullName: "Jane Example", Email: "jane@example.com", Password: "old secret",
	})
	server.AddGroup("everyone", server.AdminName())
	server.AddGroup(group, "jane@example.com")
	server.AddGroup("leaf")
	server.NestGroup("everyone", group)
	server.NestGroup(group, "leaf")
	server.AddSpace("DOCS", "Documentation")
	s.page = server.AddPage("DOCS", "Welcome", "jane@example.com")
	s.task = server.AddTask(confluencetest.Task{Name: "reindex", Duration: time.Hour})
	return s
}

// calls make one request of each operation.
var calls = map[string]func(context.Context, scene) error{
	"getUser": func(ctx context.Context, s scene) error {
		_, err := s.client.Users.Get(ctx, datacenter.Username("jane@example.com"), &datacenter.UserGetOptions{Expand: []string{"status"}})
		return err
	},
	"getAnonymousUser": func(ctx context.Context, s scene) error {
		_, err := s.client.Users.Anonymous(ctx, nil)
		return err
	},
	"getCurrentUser": func(ctx context.Context, s scene) error {
		_, err := s.client.Users.Get(ctx, datacenter.Caller(), nil)
		return err
	},
	"updateCurrentUser": func(ctx context.Context, s scene) error {
		return s.client.Users.UpdateCurrent(ctx, datacenter.CurrentUserUpdate{FullName: "The Administrator"})
	},
	"changeCurrentUserPassword": func(ctx context.Context, s scene) error {
		client := s.connect(confluence.BasicAuth("jane@example.com", "old secret"))
		return client.Users.ChangePassword(ctx, datacenter.NewPassword("old secret"), datacenter.NewPassword("new secret"))
	},
	"getUsers": func(ctx context.Context, s scene) error {
		_, err := s.client.Users.List(ctx, &datacenter.UserListOptions{Start: 1, Limit: 2, Expand: []string{"status"}})
		return err
	},
	"getActiveUsers": func(ctx context.Context, s scene) error {
		_, err := s.client.Users.ListActive(ctx, &datacenter.ActiveUserListOptions{Expand: []string{"lastLogin"}})
		return err
	},
	"getGroupMembershipsForUser": func(ctx context.Context, s scene) error {
		_, err := s.client.Users.ListGroups(ctx, datacenter.UserKey(s.key), &datacenter.UserGroupListOptions{Limit: 7})
		return err
	},
	"updateUserSettings": func(ctx context.Context, s scene) error {
		return s.client.Users.UpdateSettings(ctx, "jane@example.com", "en_GB")
	},
	"isWatchingContent": func(ctx context.Context, s scene) error {
		_, err := s.client.Watches.IsWatchingContent(ctx, s.page, datacenter.UserKey(s.key))
		return err
	},
	"addContentWatcher": func(ctx context.Context, s scene) error {
		return s.client.Watches.WatchContent(ctx, s.page, datacenter.Caller())
	},
	"removeContentWatcher": func(ctx context.Context, s scene) error {
		return s.client.Watches.UnwatchContent(ctx, s.page, datacenter.Username("jane@example.com"))
	},
	"getContentWatchers": func(ctx context.Context, s scene) error {
		_, err := s.client.Watches.ListContentWatchers(ctx, s.page, &datacenter.WatcherListOptions{Limit: 4})
		return err
	},
	"isWatchingSpace": func(ctx context.Context, s scene) error {
		_, err := s.client.Watches.IsWatchingSpace(ctx, "DOCS", datacenter.Username("jane@example.com"),
			&datacenter.SpaceWatchOptions{ContentTypes: []datacenter.ContentType{datacenter.ContentBlogPost}})
		return err
	},
	"addSpaceWatcher": func(ctx context.Context, s scene) error {
		return s.client.Watches.WatchSpace(ctx, "DOCS", datacenter.Username("jane@example.com"),
			&datacenter.SpaceWatchOptions{ContentTypes: []datacenter.ContentType{datacenter.ContentPage, datacenter.ContentBlogPost}})
	},
	"removeSpaceWatcher": func(ctx context.Context, s scene) error {
		return s.client.Watches.UnwatchSpace(ctx, "DOCS", datacenter.Caller(), nil)
	},
	"getSpaceWatchers": func(ctx context.Context, s scene) error {
		_, err := s.client.Watches.ListSpaceWatchers(ctx, "DOCS", nil)
		return err
	},
	"getGroups": func(ctx context.Context, s scene) error {
		_, err := s.client.Groups.List(ctx, &datacenter.GroupListOptions{Start: 1, Limit: 2})
		return err
	},
	"createGroup": func(ctx context.Context, s scene) error {
		_, err := s.client.Groups.Create(ctx, "a/b?c#d é")
		return err
	},
	"deleteGroup": func(ctx context.Context, s scene) error {
		return s.client.Groups.Delete(ctx, group)
	},
	"addUserToGroup": func(ctx context.Context, s scene) error {
		return s.client.Groups.AddMember(ctx, group, s.server.AdminName())
	},
	"removeUserFromGroup": func(ctx context.Context, s scene) error {
		return s.client.Groups.RemoveMember(ctx, group, "jane@example.com")
	},
	"getGroupByGroupName": func(ctx context.Context, s scene) error {
		_, err := s.client.Groups.Get(ctx, group, nil)
		return err
	},
	"getGroupMembersByGroupName": func(ctx context.Context, s scene) error {
		_, err := s.client.Groups.ListMembers(ctx, group, &datacenter.MemberListOptions{Limit: 5, Expand: []string{"status"}})
		return err
	},
	"getNestedGroupMembersByGroupName": func(ctx context.Context, s scene) error {
		_, err := s.client.Groups.ListSubgroups(ctx, group, nil)
		return err
	},
	"getParentGroupsByGroupName": func(ctx context.Context, s scene) error {
		_, err := s.client.Groups.ListParents(ctx, group, nil)
		return err
	},
	"getAncestorGroupsByGroupName": func(ctx context.Context, s scene) error {
		_, err := s.client.Groups.ListAncestors(ctx, "leaf", &datacenter.AncestorListOptions{Limit: 3})
		return err
	},
	"createUser": func(ctx context.Context, s scene) error {
		_, err := s.client.Admin.CreateUser(ctx, datacenter.NewUser{
			Username: "ann", FullName: "Ann Example", Email: "ann@example.com", Password: datacenter.NewPassword("first secret"),
		})
		return err
	},
	"updateUser": func(ctx context.Context, s scene) error {
		return s.client.Admin.UpdateUser(ctx, "jane@example.com", datacenter.UserUpdate{Email: "jane.q@example.com"})
	},
	"deleteUser": func(ctx context.Context, s scene) error {
		_, err := s.client.Admin.DeleteUser(ctx, "jane@example.com")
		return err
	},
	"disableUser": func(ctx context.Context, s scene) error {
		return s.client.Admin.DisableUser(ctx, "jane@example.com")
	},
	"enableUser": func(ctx context.Context, s scene) error {
		return s.client.Admin.EnableUser(ctx, "jane@example.com")
	},
	"changeUserPassword": func(ctx context.Context, s scene) error {
		return s.client.Admin.ChangePassword(ctx, "jane@example.com", datacenter.NewPassword("new secret"))
	},
	"getTasks": func(ctx context.Context, s scene) error {
		_, err := s.client.Tasks.List(ctx, nil)
		return err
	},
	"getTask": func(ctx context.Context, s scene) error {
		_, err := s.client.Tasks.Get(ctx, s.task, nil)
		return err
	},
}

// byPath are the operations that stand in where a version lacks another.
var byPath = map[string]string{
	"getGroup":              "getGroupByGroupName",
	"getGroupMembers":       "getGroupMembersByGroupName",
	"getNestedGroupMembers": "getNestedGroupMembersByGroupName",
	"getParentGroups":       "getParentGroupsByGroupName",
	"getAncestorGroups":     "getAncestorGroupsByGroupName",
}

// TestWire records the requests of every operation, which together send all that
// the contract lets it send.
func TestWire(t *testing.T) {
	t.Parallel()
	operations := contracttest.Operations(t, api.Datacenter())
	contracttest.RequireExcuses(t, operations, unsent)
	for _, op := range operations {
		t.Run(op.ID, func(t *testing.T) {
			t.Parallel()
			of, request := op.ID, oneRequest
			if query, ok := byPath[op.ID]; ok {
				of, request = query, requestByPath
			}
			recorded := []confluencetest.Exchange{request(t, op.ID, calls[of])}
			for _, more := range further[of] {
				recorded = append(recorded, request(t, op.ID, more))
			}
			contracttest.RequireSent(t, op, recorded, unsent)
			wiretest.Golden(t, recorded...)
		})
	}
}

// oneRequest makes a call on an instance of its own, and returns its only
// request.
func oneRequest(t *testing.T, operation string, call func(context.Context, scene) error) confluencetest.Exchange {
	t.Helper()
	require.NotNil(t, call, "%s is not called: put it into calls", operation)
	s := newScene(t)
	require.NoError(t, call(t.Context(), s))
	requests := s.server.Exchanges()
	require.Len(t, requests, 1)
	require.Equal(t, operation, requests[0].Operation)
	return requests[0]
}

// requestByPath returns the request that an instance gets which has the path form
// alone. The first request is the one it does not have.
func requestByPath(t *testing.T, operation string, call func(context.Context, scene) error) confluencetest.Exchange {
	t.Helper()
	s := newScene(t)
	s.server.SetVersion("10.0")
	for range 2 { // what was found out is kept
		require.NoError(t, call(t.Context(), s))
	}
	requests := s.server.Exchanges()
	require.Len(t, requests, 3)
	require.Equal(t, operation, requests[1].Operation)
	require.Equal(t, operation, requests[2].Operation)
	return requests[1]
}

// TestEveryOperationIsWrapped holds the contract, the methods that say what
// they wrap, and the recorded requests against each other.
func TestEveryOperationIsWrapped(t *testing.T) {
	t.Parallel()
	operations := contracttest.Operations(t, api.Datacenter())
	contracttest.RequireWrapped(t, operations)
	contracttest.RequireEach(t, operations, slices.Concat(keys(calls), keys(byPath)), "entries in calls, above")
	contracttest.RequireEach(t, operations, wiretest.Operations(t), "files in testdata/wire, written by go test -run TestWire -update,")
	for operation := range further {
		require.NotNil(t, calls[operation], "further has a call of %s, and calls has none", operation)
	}
}
