package datacentertest

import (
	"context"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/contract"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/route"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// identity holds the two ways to name a user.
type identity struct{ key, username *string }

// name returns what the user is called, for refusals.
func (w identity) name() string {
	switch {
	case w.key != nil:
		return *w.key
	case w.username != nil:
		return *w.username
	}
	return "null"
}

// userNamed returns the user that is named, or the refusal of an unknown one.
// What the service does with both names, or with none, nobody says: the first
// is held to be a mistake, the second an unknown user.
func (h handlers) userNamed(ctx context.Context, who identity) (*user, *respond.Error) {
	var u *user
	switch {
	case who.key != nil:
		u = h.store.user(*who.key)
	case who.username != nil:
		u = h.store.userByName(*who.username)
	}
	if who.key != nil && who.username != nil {
		to := route.Match(ctx).Route
		h.engine.Violate(ctx, to.Operation.OperationID, "request of "+contract.Name(to)+": both key and username")
	}
	if u == nil {
		return nil, noUser(who.name())
	}
	return u, nil
}

// isAdmin reports whether the caller is a Confluence administrator, which a
// system administrator is, too.
func (h handlers) isAdmin(ctx context.Context) bool {
	u := callerOf(ctx)
	return u != nil && (u.admin || u.systemAdmin)
}

func noAdmin() *respond.Error { return forbidden("User is not a Confluence administrator") }

// GetUser responds with one user.
func (h handlers) GetUser(ctx context.Context, r server.GetUserRequestObject) (server.GetUserResponseObject, error) {
	defer h.locked()()
	u, refusal := h.userNamed(ctx, identity{r.Params.Key, r.Params.Username})
	if refusal != nil {
		return nil, refusal
	}
	return response{person(ctx, r.Params.Expand)(u).topLevel(ctx)}, nil
}

// GetAnonymousUser responds with the user who is not logged in.
func (h handlers) GetAnonymousUser(ctx context.Context, _ server.GetAnonymousUserRequestObject) (server.GetAnonymousUserResponseObject, error) {
	return response{nobody(ctx).topLevel(ctx)}, nil
}

// GetCurrentUser responds with the caller, who may be nobody.
func (h handlers) GetCurrentUser(ctx context.Context, r server.GetCurrentUserRequestObject) (server.GetCurrentUserResponseObject, error) {
	defer h.locked()()
	u := callerOf(ctx)
	if u == nil {
		return response{nobody(ctx).topLevel(ctx)}, nil
	}
	return response{person(ctx, r.Params.Expand)(u).topLevel(ctx)}, nil
}

// userLimit is how many users a list holds when no number is asked for.
const userLimit = 100

// GetUsers responds with all users, the disabled ones included.
func (h handlers) GetUsers(ctx context.Context, r server.GetUsersRequestObject) (server.GetUsersResponseObject, error) {
	defer h.locked()()
	p := paging.Asked(r.Params.Start, r.Params.Limit, userLimit)
	return response{pageOf(ctx, h.Server, h.store.users, p, person(ctx, r.Params.Expand))}, nil
}

// GetActiveUsers responds with the users who take a seat of the licence.
func (h handlers) GetActiveUsers(ctx context.Context, r server.GetActiveUsersRequestObject) (server.GetActiveUsersResponseObject, error) {
	defer h.locked()()
	if !h.isAdmin(ctx) {
		return nil, noAdmin()
	}
	users := h.store.enabled
	p := paging.Asked(r.Params.Start, r.Params.Limit, userLimit)
	return response{pageOf(ctx, h.Server, users, p, licensed(ctx, r.Params.Expand)).numbered(users.Len())}, nil
}

// GetGroupMembershipsForUser responds with the groups a user is a member of, by
// name.
func (h handlers) GetGroupMembershipsForUser(ctx context.Context, r server.GetGroupMembershipsForUserRequestObject) (server.GetGroupMembershipsForUserResponseObject, error) {
	defer h.locked()()
	u, refusal := h.userNamed(ctx, identity{r.Params.Key, r.Params.Username})
	if refusal != nil {
		return nil, refusal.Undocumented() // the contract is silent on it
	}
	groups := paging.Slice[state.Membership](h.store.Memberships(u.id))
	p := paging.Asked(r.Params.Start, r.Params.Limit, paging.StandardLimit)
	return response{pageOf(ctx, h.Server, groups, p, showMembership(ctx))}, nil
}
