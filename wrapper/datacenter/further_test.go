package datacenter_test

import (
	"context"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

// further are more calls of operations, with what calls leave at its default.
// That no part of a group or a task is known to be sent on request is no reason
// not to ask: the service ignores it.
var further = map[string][]func(context.Context, scene) error{
	"getUser": {func(ctx context.Context, s scene) error {
		_, err := s.client.Users.Get(ctx, datacenter.UserKey(s.key), nil)
		return err
	}},
	"getAnonymousUser": {func(ctx context.Context, s scene) error {
		_, err := s.client.Users.Anonymous(ctx, &datacenter.UserGetOptions{Expand: []string{datacenter.ExpandStatus}})
		return err
	}},
	"getCurrentUser": {func(ctx context.Context, s scene) error {
		_, err := s.client.Users.Current(ctx, &datacenter.UserGetOptions{Expand: []string{datacenter.ExpandStatus}})
		return err
	}},
	"updateCurrentUser": {func(ctx context.Context, s scene) error {
		client := s.connect(confluence.BasicAuth("jane@example.com", "old secret"))
		return client.Users.UpdateCurrent(ctx, datacenter.CurrentUserUpdate{
			Email: "jane.q@example.com", CurrentPassword: datacenter.NewPassword("old secret"),
		})
	}},
	"getActiveUsers": {func(ctx context.Context, s scene) error {
		_, err := s.client.Users.ListActive(ctx, &datacenter.ActiveUserListOptions{Start: 1, Limit: 2})
		return err
	}},
	"getGroupMembershipsForUser": {func(ctx context.Context, s scene) error {
		_, err := s.client.Users.ListGroups(ctx, datacenter.Username("jane@example.com"), &datacenter.UserGroupListOptions{
			Start: 1, Expand: []string{"a", "b"},
		})
		return err
	}},
	"isWatchingContent": {func(ctx context.Context, s scene) error {
		_, err := s.client.Watches.IsWatchingContent(ctx, s.page, datacenter.Username("jane@example.com"))
		return err
	}},
	"removeContentWatcher": {func(ctx context.Context, s scene) error {
		return s.client.Watches.UnwatchContent(ctx, s.page, datacenter.UserKey(s.key))
	}},
	"getContentWatchers": {func(ctx context.Context, s scene) error {
		_, err := s.client.Watches.ListContentWatchers(ctx, s.page, &datacenter.WatcherListOptions{Start: 1})
		return err
	}},
	"isWatchingSpace": {func(ctx context.Context, s scene) error {
		_, err := s.client.Watches.IsWatchingSpace(ctx, "DOCS", datacenter.UserKey(s.key), nil)
		return err
	}},
	"addSpaceWatcher": {func(ctx context.Context, s scene) error {
		return s.client.Watches.WatchSpace(ctx, "DOCS", datacenter.UserKey(s.key), nil)
	}},
	"getSpaceWatchers": {func(ctx context.Context, s scene) error {
		_, err := s.client.Watches.ListSpaceWatchers(ctx, "DOCS", &datacenter.WatcherListOptions{Start: 1, Limit: 4})
		return err
	}},
	"getGroups": {func(ctx context.Context, s scene) error {
		_, err := s.client.Groups.List(ctx, &datacenter.GroupListOptions{Expand: []string{"a"}})
		return err
	}},
	"getGroupByGroupName": {func(ctx context.Context, s scene) error {
		_, err := s.client.Groups.Get(ctx, group, &datacenter.GroupGetOptions{Expand: []string{"a"}})
		return err
	}},
	"getGroupMembersByGroupName": {func(ctx context.Context, s scene) error {
		_, err := s.client.Groups.ListMembers(ctx, group, &datacenter.MemberListOptions{Start: 1})
		return err
	}},
	"getNestedGroupMembersByGroupName": {func(ctx context.Context, s scene) error {
		_, err := s.client.Groups.ListSubgroups(ctx, group, &datacenter.SubgroupListOptions{Start: 1, Limit: 3, Expand: []string{"a"}})
		return err
	}},
	"getParentGroupsByGroupName": {func(ctx context.Context, s scene) error {
		_, err := s.client.Groups.ListParents(ctx, group, &datacenter.ParentListOptions{Start: 1, Limit: 3, Expand: []string{"a"}})
		return err
	}},
	"getAncestorGroupsByGroupName": {func(ctx context.Context, s scene) error {
		_, err := s.client.Groups.ListAncestors(ctx, "leaf", &datacenter.AncestorListOptions{Start: 1})
		return err
	}},
	"createUser": {func(ctx context.Context, s scene) error {
		_, err := s.client.Admin.CreateUser(ctx, datacenter.NewUser{
			Username: "ann", FullName: "Ann Example", Email: "ann@example.com", NotifyViaEmail: true,
		})
		return err
	}},
	"updateUser": {func(ctx context.Context, s scene) error {
		return s.client.Admin.UpdateUser(ctx, "jane@example.com", datacenter.UserUpdate{FullName: "Jane Q. Example"})
	}},
	"getTasks": {func(ctx context.Context, s scene) error {
		_, err := s.client.Tasks.List(ctx, &datacenter.TaskListOptions{Start: 1, Limit: 8, Expand: []string{"a"}})
		return err
	}},
	"getTask": {func(ctx context.Context, s scene) error {
		_, err := s.client.Tasks.Get(ctx, s.task, &datacenter.TaskGetOptions{Expand: []string{"a"}})
		return err
	}},
	"addContentWatcher": {func(ctx context.Context, s scene) error {
		return s.client.Watches.WatchContent(ctx, s.page, datacenter.Username("jane@example.com"))
	}, func(ctx context.Context, s scene) error {
		return s.client.Watches.WatchContent(ctx, s.page, datacenter.UserKey(s.key))
	}},
	"removeSpaceWatcher": {func(ctx context.Context, s scene) error {
		return s.client.Watches.UnwatchSpace(ctx, "DOCS", datacenter.Username("jane@example.com"), &datacenter.SpaceWatchOptions{
			ContentTypes: []datacenter.ContentType{datacenter.ContentPage},
		})
	}, func(ctx context.Context, s scene) error {
		return s.client.Watches.UnwatchSpace(ctx, "DOCS", datacenter.UserKey(s.key), nil)
	}},
}

// unsent says why a parameter, or a property of a body, is sent by no call.
var unsent = map[string]string{
	"updateUser body currentPassword": "for users who change themselves, which is Users.UpdateCurrent",
}
