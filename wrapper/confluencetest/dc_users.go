package confluencetest

import (
	"context"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
)

// dcWho holds the two ways to name a user.
type dcWho struct{ key, username *string }

// name returns what the user is called, for refusals.
func (w dcWho) name() string {
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
func (h datacenterHandlers) userNamed(ctx context.Context, who dcWho) (*user, *fault) {
	var u *user
	switch {
	case who.key != nil:
		u = h.store.user(*who.key)
	case who.username != nil:
		u = h.store.userByName(*who.username)
	}
	if who.key != nil && who.username != nil {
		h.violation("request of " + nameOf(exchangeOf(ctx).route) + ": both key and username")
	}
	if u == nil {
		return nil, dcNoUser(who.name())
	}
	return u, nil
}

// caller returns the user who asks, nil for a visitor.
func (h datacenterHandlers) caller(ctx context.Context) *user { return exchangeOf(ctx).user }

// isAdmin reports whether the caller is a Confluence administrator, which a
// system administrator is, too.
func (h datacenterHandlers) isAdmin(ctx context.Context) bool {
	u := h.caller(ctx)
	return u != nil && (u.admin || u.siteAdmin)
}

func dcNoAdmin() *fault { return dcForbidden("User is not a Confluence administrator") }

// GetUser responds with one user.
func (h datacenterHandlers) GetUser(ctx context.Context, r server.GetUserRequestObject) (server.GetUserResponseObject, error) {
	defer h.locked()()
	u, refusal := h.userNamed(ctx, dcWho{r.Params.Key, r.Params.Username})
	if refusal != nil {
		return nil, refusal
	}
	return response{person(r.Params.Expand)(u).topLevel()}, nil
}

// GetAnonymousUser responds with the user who is not logged in.
func (h datacenterHandlers) GetAnonymousUser(context.Context, server.GetAnonymousUserRequestObject) (server.GetAnonymousUserResponseObject, error) {
	return response{dcNobody().topLevel()}, nil
}

// GetCurrentUser responds with the caller, who may be nobody.
func (h datacenterHandlers) GetCurrentUser(ctx context.Context, r server.GetCurrentUserRequestObject) (server.GetCurrentUserResponseObject, error) {
	defer h.locked()()
	u := h.caller(ctx)
	if u == nil {
		return response{dcNobody().topLevel()}, nil
	}
	return response{person(r.Params.Expand)(u).topLevel()}, nil
}

// dcUserLimit is how many users a list holds when no number is asked for.
const dcUserLimit = 100

// GetUsers responds with all users, the disabled ones included.
func (h datacenterHandlers) GetUsers(ctx context.Context, r server.GetUsersRequestObject) (server.GetUsersResponseObject, error) {
	defer h.locked()()
	p := pagingOf(r.Params.Start, r.Params.Limit, dcUserLimit)
	return response{dcPageOf(ctx, h.Datacenter, h.store.users, p, person(r.Params.Expand))}, nil
}

// GetActiveUsers responds with the users who take a seat of the licence.
func (h datacenterHandlers) GetActiveUsers(ctx context.Context, r server.GetActiveUsersRequestObject) (server.GetActiveUsersResponseObject, error) {
	defer h.locked()()
	if !h.isAdmin(ctx) {
		return nil, dcNoAdmin()
	}
	users := h.store.enabled()
	p := pagingOf(r.Params.Start, r.Params.Limit, dcUserLimit)
	return response{dcPageOf(ctx, h.Datacenter, users, p, licensed(r.Params.Expand)).numbered(len(users))}, nil
}

// GetGroupMembershipsForUser responds with the groups a user is a member of, by name.
func (h datacenterHandlers) GetGroupMembershipsForUser(ctx context.Context, r server.GetGroupMembershipsForUserRequestObject) (server.GetGroupMembershipsForUserResponseObject, error) {
	defer h.locked()()
	u, refusal := h.userNamed(ctx, dcWho{r.Params.Key, r.Params.Username})
	if refusal != nil {
		return nil, refusal.asSeen() // the contract is silent on it
	}
	groups := h.store.groupsWhere(func(g *group) bool { return g.has(u.id) })
	p := pagingOf(r.Params.Start, r.Params.Limit, standardLimit)
	return response{dcPageOf(ctx, h.Datacenter, groups, p, dcGroup)}, nil
}
