package confluencetest

import (
	"context"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
)

// GetGroupMembersByGroupID answers the members in the order of joining. An
// unknown group has none, and is no error.
func (a cloudAPI) GetGroupMembersByGroupID(ctx context.Context, r server.GetGroupMembersByGroupIDRequestObject) (server.GetGroupMembersByGroupIDResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	p := pagingOf(r.Params.Start, r.Params.Limit, standardLimit)
	if p.limit > standardLimit {
		return nil, badRequest("limit cannot be greater than 200")
	}
	var members []*user
	if g := a.store.group(r.GroupID); g != nil {
		members = a.store.usersByID(g.members)
	}
	of := pageOf(ctx, a.Cloud, members, p, profile(ctx, r.Params.Expand))
	return reply{of.counted(len(members), r.Params.ShouldReturnTotalSize)}, nil
}

// AddUserToGroupByGroupID adds a member; to be one already is no error.
func (a cloudAPI) AddUserToGroupByGroupID(ctx context.Context, r server.AddUserToGroupByGroupIDRequestObject) (server.AddUserToGroupByGroupIDResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	g, refusal := a.groupToChange(ctx, r.Params.GroupID, r.Body.AccountID)
	if refusal != nil {
		return nil, refusal
	}
	g.add(r.Body.AccountID)
	return server.AddUserToGroupByGroupID201Response{}, nil
}

// RemoveMemberFromGroupByGroupID removes a member; not to be one is no error.
func (a cloudAPI) RemoveMemberFromGroupByGroupID(ctx context.Context, r server.RemoveMemberFromGroupByGroupIDRequestObject) (server.RemoveMemberFromGroupByGroupIDResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	g, refusal := a.groupToChange(ctx, r.Params.GroupID, r.Params.AccountID)
	if refusal != nil {
		return nil, refusal
	}
	g.remove(r.Params.AccountID)
	return server.RemoveMemberFromGroupByGroupID204Response{}, nil
}

func (a cloudAPI) groupToChange(ctx context.Context, groupID, accountID string) (*group, *fault) {
	g := a.store.group(groupID)
	switch {
	case !a.mayChangeGroups(ctx):
		return nil, noGroupChange()
	case g == nil:
		return nil, noGroup(groupID)
	case a.store.user(accountID) == nil:
		return nil, noUser(accountID)
	}
	return g, nil
}
