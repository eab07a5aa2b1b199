package confluencetest

import (
	"context"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
)

// members answers one page of the users who are in a group themselves, in the
// order of joining. From version 10.0 on that is for administrators.
func (a datacenterAPI) members(ctx context.Context, name, expand *string, start, limit *int32) (reply, error) {
	defer a.locked()()
	if a.version.from(10, 0) && !a.isAdmin(ctx) {
		return reply{}, dcNoAdmin()
	}
	g, refusal := a.groupNamed(name)
	if refusal != nil {
		return reply{}, refusal
	}
	p := pagingOf(start, limit, standardLimit)
	return reply{dcPageOf(ctx, a.Datacenter, a.store.usersByID(g.members), p, person(expand))}, nil
}

// GetGroupMembers answers the members of a group, named in the path.
func (a datacenterAPI) GetGroupMembers(ctx context.Context, r server.GetGroupMembersRequestObject) (server.GetGroupMembersResponseObject, error) {
	return a.members(ctx, &r.GroupName, r.Params.Expand, r.Params.Start, r.Params.Limit)
}

// GetGroupMembersByGroupName answers the members of a group, named by a
// parameter.
func (a datacenterAPI) GetGroupMembersByGroupName(ctx context.Context, r server.GetGroupMembersByGroupNameRequestObject) (server.GetGroupMembersByGroupNameResponseObject, error) {
	return a.members(ctx, r.Params.GroupName, r.Params.Expand, r.Params.Start, r.Params.Limit)
}

// AddUserToGroup adds a member; to be one already is no error.
func (a datacenterAPI) AddUserToGroup(ctx context.Context, r server.AddUserToGroupRequestObject) (server.AddUserToGroupResponseObject, error) {
	err := a.withMember(ctx, r.GroupName, r.Username, (*group).add)
	return server.AddUserToGroup204Response{}, err
}

// RemoveUserFromGroup removes a member; not to be one is no error.
func (a datacenterAPI) RemoveUserFromGroup(ctx context.Context, r server.RemoveUserFromGroupRequestObject) (server.RemoveUserFromGroupResponseObject, error) {
	err := a.withMember(ctx, r.GroupName, r.Username, (*group).remove)
	return server.RemoveUserFromGroup204Response{}, err
}

func (a datacenterAPI) withMember(ctx context.Context, groupName, username string, do func(g *group, id string)) error {
	defer a.locked()()
	if !a.isAdmin(ctx) {
		return dcNoAdmin()
	}
	u, refusal := a.userNamed(ctx, dcWho{username: &username})
	if refusal != nil {
		return refusal
	}
	g, refusal := a.groupNamed(&groupName)
	if refusal != nil {
		return refusal
	}
	do(g, u.id)
	return nil
}
