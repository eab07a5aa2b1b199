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
	var members []*user
	if g := h.store.Group(r.GroupID); g != nil {
		members = h.store.usersByID(g.Members)
	}
	of := pageOf(ctx, h.Server, members, p, profile(ctx, r.Params.Expand))
	return response{of.counted(len(members), r.Params.ShouldReturnTotalSize)}, nil
}

// AddUserToGroupByGroupID adds a member; to be one already is no error.
func (h handlers) AddUserToGroupByGroupID(ctx context.Context, r server.AddUserToGroupByGroupIDRequestObject) (server.AddUserToGroupByGroupIDResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	g, refusal := h.groupToChange(ctx, r.Params.GroupID, r.Body.AccountID)
	if refusal != nil {
		return nil, refusal
	}
	g.Add(r.Body.AccountID)
	return server.AddUserToGroupByGroupID201Response{}, nil
}

// RemoveMemberFromGroupByGroupID removes a member; not to be one is no error.
func (h handlers) RemoveMemberFromGroupByGroupID(ctx context.Context, r server.RemoveMemberFromGroupByGroupIDRequestObject) (server.RemoveMemberFromGroupByGroupIDResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	g, refusal := h.groupToChange(ctx, r.Params.GroupID, r.Params.AccountID)
	if refusal != nil {
		return nil, refusal
	}
	g.Remove(r.Params.AccountID)
	return server.RemoveMemberFromGroupByGroupID204Response{}, nil
}

func (h handlers) groupToChange(ctx context.Context, groupID, accountID string) (*state.Group, *respond.Error) {
	g := h.store.Group(groupID)
	switch {
	case !h.mayChangeGroups(ctx):
		return nil, noGroupChange()
	case g == nil:
		return nil, noGroup(groupID)
	case h.store.user(accountID) == nil:
		return nil, noUser(accountID)
	}
	return g, nil
}
