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

// related responds with one page of the groups around a group.
func (h datacenterHandlers) related(ctx context.Context, name *string, around func(*group) []*group, start, limit *int32) (response, error) {
	defer h.locked()()
	g, refusal := h.groupNamed(name)
	if refusal != nil {
		return response{}, refusal
	}
	return response{dcPageOf(ctx, h.Datacenter, around(g), pagingOf(start, limit, standardLimit), dcGroup)}, nil
}

// GetNestedGroupMembers responds with the groups in a group, named in the path.
func (h datacenterHandlers) GetNestedGroupMembers(ctx context.Context, r server.GetNestedGroupMembersRequestObject) (server.GetNestedGroupMembersResponseObject, error) {
	return h.related(ctx, &r.GroupName, h.store.children, r.Params.Start, r.Params.Limit)
}

// GetNestedGroupMembersByGroupName responds with the groups in a group, named by a
// parameter.
func (h datacenterHandlers) GetNestedGroupMembersByGroupName(ctx context.Context, r server.GetNestedGroupMembersByGroupNameRequestObject) (server.GetNestedGroupMembersByGroupNameResponseObject, error) {
	return h.related(ctx, r.Params.GroupName, h.store.children, r.Params.Start, r.Params.Limit)
}

// GetParentGroups responds with the groups that a group is in, named in the path.
func (h datacenterHandlers) GetParentGroups(ctx context.Context, r server.GetParentGroupsRequestObject) (server.GetParentGroupsResponseObject, error) {
	return h.related(ctx, &r.GroupName, h.store.parents, r.Params.Start, r.Params.Limit)
}

// GetParentGroupsByGroupName responds with the groups that a group is in, named by a
// parameter.
func (h datacenterHandlers) GetParentGroupsByGroupName(ctx context.Context, r server.GetParentGroupsByGroupNameRequestObject) (server.GetParentGroupsByGroupNameResponseObject, error) {
	return h.related(ctx, r.Params.GroupName, h.store.parents, r.Params.Start, r.Params.Limit)
}

// GetAncestorGroups responds with the groups that a group is in, directly or through
// others, named in the path.
func (h datacenterHandlers) GetAncestorGroups(ctx context.Context, r server.GetAncestorGroupsRequestObject) (server.GetAncestorGroupsResponseObject, error) {
	return h.related(ctx, &r.GroupName, h.store.ancestors, r.Params.Start, r.Params.Limit)
}

// GetAncestorGroupsByGroupName responds with the groups that a group is in, directly
// or through others, named by a parameter.
func (h datacenterHandlers) GetAncestorGroupsByGroupName(ctx context.Context, r server.GetAncestorGroupsByGroupNameRequestObject) (server.GetAncestorGroupsByGroupNameResponseObject, error) {
	return h.related(ctx, r.Params.GroupName, h.store.ancestors, r.Params.Start, r.Params.Limit)
}
