package datacenter

import (
	"context"
	"iter"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
)

// ListSubgroups returns one page of the groups that are members of a group. The
// default page size is 200.
//
// Operations:
//   - getNestedGroupMembersByGroupName: GET /rest/api/group/groupmember
//   - getNestedGroupMembers: GET /rest/api/group/{groupName}/groupmember
//
//confluence:operation getNestedGroupMembersByGroupName
//confluence:operation getNestedGroupMembers
func (s *GroupsService) ListSubgroups(ctx context.Context, groupName string, opts *ListOptions) (*confluence.Page[Group], error) {
	o := answer.Copy(opts)
	if err := o.Check(); err != nil {
		return nil, err
	}
	start, limit := answer.Window(&o.ListOptions)
	return inEitherForm(s.forms, groupName, func() (*confluence.Page[Group], error) {
		return groupPage(answer.OK(s.api.GetNestedGroupMembersByGroupNameWithResponse(ctx, &gen.GetNestedGroupMembersByGroupNameParams{
			GroupName: &groupName, Start: start, Limit: limit, Expand: o.expand(),
		})))
	}, func() (*confluence.Page[Group], error) {
		return groupPage(answer.OK(s.api.GetNestedGroupMembersWithResponse(ctx, groupName, &gen.GetNestedGroupMembersParams{
			Start: start, Limit: limit, Expand: o.expand(),
		})))
	})
}

// AllSubgroups walks through the groups that are members of a group.
func (s *GroupsService) AllSubgroups(ctx context.Context, groupName string, opts *ListOptions) iter.Seq2[Group, error] {
	return answer.Walk(ctx, opts, func(ctx context.Context, o *ListOptions) (*confluence.Page[Group], error) {
		return s.ListSubgroups(ctx, groupName, o)
	})
}

// ListParents returns one page of the groups a group is a member of. The
// default page size is 200. Not in version 9.3.
//
// Operations:
//   - getParentGroupsByGroupName: GET /rest/api/group/groupparent
//   - getParentGroups: GET /rest/api/group/{groupName}/groupparent
//
//confluence:operation getParentGroupsByGroupName
//confluence:operation getParentGroups
func (s *GroupsService) ListParents(ctx context.Context, groupName string, opts *ListOptions) (*confluence.Page[Group], error) {
	o := answer.Copy(opts)
	if err := o.Check(); err != nil {
		return nil, err
	}
	start, limit := answer.Window(&o.ListOptions)
	return inEitherForm(s.forms, groupName, func() (*confluence.Page[Group], error) {
		return groupPage(answer.OK(s.api.GetParentGroupsByGroupNameWithResponse(ctx, &gen.GetParentGroupsByGroupNameParams{
			GroupName: &groupName, Start: start, Limit: limit, Expand: o.expand(),
		})))
	}, func() (*confluence.Page[Group], error) {
		return groupPage(answer.OK(s.api.GetParentGroupsWithResponse(ctx, groupName, &gen.GetParentGroupsParams{
			Start: start, Limit: limit, Expand: o.expand(),
		})))
	})
}

// AllParents walks through the groups a group is a member of.
func (s *GroupsService) AllParents(ctx context.Context, groupName string, opts *ListOptions) iter.Seq2[Group, error] {
	return answer.Walk(ctx, opts, func(ctx context.Context, o *ListOptions) (*confluence.Page[Group], error) {
		return s.ListParents(ctx, groupName, o)
	})
}

// ListAncestors returns one page of the groups a group is a member of, directly
// or through others. The default page size is 200. Not in version 9.3.
//
// Operations:
//   - getAncestorGroupsByGroupName: GET /rest/api/group/groupancestor
//   - getAncestorGroups: GET /rest/api/group/{groupName}/groupancestor
//
//confluence:operation getAncestorGroupsByGroupName
//confluence:operation getAncestorGroups
func (s *GroupsService) ListAncestors(ctx context.Context, groupName string, opts *confluence.ListOptions) (*confluence.Page[Group], error) {
	if err := opts.Check(); err != nil {
		return nil, err
	}
	start, limit := answer.Window(opts)
	return inEitherForm(s.forms, groupName, func() (*confluence.Page[Group], error) {
		return groupPage(answer.OK(s.api.GetAncestorGroupsByGroupNameWithResponse(ctx, &gen.GetAncestorGroupsByGroupNameParams{
			GroupName: &groupName, Start: start, Limit: limit,
		})))
	}, func() (*confluence.Page[Group], error) {
		return groupPage(answer.OK(s.api.GetAncestorGroupsWithResponse(ctx, groupName, &gen.GetAncestorGroupsParams{
			Start: start, Limit: limit,
		})))
	})
}

// AllAncestors walks through the groups a group is a member of, directly or
// through others.
func (s *GroupsService) AllAncestors(ctx context.Context, groupName string, opts *confluence.ListOptions) iter.Seq2[Group, error] {
	return answer.Walk(ctx, opts, func(ctx context.Context, o *confluence.ListOptions) (*confluence.Page[Group], error) {
		return s.ListAncestors(ctx, groupName, o)
	})
}
