package cloud

import (
	"context"
	"iter"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
)

// UsersService finds people and the groups they are in.
type UsersService struct{ *core }

// Get returns an account; "" is the default account. Permission: access to the
// site. An unknown account is [confluence.ErrNotFound], at times
// [confluence.ErrBadRequest].
//
// Operation: getUser, GET /wiki/rest/api/user.
//
//confluence:operation getUser
func (s *UsersService) Get(ctx context.Context, accountID string, opts *UserOptions) (*User, error) {
	id, err := s.account.named(ctx, accountID)
	if err != nil {
		return nil, err
	}
	return wholeUser(answer.OK(s.api.GetUserWithResponse(ctx, &gen.GetUserParams{AccountID: id, Expand: opts.expand()})))
}

// Current returns the account the credential belongs to. On a site open to
// visitors, a request without a credential answers with a user of the type
// "anonymous" and no account id.
//
// Operation: getCurrentUser, GET /wiki/rest/api/user/current.
//
//confluence:operation getCurrentUser
func (s *UsersService) Current(ctx context.Context, opts *UserOptions) (*User, error) {
	return wholeUser(answer.OK(s.api.GetCurrentUserWithResponse(ctx, &gen.GetCurrentUserParams{Expand: opts.expand()})))
}

// Anonymous returns how the site shows somebody who is not logged in. Only
// [ExpandOperations] can be asked for.
//
// Operation: getAnonymousUser, GET /wiki/rest/api/user/anonymous.
//
//confluence:operation getAnonymousUser
func (s *UsersService) Anonymous(ctx context.Context, opts *UserOptions) (*AnonymousUser, error) {
	return answer.OK(s.api.GetAnonymousUserWithResponse(ctx, &gen.GetAnonymousUserParams{Expand: opts.expand()}))
}

// ListGroups returns one page of the groups an account is in; "" is the default
// account. The default page size is 200. The service never says whether there
// is more, so Page.More is true until an empty page.
//
// Operation: getGroupMembershipsForUser, GET /wiki/rest/api/user/memberof.
//
//confluence:operation getGroupMembershipsForUser
func (s *UsersService) ListGroups(ctx context.Context, accountID string, opts *confluence.ListOptions) (*confluence.Page[Group], error) {
	if err := opts.Check(); err != nil {
		return nil, err
	}
	id, err := s.account.named(ctx, accountID)
	if err != nil {
		return nil, err
	}
	params := gen.GetGroupMembershipsForUserParams{AccountID: id}
	params.Start, params.Limit = answer.Window(opts)
	page, err := answer.OK(s.api.GetGroupMembershipsForUserWithResponse(ctx, &params))
	if err != nil {
		return nil, err
	}
	return groupPage(page, true)
}

// AllGroups walks through the groups an account is in; "" is the default
// account. See ListGroups.
func (s *UsersService) AllGroups(ctx context.Context, accountID string, opts *confluence.ListOptions) iter.Seq2[Group, error] {
	return confluence.All(ctx, opts, func(ctx context.Context, o *confluence.ListOptions) (*confluence.Page[Group], error) {
		return s.ListGroups(ctx, accountID, o)
	})
}

// wholeUser refuses a user without a type, which even a visitor has.
func wholeUser(user *User, err error) (*User, error) {
	return answer.Whole(func(u *User) bool { return u.Type != "" })(user, err)
}
