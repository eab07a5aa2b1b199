package datacenter

import (
	"context"
	"fmt"
	"iter"
	"strings"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// GroupsService manages groups, their members and how they are nested. A group
// is known by its name.
type GroupsService struct {
	api   *gen.ClientWithResponses
	forms *groupForms
}

// List returns one page of the groups. The default page size is 200.
//
// Operation: getGroups, GET /rest/api/group.
//
//confluence:operation getGroups
func (s *GroupsService) List(ctx context.Context, opts *ListOptions) (*confluence.Page[Group], error) {
	o := answer.Copy(opts)
	if err := o.Check(); err != nil {
		return nil, err
	}
	params := gen.GetGroupsParams{Expand: o.expand()}
	params.Start, params.Limit = answer.Window(&o.ListOptions)
	return groupPage(answer.OK(s.api.GetGroupsWithResponse(ctx, &params)))
}

// All walks through the groups.
func (s *GroupsService) All(ctx context.Context, opts *ListOptions) iter.Seq2[Group, error] {
	return answer.Walk(ctx, opts, s.List)
}

// Get returns a group. An unknown one is [confluence.ErrNotFound].
//
// Operations:
//   - getGroupByGroupName: GET /rest/api/group/info
//   - getGroup: GET /rest/api/group/{groupName}
//
//confluence:operation getGroupByGroupName
//confluence:operation getGroup
func (s *GroupsService) Get(ctx context.Context, groupName string, opts *Options) (*Group, error) {
	return inEitherForm(s.forms, groupName, func() (*Group, error) {
		group, err := answer.OK(s.api.GetGroupByGroupNameWithResponse(ctx,
			&gen.GetGroupByGroupNameParams{GroupName: &groupName, Expand: opts.expand()}))
		if err == nil && !strings.EqualFold(group.Name, groupName) {
			// An instance without the query form answers with the group "info".
			return nil, fmt.Errorf("%w: another group than the one asked for", confluence.ErrUnexpectedContent)
		}
		return group, err
	}, func() (*Group, error) {
		return answer.Whole(func(g *Group) bool { return g.Name != "" })(
			answer.OK(s.api.GetGroupWithResponse(ctx, groupName, &gen.GetGroupParams{Expand: opts.expand()})))
	})
}

// Create makes a group. Permission: Confluence administrator. A name in use is
// [confluence.ErrConflict].
//
// Operation: createGroup, POST /rest/api/admin/group.
//
//confluence:operation createGroup
func (s *GroupsService) Create(ctx context.Context, groupName string) (*Group, error) {
	if err := argument.PathValue("group name", groupName); err != nil {
		return nil, err
	}
	return answer.Whole(func(g *Group) bool { return g.Name != "" })(
		answer.OK(s.api.CreateGroupWithResponse(ctx, gen.GroupCreate{Name: groupName, Type: "group"})))
}

// Delete removes a group. Permission: Confluence administrator. The last group
// of administrators is [confluence.ErrBadRequest]. A name with a slash cannot
// be addressed by the service.
//
// Operation: deleteGroup, DELETE /rest/api/admin/group/{groupName}.
//
//confluence:operation deleteGroup
func (s *GroupsService) Delete(ctx context.Context, groupName string) error {
	if err := argument.PathValue("group name", groupName); err != nil {
		return err
	}
	return answer.Done(s.api.DeleteGroupWithResponse(ctx, groupName))
}

// groupPage makes a page of the envelope that all listings of groups share.
func groupPage(p *gen.GroupPage, err error) (*confluence.Page[Group], error) {
	if err != nil {
		return nil, err
	}
	return page(p.Results, envelope{p.Start, p.Limit, p.TotalCount, p.Links.Next})
}
