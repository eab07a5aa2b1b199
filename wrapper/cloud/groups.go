package cloud

import (
	"context"
	"iter"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

// GroupsService manages groups and their members. Groups that an identity
// provider manages cannot be changed here.
type GroupsService struct{ *core }

// List returns one page of the site's groups, ordered by name.
//
// Permission: access to the site. Scopes: read:confluence-groups; granular:
// read:group:confluence.
//
// Operation: getGroups, GET /wiki/rest/api/group.
//
//confluence:operation getGroups
func (s *GroupsService) List(ctx context.Context, opts *GroupListOptions) (*confluence.Page[Group], error) {
	o := param.Copy(opts)
	return paging.One(ctx, o.window(), s.groups(o))
}

// All walks through the site's groups, ordered by name. See List.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *GroupsService) All(ctx context.Context, opts *GroupListOptions) iter.Seq2[Group, error] {
	o := param.Copy(opts)
	return paging.All(ctx, o.window(), s.groups(o))
}

func (s *GroupsService) groups(o GroupListOptions) paging.Listing[Group] {
	return paging.Listing[Group]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[Group], error) {
			params := gen.GetGroupsParams{AccessType: param.Text[gen.GetGroupsParamsAccessType](o.AccessType)}
			params.Start, params.Limit = w.Params()
			return batch(traits{}, newGroup)(s.api.GetGroups(argument.Context(ctx), &params))
		},
		Key: keyOfGroup, Null: isNull[Group], Most: mostRows,
	}
}

// Get returns a group.
//
// Permission: access to the site. Scopes: read:confluence-groups; granular:
// read:group:confluence. An unknown group is [confluence.ErrNotFound], an id of
// another form at times [confluence.ErrBadRequest].
//
// Operation: getGroupByGroupId, GET /wiki/rest/api/group/by-id.
//
//confluence:operation getGroupByGroupId
func (s *GroupsService) Get(ctx context.Context, groupID string) (*Group, error) {
	if err := segment("group id", groupID); err != nil {
		return nil, err
	}
	return oneGroup(response.Require(missingOfGroup)(
		s.api.GetGroupByGroupID(argument.Context(ctx), &gen.GetGroupByGroupIDParams{ID: groupID})))
}

// Create makes a group without members and returns it.
//
// Permission: site administrator; Connect apps cannot. Scopes:
// write:confluence-groups; granular: read:group:confluence and
// write:group:confluence. What a name that exists gives is not documented; expect
// [confluence.ErrBadRequest] or [confluence.ErrConflict].
//
// Operation: createGroup, POST /wiki/rest/api/group.
//
//confluence:operation createGroup
func (s *GroupsService) Create(ctx context.Context, name string) (*Group, error) {
	if err := argument.Value("group name", name); err != nil {
		return nil, err
	}
	return oneGroup(response.Require(missingOfGroup)(s.api.CreateGroup(argument.Context(ctx), gen.GroupName{Name: name})))
}

// Delete removes a group, and with it the access that its members had through
// it.
//
// Permission: site administrator; Connect apps cannot. Scopes:
// write:confluence-groups; granular: write:group:confluence. An unknown group is
// [confluence.ErrNotFound].
//
// Operation: removeGroupById, DELETE /wiki/rest/api/group/by-id.
//
//confluence:operation removeGroupById
func (s *GroupsService) Delete(ctx context.Context, groupID string) error {
	if err := segment("group id", groupID); err != nil {
		return err
	}
	return response.Done(s.api.RemoveGroupByID(argument.Context(ctx), &gen.RemoveGroupByIDParams{ID: groupID}))
}

// Search returns one page of the groups whose names contain query. A hit need
// not be the whole name; see GetByName.
//
// Permission: access to the site. Scopes: read:confluence-groups; granular:
// read:group:confluence.
//
// Operation: searchGroups, GET /wiki/rest/api/group/picker.
//
//confluence:operation searchGroups
func (s *GroupsService) Search(ctx context.Context, query string, opts *GroupSearchOptions) (*confluence.Page[Group], error) {
	o := param.Copy(opts)
	return paging.One(ctx, o.window(), s.search(query, o))
}

// AllSearch walks through the groups whose names contain query. See Search.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *GroupsService) AllSearch(ctx context.Context, query string, opts *GroupSearchOptions) iter.Seq2[Group, error] {
	o := param.Copy(opts)
	return paging.All(ctx, o.window(), s.search(query, o))
}

func (s *GroupsService) search(query string, o GroupSearchOptions) paging.Listing[Group] {
	return paging.Listing[Group]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[Group], error) {
			if err := argument.Value("query", query); err != nil {
				return nil, err
			}
			params := gen.SearchGroupsParams{Query: query, ShouldReturnTotalSize: param.Flag(o.Count)}
			params.Start, params.Limit = w.Params()
			return batch(traits{counted: o.Count}, newGroup)(s.api.SearchGroups(argument.Context(ctx), &params))
		},
		Key: keyOfGroup, Null: isNull[Group], Most: mostRows,
	}
}
