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
func (a datacenterAPI) userNamed(ctx context.Context, who dcWho) (*user, *fault) {
	var u *user
	switch {
	case who.key != nil:
		u = a.store.user(*who.key)
	case who.username != nil:
		u = a.store.userByName(*who.username)
	}
	if who.key != nil && who.username != nil {
		a.violation("request of " + nameOf(exchangeOf(ctx).route) + ": both key and username")
	}
	if u == nil {
		return nil, dcNoUser(who.name())
	}
	return u, nil
}

// caller returns the user who asks, nil for a visitor.
func (a datacenterAPI) caller(ctx context.Context) *user { return exchangeOf(ctx).user }

// isAdmin reports whether the caller is a Confluence administrator, which a
// system administrator is, too.
func (a datacenterAPI) isAdmin(ctx context.Context) bool {
	u := a.caller(ctx)
	return u != nil && (u.admin || u.siteAdmin)
}

func dcNoAdmin() *fault { return dcForbidden("User is not a Confluence administrator") }

// GetUser answers one user.
func (a datacenterAPI) GetUser(ctx context.Context, r server.GetUserRequestObject) (server.GetUserResponseObject, error) {
	defer a.locked()()
	u, refusal := a.userNamed(ctx, dcWho{r.Params.Key, r.Params.Username})
	if refusal != nil {
		return nil, refusal
	}
	return reply{person(r.Params.Expand)(u).topLevel()}, nil
}

// GetAnonymousUser answers the user who is not logged in.
func (a datacenterAPI) GetAnonymousUser(context.Context, server.GetAnonymousUserRequestObject) (server.GetAnonymousUserResponseObject, error) {
	return reply{dcNobody().topLevel()}, nil
}

// GetCurrentUser answers the caller, who may be nobody.
func (a datacenterAPI) GetCurrentUser(ctx context.Context, r server.GetCurrentUserRequestObject) (server.GetCurrentUserResponseObject, error) {
	defer a.locked()()
	u := a.caller(ctx)
	if u == nil {
		return reply{dcNobody().topLevel()}, nil
	}
	return reply{person(r.Params.Expand)(u).topLevel()}, nil
}

// dcUserLimit is how many users a list holds when no number is asked for.
const dcUserLimit = 100

// GetUsers answers all users, the disabled ones included.
func (a datacenterAPI) GetUsers(ctx context.Context, r server.GetUsersRequestObject) (server.GetUsersResponseObject, error) {
	defer a.locked()()
	p := pagingOf(r.Params.Start, r.Params.Limit, dcUserLimit)
	return reply{dcPageOf(ctx, a.Datacenter, a.store.users, p, person(r.Params.Expand))}, nil
}

// GetActiveUsers answers the users who take a seat of the licence.
func (a datacenterAPI) GetActiveUsers(ctx context.Context, r server.GetActiveUsersRequestObject) (server.GetActiveUsersResponseObject, error) {
	defer a.locked()()
	if !a.isAdmin(ctx) {
		return nil, dcNoAdmin()
	}
	users := a.store.enabled()
	p := pagingOf(r.Params.Start, r.Params.Limit, dcUserLimit)
	return reply{dcPageOf(ctx, a.Datacenter, users, p, licensed(r.Params.Expand)).numbered(len(users))}, nil
}

// GetGroupMembershipsForUser answers the groups a user is a member of, by name.
func (a datacenterAPI) GetGroupMembershipsForUser(ctx context.Context, r server.GetGroupMembershipsForUserRequestObject) (server.GetGroupMembershipsForUserResponseObject, error) {
	defer a.locked()()
	u, refusal := a.userNamed(ctx, dcWho{r.Params.Key, r.Params.Username})
	if refusal != nil {
		return nil, refusal.asSeen() // the contract is silent on it
	}
	groups := a.store.groupsWhere(func(g *group) bool { return g.has(u.id) })
	p := pagingOf(r.Params.Start, r.Params.Limit, standardLimit)
	return reply{dcPageOf(ctx, a.Datacenter, groups, p, dcGroup)}, nil
}
