package cloud_test

import (
	"context"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
)

// further are more calls of operations, with what calls leave at its default.
var further = map[string][]func(context.Context, scene) error{
	"getCurrentUser": {func(ctx context.Context, s scene) error {
		_, err := s.client.Users.Current(ctx, &cloud.UserGetOptions{Expand: []string{cloud.ExpandPersonalSpace}})
		return err
	}},
	"getGroupMembershipsForUser": {func(ctx context.Context, s scene) error {
		_, err := s.client.Users.ListGroups(ctx, awkward, &cloud.UserGroupListOptions{Start: 1})
		return err
	}},
	"getBulkUserLookup": {func(ctx context.Context, s scene) error {
		_, err := s.client.Users.LookupV1(ctx, []string{awkward}, &cloud.LookupV1Options{Expand: []string{cloud.ExpandOperations}})
		return err
	}},
	"searchGroups": {func(ctx context.Context, s scene) error {
		_, err := s.client.Groups.Search(ctx, "ops", &cloud.GroupSearchOptions{Start: 1, Limit: 6})
		return err
	}},
	"getGroupMembersByGroupId": {func(ctx context.Context, s scene) error {
		_, err := s.client.Groups.ListMembers(ctx, s.group, &cloud.MemberListOptions{Start: 1})
		return err
	}},
	"addSpaceWatcher": {func(ctx context.Context, s scene) error {
		return s.client.Watches.WatchSpace(ctx, "DOCS", awkward)
	}},
	"removeSpaceWatch": {func(ctx context.Context, s scene) error {
		return s.client.Watches.UnwatchSpace(ctx, "DOCS", awkward)
	}},
	"getWatchesForPage": {func(ctx context.Context, s scene) error {
		_, err := s.client.Watches.ListContentWatchers(ctx, s.page, &cloud.WatcherListOptions{Start: 1, Limit: 4})
		return err
	}},
	"getWatchesForSpace": {func(ctx context.Context, s scene) error {
		_, err := s.client.Watches.ListContentSpaceWatchers(ctx, s.page, &cloud.WatcherListOptions{Start: 1, Limit: 4})
		return err
	}},
	"getWatchersForSpace": {func(ctx context.Context, s scene) error {
		_, err := s.client.Watches.ListSpaceWatchers(ctx, "DOCS", &cloud.WatcherListOptions{Start: 1})
		return err
	}},
	"getUserProperties": {func(ctx context.Context, s scene) error {
		_, err := s.client.Properties.List(ctx, awkward, &cloud.PropertyListOptions{Start: 1})
		return err
	}},
	"getTasks": {func(ctx context.Context, s scene) error {
		_, err := s.client.Tasks.List(ctx, &cloud.TaskListOptions{Start: 1, Limit: 8})
		return err
	}},
}

// unsent says why a parameter, or a property of a body, is sent by no call, such
// as "getUser query expand".
var unsent = map[string]string{}
