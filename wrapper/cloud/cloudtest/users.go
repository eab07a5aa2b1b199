package cloudtest

import (
	"context"
	"net/http"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// onProfile is what anyone may do with an account, and ofCaller what the caller
// may do on the site; the second names an operation that came later than the
// published list.
func onProfile() []operation { return []operation{{"read", "userProfile"}} }

func ofCaller() []operation {
	return []operation{{"use", "application"}, {"view_analytics", "application"}}
}

// profile shows an account as a row of a list.
func (h handlers) profile(ctx context.Context, expand *[]string) func(*user) *shownUser {
	caller := callerOf(ctx)
	return func(u *user) *shownUser { return h.store.show(ctx, u, caller, expand, onProfile()) }
}

// GetUser responds with one account.
func (h handlers) GetUser(ctx context.Context, r server.GetUserRequestObject) (server.GetUserResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	u := h.store.user(r.Params.AccountID)
	if u == nil {
		return nil, noUser(r.Params.AccountID)
	}
	return response{h.profile(ctx, r.Params.Expand)(u).topLevel(ctx)}, nil
}

func noUser(id string) *respond.Error { return notFound("No user found with account id : " + id) }

// GetAnonymousUser responds with the one without an account.
func (h handlers) GetAnonymousUser(ctx context.Context, r server.GetAnonymousUserRequestObject) (server.GetAnonymousUserResponseObject, error) {
	return response{anonymous(ctx, r.Params.Expand).topLevel(ctx)}, nil
}

// GetCurrentUser responds with the caller, who may be nobody.
func (h handlers) GetCurrentUser(ctx context.Context, r server.GetCurrentUserRequestObject) (server.GetCurrentUserResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	caller := callerOf(ctx)
	u := h.store.user(caller)
	if u == nil {
		return response{anonymous(ctx, r.Params.Expand).topLevel(ctx)}, nil
	}
	return response{h.store.show(ctx, u, caller, r.Params.Expand, ofCaller()).topLevel(ctx)}, nil
}

// GetBulkUserLookup responds with several accounts, without the unknown ones.
func (h handlers) GetBulkUserLookup(ctx context.Context, r server.GetBulkUserLookupRequestObject) (server.GetBulkUserLookupResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	found := h.store.usersByID(r.Params.AccountID)
	const most = 200 // what it says, though it takes 100 ids
	all := &page[*shownUser]{Results: make([]*shownUser, 0, len(found)), Limit: most, Size: len(found), Links: here(ctx)}
	for _, u := range found {
		all.Results = append(all.Results, h.profile(ctx, r.Params.Expand)(u))
	}
	return response{all}, nil
}

// GetGroupMembershipsForUser responds with the groups of an account, by name.
func (h handlers) GetGroupMembershipsForUser(ctx context.Context, r server.GetGroupMembershipsForUserRequestObject) (server.GetGroupMembershipsForUserResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	if h.store.user(r.Params.AccountID) == nil {
		return nil, forbidden("User not permitted to view this user")
	}
	groups := paging.Slice[state.Membership](h.store.Memberships(r.Params.AccountID))
	p := paging.Asked(r.Params.Start, r.Params.Limit, paging.StandardLimit)
	return response{pageOf(ctx, h.Server, groups, p, showMembership(ctx)).counted(0, nil).lastOnly()}, nil
}

// GetPrivacyUnsafeUserEmail responds with an address, hidden or not.
func (h handlers) GetPrivacyUnsafeUserEmail(_ context.Context, r server.GetPrivacyUnsafeUserEmailRequestObject) (server.GetPrivacyUnsafeUserEmailResponseObject, error) {
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
func (h handlers) GetPrivacyUnsafeUserEmailBulk(_ context.Context, r server.GetPrivacyUnsafeUserEmailBulkRequestObject) (server.GetPrivacyUnsafeUserEmailBulkResponseObject, error) {
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

func noEmails() *respond.Error {
	return refuseV1(http.StatusNotImplemented, "NotImplementedServiceException", "Not available on this site", outcome{Errors: []finding{}})
}
