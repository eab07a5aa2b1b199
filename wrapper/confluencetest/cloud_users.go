package confluencetest

import (
	"context"
	"net/http"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
)

// onProfile is what anyone may do with an account, and ofCaller what the caller
// may do on the site; the second names an operation that came later than the
// published list.
func onProfile() []operation { return []operation{{"read", "userProfile"}} }

func ofCaller() []operation {
	return []operation{{"use", "application"}, {"view_analytics", "application"}}
}

// profile shows an account as a row of a list.
func profile(ctx context.Context, expand *[]string) func(*user) *cloudUser {
	caller := exchangeOf(ctx).caller
	return func(u *user) *cloudUser { return show(u, caller, expand, onProfile()) }
}

// GetUser answers one account.
func (a cloudAPI) GetUser(ctx context.Context, r server.GetUserRequestObject) (server.GetUserResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	u := a.store.user(r.Params.AccountID)
	if u == nil {
		return nil, noUser(r.Params.AccountID)
	}
	return reply{profile(ctx, r.Params.Expand)(u).topLevel()}, nil
}

func noUser(id string) *fault { return notFound("No user found with account id : " + id) }

// GetAnonymousUser answers the one without an account.
func (a cloudAPI) GetAnonymousUser(_ context.Context, r server.GetAnonymousUserRequestObject) (server.GetAnonymousUserResponseObject, error) {
	return reply{anonymous(r.Params.Expand).topLevel()}, nil
}

// GetCurrentUser answers the caller, who may be nobody.
func (a cloudAPI) GetCurrentUser(ctx context.Context, r server.GetCurrentUserRequestObject) (server.GetCurrentUserResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	caller := exchangeOf(ctx).caller
	u := a.store.user(caller)
	if u == nil {
		return reply{anonymous(r.Params.Expand).topLevel()}, nil
	}
	return reply{show(u, caller, r.Params.Expand, ofCaller()).topLevel()}, nil
}

// GetBulkUserLookup answers several accounts, without the unknown ones.
func (a cloudAPI) GetBulkUserLookup(ctx context.Context, r server.GetBulkUserLookupRequestObject) (server.GetBulkUserLookupResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	found := a.store.usersByID(r.Params.AccountID)
	const most = 200 // what it says, though it takes 100 ids
	all := page[*cloudUser]{Results: make([]*cloudUser, 0, len(found)), Limit: most, Size: len(found), Links: here(ctx)}
	for _, u := range found {
		all.Results = append(all.Results, profile(ctx, r.Params.Expand)(u))
	}
	return reply{all}, nil
}

// GetGroupMembershipsForUser answers the groups of an account, by name.
func (a cloudAPI) GetGroupMembershipsForUser(ctx context.Context, r server.GetGroupMembershipsForUserRequestObject) (server.GetGroupMembershipsForUserResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	if a.store.user(r.Params.AccountID) == nil {
		return nil, forbidden("User not permitted to view this user")
	}
	groups := a.store.groupsWhere(func(g *group) bool { return g.has(r.Params.AccountID) })
	p := pagingOf(r.Params.Start, r.Params.Limit, standardLimit)
	return reply{pageOf(ctx, a.Cloud, groups, p, showGroup).counted(0, nil).lastOnly()}, nil
}

// GetPrivacyUnsafeUserEmail answers an address, hidden or not.
func (a cloudAPI) GetPrivacyUnsafeUserEmail(_ context.Context, r server.GetPrivacyUnsafeUserEmailRequestObject) (server.GetPrivacyUnsafeUserEmailResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	if a.refuseEmails {
		return nil, noEmails()
	}
	u := a.store.user(r.Params.AccountID)
	if u == nil {
		return nil, noUser(r.Params.AccountID)
	}
	return server.GetPrivacyUnsafeUserEmail200JSONResponse{AccountID: u.id, Email: u.email}, nil
}

// GetPrivacyUnsafeUserEmailBulk answers several addresses, without those of
// unknown accounts.
func (a cloudAPI) GetPrivacyUnsafeUserEmailBulk(_ context.Context, r server.GetPrivacyUnsafeUserEmailBulkRequestObject) (server.GetPrivacyUnsafeUserEmailBulkResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	if a.refuseEmails {
		return nil, noEmails()
	}
	all := server.GetPrivacyUnsafeUserEmailBulk200JSONResponse{}
	for _, u := range a.store.usersByID(r.Params.AccountID) {
		all = append(all, server.AccountIDEmailRecord{AccountID: u.id, Email: u.email})
	}
	return all, nil
}

func noEmails() *fault {
	return v1Fault(http.StatusNotImplemented, "NotImplementedServiceException", "Not available on this site", outcome{Errors: []finding{}})
}
