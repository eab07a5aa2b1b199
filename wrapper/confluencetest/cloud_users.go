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

// GetUser responds with one account.
func (h cloudHandlers) GetUser(ctx context.Context, r server.GetUserRequestObject) (server.GetUserResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	u := h.store.user(r.Params.AccountID)
	if u == nil {
		return nil, noUser(r.Params.AccountID)
	}
	return response{profile(ctx, r.Params.Expand)(u).topLevel()}, nil
}

func noUser(id string) *fault { return notFound("No user found with account id : " + id) }

// GetAnonymousUser responds with the one without an account.
func (h cloudHandlers) GetAnonymousUser(_ context.Context, r server.GetAnonymousUserRequestObject) (server.GetAnonymousUserResponseObject, error) {
	return response{anonymous(r.Params.Expand).topLevel()}, nil
}

// GetCurrentUser responds with the caller, who may be nobody.
func (h cloudHandlers) GetCurrentUser(ctx context.Context, r server.GetCurrentUserRequestObject) (server.GetCurrentUserResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	caller := exchangeOf(ctx).caller
	u := h.store.user(caller)
	if u == nil {
		return response{anonymous(r.Params.Expand).topLevel()}, nil
	}
	return response{show(u, caller, r.Params.Expand, ofCaller()).topLevel()}, nil
}

// GetBulkUserLookup responds with several accounts, without the unknown ones.
func (h cloudHandlers) GetBulkUserLookup(ctx context.Context, r server.GetBulkUserLookupRequestObject) (server.GetBulkUserLookupResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	found := h.store.usersByID(r.Params.AccountID)
	const most = 200 // what it says, though it takes 100 ids
	all := page[*cloudUser]{Results: make([]*cloudUser, 0, len(found)), Limit: most, Size: len(found), Links: here(ctx)}
	for _, u := range found {
		all.Results = append(all.Results, profile(ctx, r.Params.Expand)(u))
	}
	return response{all}, nil
}

// GetGroupMembershipsForUser responds with the groups of an account, by name.
func (h cloudHandlers) GetGroupMembershipsForUser(ctx context.Context, r server.GetGroupMembershipsForUserRequestObject) (server.GetGroupMembershipsForUserResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	if h.store.user(r.Params.AccountID) == nil {
		return nil, forbidden("User not permitted to view this user")
	}
	groups := h.store.groupsWhere(func(g *group) bool { return g.has(r.Params.AccountID) })
	p := pagingOf(r.Params.Start, r.Params.Limit, standardLimit)
	return response{pageOf(ctx, h.Cloud, groups, p, showGroup).counted(0, nil).lastOnly()}, nil
}

// GetPrivacyUnsafeUserEmail responds with an address, hidden or not.
func (h cloudHandlers) GetPrivacyUnsafeUserEmail(_ context.Context, r server.GetPrivacyUnsafeUserEmailRequestObject) (server.GetPrivacyUnsafeUserEmailResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	if h.refuseEmails {
		return nil, noEmails()
	}
	u := h.store.user(r.Params.AccountID)
	if u == nil {
		return nil, noUser(r.Params.AccountID)
	}
	return server.GetPrivacyUnsafeUserEmail200JSONResponse{AccountID: u.id, Email: u.email}, nil
}

// GetPrivacyUnsafeUserEmailBulk responds with several addresses, without those of
// unknown accounts.
func (h cloudHandlers) GetPrivacyUnsafeUserEmailBulk(_ context.Context, r server.GetPrivacyUnsafeUserEmailBulkRequestObject) (server.GetPrivacyUnsafeUserEmailBulkResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	if h.refuseEmails {
		return nil, noEmails()
	}
	all := server.GetPrivacyUnsafeUserEmailBulk200JSONResponse{}
	for _, u := range h.store.usersByID(r.Params.AccountID) {
		all = append(all, server.AccountIDEmailRecord{AccountID: u.id, Email: u.email})
	}
	return all, nil
}

func noEmails() *fault {
	return v1Fault(http.StatusNotImplemented, "NotImplementedServiceException", "Not available on this site", outcome{Errors: []finding{}})
}
