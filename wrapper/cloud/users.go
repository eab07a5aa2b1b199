package cloud

import (
	"context"
	"iter"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

// UsersService finds people and the groups they are in.
type UsersService struct{ *core }

// Get returns an account. [DefaultAccount] is the default account.
//
// Permission: access to the site. Scopes: read:confluence-user; granular:
// read:content-details:confluence. An unknown account is
// [confluence.ErrNotFound], at times [confluence.ErrBadRequest]; one the caller
// may not view is [confluence.ErrForbidden].
//
// Operation: getUser, GET /wiki/rest/api/user.
//
//confluence:operation getUser
func (s *UsersService) Get(ctx context.Context, accountID string, opts *UserGetOptions) (*User, error) {
	o := param.Copy(opts)
	id, err := s.accountID(ctx, accountID)
	if err != nil {
		return nil, err
	}
	return oneUser(response.Require(missingOfUser)(
		s.api.GetUser(argument.Context(ctx), &gen.GetUserParams{AccountID: id, Expand: param.List(o.Expand)})))
}

// Current returns the account the credential belongs to, which makes it the
// cheapest test of a credential. On a site open to visitors, a request without a
// credential gives a user of the type [UserAnonymous] and no account id.
//
// Permission: access to the site. Scopes: read:confluence-user; granular:
// read:content-details:confluence. A credential that is refused is
// [confluence.ErrUnauthorized].
//
// Operation: getCurrentUser, GET /wiki/rest/api/user/current.
//
//confluence:operation getCurrentUser
func (s *UsersService) Current(ctx context.Context, opts *UserGetOptions) (*User, error) {
	o := param.Copy(opts)
	return oneUser(response.Require(missingOfUser)(
		s.api.GetCurrentUser(argument.Context(ctx), &gen.GetCurrentUserParams{Expand: param.List(o.Expand)})))
}

// Anonymous returns how the site shows somebody who is not logged in: a user of
// the type [UserAnonymous] without an account id. Only [ExpandOperations] can be
// asked for.
//
// Permission: access to the site. Scopes: read:confluence-user; granular:
// read:user:confluence.
//
// Operation: getAnonymousUser, GET /wiki/rest/api/user/anonymous.
//
//confluence:operation getAnonymousUser
func (s *UsersService) Anonymous(ctx context.Context, opts *UserGetOptions) (*User, error) {
	o := param.Copy(opts)
	missing := func(u *gen.UserAnonymous) string {
		if u.Type == "" {
			return "type"
		}
		return ""
	}
	visitor, err := response.Require(missing)(
		s.api.GetAnonymousUser(argument.Context(ctx), &gen.GetAnonymousUserParams{Expand: param.List(o.Expand)}))
	if err != nil {
		return nil, err
	}
	user := newVisitor(visitor)
	return &user, nil
}

// ListGroups returns one page of the groups an account is in. [DefaultAccount]
// is the default account. The service never says whether there is more, so
// Page.More is true until an empty page.
//
// Permission: access to the site. Scopes: read:confluence-user; granular:
// read:group:confluence and read:user:confluence. An account the caller may not
// view is [confluence.ErrForbidden].
//
// Operation: getGroupMembershipsForUser, GET /wiki/rest/api/user/memberof.
//
//confluence:operation getGroupMembershipsForUser
func (s *UsersService) ListGroups(ctx context.Context, accountID string, opts *UserGroupListOptions) (*confluence.Page[Group], error) {
	return paging.One(ctx, param.Copy(opts).window(), s.memberships(accountID))
}

// AllGroups walks through the groups an account is in. See ListGroups.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *UsersService) AllGroups(ctx context.Context, accountID string, opts *UserGroupListOptions) iter.Seq2[Group, error] {
	return paging.All(ctx, param.Copy(opts).window(), s.memberships(accountID))
}

// memberships lists the groups an account is in.
func (c *core) memberships(accountID string) paging.Listing[Group] {
	return paging.Listing[Group]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[Group], error) {
			id, err := c.accountID(ctx, accountID)
			if err != nil {
				return nil, err
			}
			params := gen.GetGroupMembershipsForUserParams{AccountID: id}
			params.Start, params.Limit = w.Params()
			return batch(traits{unlinked: true}, newGroup)(c.api.GetGroupMembershipsForUser(argument.Context(ctx), &params))
		},
		Key: keyOfGroup, Null: isNull[Group], Most: mostRows,
	}
}

// segment checks a value that names one thing on the service.
func segment(name, value string) error {
	return argument.PathValue(name, value)
}
