package datacentertest

import (
	"context"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// byID shows the users of a list of ids.
func (h handlers) byID(show func(*user) *shownUser) func(state.Person) *shownUser {
	return func(p state.Person) *shownUser { return show(h.store.user(p.ID)) }
}

// members responds with one page of the users who are in a group themselves, in
// the order of joining. From version 10.0 on that is for administrators.
func (h handlers) members(ctx context.Context, name, expand *string, start, limit *int32) (response, error) {
	defer h.locked()()
	if h.version.from(10, 0) && !h.isAdmin(ctx) {
		return response{}, noAdmin()
	}
	g, refusal := h.groupNamed(name)
	if refusal != nil {
		return response{}, refusal
	}
	p := paging.Asked(start, limit, paging.StandardLimit)
	return response{pageOf(ctx, h.Server, g.Members(), p, h.byID(person(ctx, expand)))}, nil
}

// GetGroupMembers responds with the members of a group, named in the path.
func (h handlers) GetGroupMembers(ctx context.Context, r server.GetGroupMembersRequestObject) (server.GetGroupMembersResponseObject, error) {
	return h.members(ctx, &r.GroupName, r.Params.Expand, r.Params.Start, r.Params.Limit)
}

// GetGroupMembersByGroupName responds with the members of a group, named by a
// parameter.
func (h handlers) GetGroupMembersByGroupName(ctx context.Context, r server.GetGroupMembersByGroupNameRequestObject) (server.GetGroupMembersByGroupNameResponseObject, error) {
	return h.members(ctx, r.Params.GroupName, r.Params.Expand, r.Params.Start, r.Params.Limit)
}

// AddUserToGroup adds a member; to be one already is no error.
func (h handlers) AddUserToGroup(ctx context.Context, r server.AddUserToGroupRequestObject) (server.AddUserToGroupResponseObject, error) {
	err := h.withMember(ctx, r.GroupName, r.Username, func(g *state.Group, id string) { h.store.Join(g, id) })
	return server.AddUserToGroup204Response{}, err
}

// RemoveUserFromGroup removes a member; not to be one is no error.
func (h handlers) RemoveUserFromGroup(ctx context.Context, r server.RemoveUserFromGroupRequestObject) (server.RemoveUserFromGroupResponseObject, error) {
	err := h.withMember(ctx, r.GroupName, r.Username, func(g *state.Group, id string) { h.store.Leave(g, id) })
	return server.RemoveUserFromGroup204Response{}, err
}

func (h handlers) withMember(ctx context.Context, groupName, username string, do func(g *state.Group, id string)) error {
	defer h.locked()()
	if !h.isAdmin(ctx) {
		return noAdmin()
	}
	u, refusal := h.userNamed(ctx, identity{username: &username})
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
