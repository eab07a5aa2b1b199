package datacentertest

import (
	"context"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// related is one page of the groups around a group.
func (h handlers) related(ctx context.Context, name *string, around func(*state.Group) *state.Ordered[*state.Group], start, limit *int32) (response, error) {
	defer h.locked()()
	g, refusal := h.groupNamed(name)
	if refusal != nil {
		return response{}, refusal
	}
	return response{pageOf(ctx, h.Server, around(g), paging.Asked(start, limit, paging.StandardLimit), showGroup(ctx))}, nil
}

// GetNestedGroupMembers responds with the groups in a group, named in the path.
func (h handlers) GetNestedGroupMembers(ctx context.Context, r server.GetNestedGroupMembersRequestObject) (server.GetNestedGroupMembersResponseObject, error) {
	return h.related(ctx, &r.GroupName, (*state.Group).Children, r.Params.Start, r.Params.Limit)
}

// GetNestedGroupMembersByGroupName responds with the groups in a group, named
// by a parameter.
func (h handlers) GetNestedGroupMembersByGroupName(ctx context.Context, r server.GetNestedGroupMembersByGroupNameRequestObject) (server.GetNestedGroupMembersByGroupNameResponseObject, error) {
	return h.related(ctx, r.Params.GroupName, (*state.Group).Children, r.Params.Start, r.Params.Limit)
}

// GetParentGroups responds with the groups that a group is in, named in the path.
func (h handlers) GetParentGroups(ctx context.Context, r server.GetParentGroupsRequestObject) (server.GetParentGroupsResponseObject, error) {
	return h.related(ctx, &r.GroupName, (*state.Group).Parents, r.Params.Start, r.Params.Limit)
}

// GetParentGroupsByGroupName responds with the groups that a group is in, named
// by a parameter.
func (h handlers) GetParentGroupsByGroupName(ctx context.Context, r server.GetParentGroupsByGroupNameRequestObject) (server.GetParentGroupsByGroupNameResponseObject, error) {
	return h.related(ctx, r.Params.GroupName, (*state.Group).Parents, r.Params.Start, r.Params.Limit)
}

// GetAncestorGroups responds with the groups that a group is in, directly or
// through others, named in the path.
func (h handlers) GetAncestorGroups(ctx context.Context, r server.GetAncestorGroupsRequestObject) (server.GetAncestorGroupsResponseObject, error) {
	return h.related(ctx, &r.GroupName, (*state.Group).Ancestors, r.Params.Start, r.Params.Limit)
}

// GetAncestorGroupsByGroupName responds with the groups that a group is in,
// directly or through others, named by a parameter.
func (h handlers) GetAncestorGroupsByGroupName(ctx context.Context, r server.GetAncestorGroupsByGroupNameRequestObject) (server.GetAncestorGroupsByGroupNameResponseObject, error) {
	return h.related(ctx, r.Params.GroupName, (*state.Group).Ancestors, r.Params.Start, r.Params.Limit)
}
