package datacenter

import (
	"context"
	"iter"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
)

// ListSubgroups returns one page of the groups that are members of a group, on
// an instance with nested groups. An unknown group is [confluence.ErrNotFound].
//
// Permission: to view user profiles. Version 9.2 and later, perhaps earlier;
// versions 9.3 to 10.0 cannot address a name with a slash.
//
// Operations, the second where the instance lacks the first:
//   - getNestedGroupMembersByGroupName: GET /rest/api/group/groupmember
//   - getNestedGroupMembers: GET /rest/api/group/{groupName}/groupmember
//
//confluence:operation getNestedGroupMembersByGroupName
//confluence:operation getNestedGroupMembers
func (s *GroupsService) ListSubgroups(ctx context.Context, groupName string, opts *SubgroupListOptions) (*confluence.Page[Group], error) {
	o := param.Copy(opts)
	return paging.One(ctx, o.window(), s.subgroups(groupName, o))
}

// AllSubgroups walks through the groups that are members of a group. See
// ListSubgroups.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *GroupsService) AllSubgroups(ctx context.Context, groupName string, opts *SubgroupListOptions) iter.Seq2[Group, error] {
	o := param.Copy(opts)
	return paging.All(ctx, o.window(), s.subgroups(groupName, o))
}

func (s *GroupsService) subgroups(groupName string, o SubgroupListOptions) paging.Listing[Group] {
	expand := expansion(o.Expand)
	return paging.Listing[Group]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[Group], error) {
			start, limit := w.Params()
			return inEitherForm(s.forms, groupName, func() (*paging.Batch[Group], error) {
				return batch(newGroup)(s.api.GetNestedGroupMembersByGroupName(argument.Context(ctx), &gen.GetNestedGroupMembersByGroupNameParams{
					GroupName: &groupName, Start: start, Limit: limit, Expand: expand,
				}))
			}, func() (*paging.Batch[Group], error) {
				return batch(newGroup)(s.api.GetNestedGroupMembers(argument.Context(ctx), groupName, &gen.GetNestedGroupMembersParams{
					Start: start, Limit: limit, Expand: expand,
				}))
			})
		},
		Key: keyOfGroup, Null: isNull[Group], Most: mostRows,
	}
}

// ListParents returns one page of the groups a group is a member of, on an
// instance with nested groups. An unknown group is [confluence.ErrNotFound].
//
// Permission: to view user profiles. Version 9.2 and later, perhaps earlier, but
// not 9.3; versions 9.4 to 10.0 cannot address a name with a slash.
//
// Operations, the second where the instance lacks the first:
//   - getParentGroupsByGroupName: GET /rest/api/group/groupparent
//   - getParentGroups: GET /rest/api/group/{groupName}/groupparent
//
//confluence:operation getParentGroupsByGroupName
//confluence:operation getParentGroups
func (s *GroupsService) ListParents(ctx context.Context, groupName string, opts *ParentListOptions) (*confluence.Page[Group], error) {
	o := param.Copy(opts)
	return paging.One(ctx, o.window(), s.parents(groupName, o))
}

// AllParents walks through the groups a group is a member of. See ListParents.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *GroupsService) AllParents(ctx context.Context, groupName string, opts *ParentListOptions) iter.Seq2[Group, error] {
	o := param.Copy(opts)
	return paging.All(ctx, o.window(), s.parents(groupName, o))
}

func (s *GroupsService) parents(groupName string, o ParentListOptions) paging.Listing[Group] {
	expand := expansion(o.Expand)
	return paging.Listing[Group]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[Group], error) {
			start, limit := w.Params()
			return inEitherForm(s.forms, groupName, func() (*paging.Batch[Group], error) {
				return batch(newGroup)(s.api.GetParentGroupsByGroupName(argument.Context(ctx), &gen.GetParentGroupsByGroupNameParams{
					GroupName: &groupName, Start: start, Limit: limit, Expand: expand,
				}))
			}, func() (*paging.Batch[Group], error) {
				return batch(newGroup)(s.api.GetParentGroups(argument.Context(ctx), groupName, &gen.GetParentGroupsParams{
					Start: start, Limit: limit, Expand: expand,
				}))
			})
		},
		Key: keyOfGroup, Null: isNull[Group], Most: mostRows,
	}
}

// ListAncestors returns one page of the groups a group is a member of, directly
// or through others, on an instance with nested groups. An unknown group is
// [confluence.ErrNotFound].
//
// Permission: to view user profiles. Version 9.2 and later, perhaps earlier, but
// not 9.3; versions 9.4 to 10.0 cannot address a name with a slash.
//
// Operations, the second where the instance lacks the first:
//   - getAncestorGroupsByGroupName: GET /rest/api/group/groupancestor
//   - getAncestorGroups: GET /rest/api/group/{groupName}/groupancestor
//
//confluence:operation getAncestorGroupsByGroupName
//confluence:operation getAncestorGroups
func (s *GroupsService) ListAncestors(ctx context.Context, groupName string, opts *AncestorListOptions) (*confluence.Page[Group], error) {
	o := param.Copy(opts)
	return paging.One(ctx, o.window(), s.ancestors(groupName))
}

// AllAncestors walks through the groups a group is a member of, directly or
// through others. See ListAncestors.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *GroupsService) AllAncestors(ctx context.Context, groupName string, opts *AncestorListOptions) iter.Seq2[Group, error] {
	o := param.Copy(opts)
	return paging.All(ctx, o.window(), s.ancestors(groupName))
}

func (s *GroupsService) ancestors(groupName string) paging.Listing[Group] {
	return paging.Listing[Group]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[Group], error) {
			start, limit := w.Params()
			return inEitherForm(s.forms, groupName, func() (*paging.Batch[Group], error) {
				return batch(newGroup)(s.api.GetAncestorGroupsByGroupName(argument.Context(ctx), &gen.GetAncestorGroupsByGroupNameParams{
					GroupName: &groupName, Start: start, Limit: limit,
				}))
			}, func() (*paging.Batch[Group], error) {
				return batch(newGroup)(s.api.GetAncestorGroups(argument.Context(ctx), groupName, &gen.GetAncestorGroupsParams{
					Start: start, Limit: limit,
				}))
			})
		},
		Key: keyOfGroup, Null: isNull[Group], Most: mostRows,
	}
}
