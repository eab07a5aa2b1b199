package cloud

import (
	"context"
	"iter"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// GroupsService manages groups and their members. Groups that an identity
// provider manages cannot be changed here.
type GroupsService struct{ *core }

// GroupListOptions narrow a listing of groups.
type GroupListOptions struct {
	confluence.ListOptions

	// AccessType keeps the groups that give that access: "user", "admin" or
	// "site-admin". By default all groups are listed.
	AccessType string
}

// List returns one page of the site's groups, ordered by name. The default page
// size is 200. Permission: access to the site.
//
// Operation: getGroups, GET /wiki/rest/api/group.
//
//confluence:operation getGroups
func (s *GroupsService) List(ctx context.Context, opts *GroupListOptions) (*confluence.Page[Group], error) {
	o := answer.Copy(opts)
	if err := o.Check(); err != nil {
		return nil, err
	}
	params := gen.GetGroupsParams{AccessType: answer.Text[gen.GetGroupsParamsAccessType](o.AccessType)}
	params.Start, params.Limit = answer.Window(&o.ListOptions)
	page, err := answer.OK(s.api.GetGroupsWithResponse(ctx, &params))
	if err != nil {
		return nil, err
	}
	return groupPage(page, false)
}

// All walks through the site's groups, ordered by name.
func (s *GroupsService) All(ctx context.Context, opts *GroupListOptions) iter.Seq2[Group, error] {
	return answer.Walk(ctx, opts, s.List)
}

// Get returns a group. An unknown one is [confluence.ErrNotFound].
//
// Operation: getGroupByGroupId, GET /wiki/rest/api/group/by-id.
//
//confluence:operation getGroupByGroupId
func (s *GroupsService) Get(ctx context.Context, groupID string) (*Group, error) {
	if err := segment("group id", groupID); err != nil {
		return nil, err
	}
	return wholeGroup(answer.OK(s.api.GetGroupByGroupIDWithResponse(ctx, &gen.GetGroupByGroupIDParams{ID: groupID})))
}

// Create makes a group. Permission: site administrator. What the service
// answers to a name that exists is not documented; expect
// [confluence.ErrBadRequest] or [confluence.ErrConflict].
//
// Operation: createGroup, POST /wiki/rest/api/group.
//
//confluence:operation createGroup
func (s *GroupsService) Create(ctx context.Context, name string) (*Group, error) {
	if err := argument.Value("group name", name); err != nil {
		return nil, err
	}
	return wholeGroup(answer.Created(s.api.CreateGroupWithResponse(ctx, gen.GroupName{Name: name})))
}

// Delete removes a group. Permission: site administrator.
//
// Operation: removeGroupById, DELETE /wiki/rest/api/group/by-id.
//
//confluence:operation removeGroupById
func (s *GroupsService) Delete(ctx context.Context, groupID string) error {
	if err := segment("group id", groupID); err != nil {
		return err
	}
	return answer.Done(s.api.RemoveGroupByIDWithResponse(ctx, &gen.RemoveGroupByIDParams{ID: groupID}))
}

// GroupSearchOptions choose a page of a search for groups.
type GroupSearchOptions struct {
	confluence.ListOptions

	// Total asks the service to count the hits, which it says is costly.
	Total bool
}

// Search returns one page of the groups whose names contain query. The default
// page size is 200, which is also the most.
//
// Operation: searchGroups, GET /wiki/rest/api/group/picker.
//
//confluence:operation searchGroups
func (s *GroupsService) Search(ctx context.Context, query string, opts *GroupSearchOptions) (*confluence.Page[Group], error) {
	if err := argument.Value("query", query); err != nil {
		return nil, err
	}
	o := answer.Copy(opts)
	if err := o.Check(); err != nil {
		return nil, err
	}
	params := gen.SearchGroupsParams{Query: query, ShouldReturnTotalSize: answer.Flag(o.Total)}
	params.Start, params.Limit = answer.Window(&o.ListOptions)
	page, err := answer.OK(s.api.SearchGroupsWithResponse(ctx, &params))
	if err != nil {
		return nil, err
	}
	return groupPage(page, false)
}

// AllSearch walks through the groups whose names contain query.
func (s *GroupsService) AllSearch(ctx context.Context, query string, opts *GroupSearchOptions) iter.Seq2[Group, error] {
	return answer.Walk(ctx, opts, func(ctx context.Context, o *GroupSearchOptions) (*confluence.Page[Group], error) {
		return s.Search(ctx, query, o)
	})
}

// groupPage makes a page of the envelope that all listings of groups share.
func groupPage(page *gen.GroupArrayWithLinks, unlinked bool) (*confluence.Page[Group], error) {
	return answer.Page(page.Results, answer.Envelope{
		Start: page.Start, Limit: page.Limit, Total: counted(page.TotalSize), Next: page.Links.Next, Unlinked: unlinked,
	})
}

// wholeGroup refuses a group without an id, which nothing could be done with.
func wholeGroup(group *Group, err error) (*Group, error) {
	return answer.Whole(func(g *Group) bool { return g.ID != "" })(group, err)
}
