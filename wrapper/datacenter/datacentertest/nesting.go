package datacentertest

import (
	"context"
	"slices"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// children returns the groups that are members of a group, by name.
func (s *store) children(of *state.Group) []*state.Group {
	return s.GroupsWhere(func(g *state.Group) bool { return slices.Contains(of.Subgroups, g.ID) })
}

// parents returns the groups that a group is a member of, by name.
func (s *store) parents(of *state.Group) []*state.Group {
	return s.GroupsWhere(func(g *state.Group) bool { return slices.Contains(g.Subgroups, of.ID) })
}

// ancestors returns the groups that hold a group, directly or through others,
// by name. Where groups hold each other in a circle, each is there once, and the
// group itself is not.
func (s *store) ancestors(of *state.Group) []*state.Group {
	seen := map[string]bool{of.ID: true}
	for pending := []*state.Group{of}; len(pending) > 0; pending = pending[1:] {
		for _, g := range s.Groups() {
			if !seen[g.ID] && slices.Contains(g.Subgroups, pending[0].ID) {
				seen[g.ID] = true
				pending = append(pending, g)
			}
		}
	}
	return s.GroupsWhere(func(g *state.Group) bool { return seen[g.ID] && g != of })
}

// related is one page of the groups around a group.
func (h handlers) related(ctx context.Context, name *string, around func(*state.Group) []*state.Group, start, limit *int32) (response, error) {
	defer h.locked()()
	g, refusal := h.groupNamed(name)
	if refusal != nil {
		return response{}, refusal
	}
	return response{pageOf(ctx, h.Server, around(g), paging.Asked(start, limit, paging.StandardLimit), showGroup)}, nil
}

// GetNestedGroupMembers responds with the groups in a group, named in the path.
func (h handlers) GetNestedGroupMembers(ctx context.Context, r server.GetNestedGroupMembersRequestObject) (server.GetNestedGroupMembersResponseObject, error) {
	return h.related(ctx, &r.GroupName, h.store.children, r.Params.Start, r.Params.Limit)
}

// GetNestedGroupMembersByGroupName responds with the groups in a group, named
// by a parameter.
func (h handlers) GetNestedGroupMembersByGroupName(ctx context.Context, r server.GetNestedGroupMembersByGroupNameRequestObject) (server.GetNestedGroupMembersByGroupNameResponseObject, error) {
	return h.related(ctx, r.Params.GroupName, h.store.children, r.Params.Start, r.Params.Limit)
}

// GetParentGroups responds with the groups that a group is in, named in the path.
func (h handlers) GetParentGroups(ctx context.Context, r server.GetParentGroupsRequestObject) (server.GetParentGroupsResponseObject, error) {
	return h.related(ctx, &r.GroupName, h.store.parents, r.Params.Start, r.Params.Limit)
}

// GetParentGroupsByGroupName responds with the groups that a group is in, named
// by a parameter.
func (h handlers) GetParentGroupsByGroupName(ctx context.Context, r server.GetParentGroupsByGroupNameRequestObject) (server.GetParentGroupsByGroupNameResponseObject, error) {
	return h.related(ctx, r.Params.GroupName, h.store.parents, r.Params.Start, r.Params.Limit)
}

// GetAncestorGroups responds with the groups that a group is in, directly or
// through others, named in the path.
func (h handlers) GetAncestorGroups(ctx context.Context, r server.GetAncestorGroupsRequestObject) (server.GetAncestorGroupsResponseObject, error) {
	return h.related(ctx, &r.GroupName, h.store.ancestors, r.Params.Start, r.Params.Limit)
}

// GetAncestorGroupsByGroupName responds with the groups that a group is in,
// directly or through others, named by a parameter.
func (h handlers) GetAncestorGroupsByGroupName(ctx context.Context, r server.GetAncestorGroupsByGroupNameRequestObject) (server.GetAncestorGroupsByGroupNameResponseObject, error) {
	return h.related(ctx, r.Params.GroupName, h.store.ancestors, r.Params.Start, r.Params.Limit)
}
