package confluencetest

import (
	"context"
	"slices"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
)

// children returns the groups that are members of a group, by name.
func (s *store) children(of *group) []*group {
	return s.groupsWhere(func(g *group) bool { return slices.Contains(of.subgroups, g.id) })
}

// parents returns the groups that a group is a member of, by name.
func (s *store) parents(of *group) []*group {
	return s.groupsWhere(func(g *group) bool { return slices.Contains(g.subgroups, of.id) })
}

// related answers one page of the groups around a group.
func (a datacenterAPI) related(ctx context.Context, name *string, around func(*group) []*group, start, limit *int32) (reply, error) {
	defer a.locked()()
	g, refusal := a.groupNamed(name)
	if refusal != nil {
		return reply{}, refusal
	}
	return reply{dcPageOf(ctx, a.Datacenter, around(g), pagingOf(start, limit, standardLimit), dcGroup)}, nil
}

// GetNestedGroupMembers answers the groups in a group, named in the path.
func (a datacenterAPI) GetNestedGroupMembers(ctx context.Context, r server.GetNestedGroupMembersRequestObject) (server.GetNestedGroupMembersResponseObject, error) {
	return a.related(ctx, &r.GroupName, a.store.children, r.Params.Start, r.Params.Limit)
}

// GetNestedGroupMembersByGroupName answers the groups in a group, named by a
// parameter.
func (a datacenterAPI) GetNestedGroupMembersByGroupName(ctx context.Context, r server.GetNestedGroupMembersByGroupNameRequestObject) (server.GetNestedGroupMembersByGroupNameResponseObject, error) {
	return a.related(ctx, r.Params.GroupName, a.store.children, r.Params.Start, r.Params.Limit)
}

// GetParentGroups answers the groups that a group is in, named in the path.
func (a datacenterAPI) GetParentGroups(ctx context.Context, r server.GetParentGroupsRequestObject) (server.GetParentGroupsResponseObject, error) {
	return a.related(ctx, &r.GroupName, a.store.parents, r.Params.Start, r.Params.Limit)
}

// GetParentGroupsByGroupName answers the groups that a group is in, named by a
// parameter.
func (a datacenterAPI) GetParentGroupsByGroupName(ctx context.Context, r server.GetParentGroupsByGroupNameRequestObject) (server.GetParentGroupsByGroupNameResponseObject, error) {
	return a.related(ctx, r.Params.GroupName, a.store.parents, r.Params.Start, r.Params.Limit)
}

// GetAncestorGroups answers the groups that a group is in, directly or through
// others, named in the path.
func (a datacenterAPI) GetAncestorGroups(ctx context.Context, r server.GetAncestorGroupsRequestObject) (server.GetAncestorGroupsResponseObject, error) {
	return a.related(ctx, &r.GroupName, a.store.ancestors, r.Params.Start, r.Params.Limit)
}

// GetAncestorGroupsByGroupName answers the groups that a group is in, directly
// or through others, named by a parameter.
func (a datacenterAPI) GetAncestorGroupsByGroupName(ctx context.Context, r server.GetAncestorGroupsByGroupNameRequestObject) (server.GetAncestorGroupsByGroupNameResponseObject, error) {
	return a.related(ctx, r.Params.GroupName, a.store.ancestors, r.Params.Start, r.Params.Limit)
}
