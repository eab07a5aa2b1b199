package cloudtest

import (
	"context"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// GetGroupMembersByGroupID responds with the members in the order of joining. An
// unknown group has none, and is no error.
func (h handlers) GetGroupMembersByGroupID(ctx context.Context, r server.GetGroupMembersByGroupIDRequestObject) (server.GetGroupMembersByGroupIDResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	p := paging.Asked(r.Params.Start, r.Params.Limit, paging.StandardLimit)
	if p.Limit > paging.StandardLimit {
		return nil, badRequest("limit cannot be greater than 200")
	}
	var members *state.Ordered[state.Person]
	if g := h.store.Group(r.GroupID); g != nil {
		members = g.Members()
	}
	show := h.profile(ctx, r.Params.Expand)
	of := pageOf(ctx, h.Server, members, p, func(m state.Person) *shownUser { return show(h.store.user(m.ID)) })
	return response{of.counted(members.Len(), r.Params.ShouldReturnTotalSize)}, nil
}

// AddUserToGroupByGroupID adds a member; to be one already is no error.
func (h handlers) AddUserToGroupByGroupID(ctx context.Context, r server.AddUserToGroupByGroupIDRequestObject) (server.AddUserToGroupByGroupIDResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	g, u, refusal := h.groupToChange(ctx, r.Params.GroupID, r.Body.AccountID)
	if refusal != nil {
		return nil, refusal
	}
	h.store.join(g, u)
	return server.AddUserToGroupByGroupID201Response{}, nil
}

// RemoveMemberFromGroupByGroupID removes a member; not to be one is no error.
func (h handlers) RemoveMemberFromGroupByGroupID(ctx context.Context, r server.RemoveMemberFromGroupByGroupIDRequestObject) (server.RemoveMemberFromGroupByGroupIDResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	g, u, refusal := h.groupToChange(ctx, r.Params.GroupID, r.Params.AccountID)
	if refusal != nil {
		return nil, refusal
	}
	h.store.leave(g, u)
	return server.RemoveMemberFromGroupByGroupID204Response{}, nil
}

func (h handlers) groupToChange(ctx context.Context, groupID, accountID string) (*state.Group, *user, *respond.Error) {
	g, u := h.store.Group(groupID), h.store.user(accountID)
	switch {
	case !h.mayChangeGroups(ctx):
		return nil, nil, noGroupChange()
	case g == nil:
		return nil, nil, noGroup(groupID)
	case managedElsewhere(g):
		return nil, nil, managedExternally()
	case u == nil:
		return nil, nil, noUser(accountID)
	}
	return g, u, nil
}
