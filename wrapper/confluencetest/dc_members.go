package confluencetest

import (
	"context"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
)

// members responds with one page of the users who are in a group themselves, in the
// order of joining. From version 10.0 on that is for administrators.
func (h datacenterHandlers) members(ctx context.Context, name, expand *string, start, limit *int32) (response, error) {
	defer h.locked()()
	if h.version.from(10, 0) && !h.isAdmin(ctx) {
		return response{}, dcNoAdmin()
	}
	g, refusal := h.groupNamed(name)
	if refusal != nil {
		return response{}, refusal
	}
	p := pagingOf(start, limit, standardLimit)
	return response{dcPageOf(ctx, h.Datacenter, h.store.usersByID(g.members), p, person(expand))}, nil
}

// GetGroupMembers responds with the members of a group, named in the path.
func (h datacenterHandlers) GetGroupMembers(ctx context.Context, r server.GetGroupMembersRequestObject) (server.GetGroupMembersResponseObject, error) {
	return h.members(ctx, &r.GroupName, r.Params.Expand, r.Params.Start, r.Params.Limit)
}

// GetGroupMembersByGroupName responds with the members of a group, named by a
// parameter.
func (h datacenterHandlers) GetGroupMembersByGroupName(ctx context.Context, r server.GetGroupMembersByGroupNameRequestObject) (server.GetGroupMembersByGroupNameResponseObject, error) {
	return h.members(ctx, r.Params.GroupName, r.Params.Expand, r.Params.Start, r.Params.Limit)
}

// AddUserToGroup adds a member; to be one already is no error.
func (h datacenterHandlers) AddUserToGroup(ctx context.Context, r server.AddUserToGroupRequestObject) (server.AddUserToGroupResponseObject, error) {
	err := h.withMember(ctx, r.GroupName, r.Username, (*group).add)
	return server.AddUserToGroup204Response{}, err
}

// RemoveUserFromGroup removes a member; not to be one is no error.
func (h datacenterHandlers) RemoveUserFromGroup(ctx context.Context, r server.RemoveUserFromGroupRequestObject) (server.RemoveUserFromGroupResponseObject, error) {
	err := h.withMember(ctx, r.GroupName, r.Username, (*group).remove)
	return server.RemoveUserFromGroup204Response{}, err
}

func (h datacenterHandlers) withMember(ctx context.Context, groupName, username string, do func(g *group, id string)) error {
	defer h.locked()()
	if !h.isAdmin(ctx) {
		return dcNoAdmin()
	}
	u, refusal := h.userNamed(ctx, dcWho{username: &username})
	if refusal != nil {
		return refusal
	}
	g, refusal := h.groupNamed(&groupName)
	if refusal != nil {
		return refusal
	}
	do(g, u.id)
	return nil
}
