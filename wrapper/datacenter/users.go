package datacenter

import (
	"context"
	"fmt"
	"iter"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

// UsersService finds people and the groups they are in, and changes the caller.
type UsersService struct{ api *gen.ClientWithResponses }

// Get returns a user; [Caller] is what Current returns. An unknown user is
// [confluence.ErrNotFound]. So is a name that is left in old content alone and
// comes back as a user of the type [UserUnknown] without a key. One who had an
// account may come back as UserUnknown with the key: check Type where it matters.
// The e-mail address does not come; see ListActive.
//
// Permission: to view user profiles. Version 9.2 and later, perhaps earlier.
//
// Operation: getUser, GET /rest/api/user.
//
//confluence:operation getUser
func (s *UsersService) Get(ctx context.Context, who Identity, opts *UserGetOptions) (*User, error) {
	username, key, err := who.params()
	if err != nil {
		return nil, err
	}
	if username == nil && key == nil {
		return s.Current(ctx, opts)
	}
	o := param.Copy(opts)
	user, err := oneUser(response.Require(missingOfUser)(s.api.GetUser(argument.Context(ctx), &gen.GetUserParams{
		Username: username, Key: key, Expand: expansion(o.Expand),
	})))
	if err == nil && user.Type == UserUnknown && user.UserKey == "" {
		return nil, fmt.Errorf("%w: the name is left in old content alone", confluence.ErrNotFound)
	}
	return user, err
}

// Current returns the user the credential belongs to. An instance open to
// visitors answers a wrong personal access token with a user of the type
// [UserAnonymous] and no name: check Username where it matters.
//
// Permission: to use Confluence. Version 9.2 and later, perhaps earlier.
//
// Operation: getCurrentUser, GET /rest/api/user/current.
//
//confluence:operation getCurrentUser
func (s *UsersService) Current(ctx context.Context, opts *UserGetOptions) (*User, error) {
	o := param.Copy(opts)
	return oneUser(response.Require(missingOfUser)(s.api.GetCurrentUser(argument.Context(ctx), &gen.GetCurrentUserParams{
		Expand: expansion(o.Expand),
	})))
}

// Anonymous returns how the instance shows somebody who is not logged in: with a
// type and a display name, without user name and key.
//
// Permission: to use Confluence. Version 9.2 and later, perhaps earlier.
//
// Operation: getAnonymousUser, GET /rest/api/user/anonymous.
//
//confluence:operation getAnonymousUser
func (s *UsersService) Anonymous(ctx context.Context, opts *UserGetOptions) (*User, error) {
	o := param.Copy(opts)
	return oneUser(response.Require(func(u *gen.User) string {
		if u.Type == "" {
			return "type"
		}
		return ""
	})(s.api.GetAnonymousUser(argument.Context(ctx), &gen.GetAnonymousUserParams{Expand: expansion(o.Expand)})))
}

// List returns one page of all users, disabled ones included, without e-mail
// addresses. Some versions leave users out: where that matters, compare with the
// members of the groups that give access.
//
// Permission: to view user profiles. Version 8.4 and later.
//
// Operation: getUsers, GET /rest/api/user/list.
//
//confluence:operation getUsers
func (s *UsersService) List(ctx context.Context, opts *UserListOptions) (*confluence.Page[User], error) {
	o := param.Copy(opts)
	return paging.One(ctx, o.window(), s.all(o))
}

// All walks through all users. See List.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *UsersService) All(ctx context.Context, opts *UserListOptions) iter.Seq2[User, error] {
	o := param.Copy(opts)
	return paging.All(ctx, o.window(), s.all(o))
}

func (s *UsersService) all(o UserListOptions) paging.Listing[User] {
	expand := expansion(o.Expand)
	return paging.Listing[User]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[User], error) {
			params := gen.GetUsersParams{Expand: expand}
			params.Start, params.Limit = w.Params()
			return batch(newUser)(s.api.GetUsers(argument.Context(ctx), &params))
		},
		Key: keyOfUser, Null: isNullUser, Most: mostRows,
	}
}

// ListActive returns one page of the users who may log in and take a licence
// seat, with their e-mail addresses, which no other method shows. It reads the
// search index, which lags behind, and which can be wrong while it is rebuilt.
// Disabled users are not in it.
//
// Permission: Confluence administrator. Version 9.3 and later.
//
// Operation: getActiveUsers, GET /rest/api/admin/users/list/active.
//
//confluence:operation getActiveUsers
func (s *UsersService) ListActive(ctx context.Context, opts *ActiveUserListOptions) (*confluence.Page[User], error) {
	o := param.Copy(opts)
	return paging.One(ctx, o.window(), s.active(o))
}

// AllActive walks through the active users. See ListActive.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *UsersService) AllActive(ctx context.Context, opts *ActiveUserListOptions) iter.Seq2[User, error] {
	o := param.Copy(opts)
	return paging.All(ctx, o.window(), s.active(o))
}

func (s *UsersService) active(o ActiveUserListOptions) paging.Listing[User] {
	expand := expansion(o.Expand)
	return paging.Listing[User]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[User], error) {
			params := gen.GetActiveUsersParams{Expand: expand}
			params.Start, params.Limit = w.Params()
			return batch(newActiveUser)(s.api.GetActiveUsers(argument.Context(ctx), &params))
		},
		Key: keyOfUser, Null: isNullUser, Most: mostRows,
	}
}

// ListGroups returns one page of the groups a user is in. The service does not
// know [Caller] here: the caller's key is asked for first, and a caller who is
// not logged in is [confluence.ErrAnonymous]. What an unknown user is answered
// with is not documented.
//
// Permission: to view user profiles. Version 9.2 and later, perhaps earlier.
//
// Operation: getGroupMembershipsForUser, GET /rest/api/user/memberof.
//
//confluence:operation getGroupMembershipsForUser
func (s *UsersService) ListGroups(ctx context.Context, who Identity, opts *UserGroupListOptions) (*confluence.Page[Group], error) {
	o := param.Copy(opts)
	if err := o.window().Check(); err != nil {
		return nil, err
	}
	who, err := s.named(ctx, who)
	if err != nil {
		return nil, err
	}
	return paging.One(ctx, o.window(), s.groups(who, expansion(o.Expand)))
}

// AllGroups walks through the groups a user is in. See ListGroups.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *UsersService) AllGroups(ctx context.Context, who Identity, opts *UserGroupListOptions) iter.Seq2[Group, error] {
	o := param.Copy(opts)
	expand := expansion(o.Expand)
	return func(yield func(Group, error) bool) {
		err := o.window().Check()
		who := who
		if err == nil {
			who, err = s.named(ctx, who) // once a walk, not once a page
		}
		if err != nil {
			yield(Group{}, err)
			return
		}
		paging.All(ctx, o.window(), s.groups(who, expand))(yield)
	}
}

func (s *UsersService) groups(who Identity, expand *string) paging.Listing[Group] {
	return paging.Listing[Group]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[Group], error) {
			username, key, err := who.params()
			if err != nil {
				return nil, err
			}
			params := gen.GetGroupMembershipsForUserParams{Username: username, Key: key, Expand: expand}
			params.Start, params.Limit = w.Params()
			return batch(newGroup)(s.api.GetGroupMembershipsForUser(argument.Context(ctx), &params))
		},
		Key: keyOfGroup, Null: isNull[Group], Most: mostRows,
	}
}

// named replaces [Caller] with the caller's own identity where the service does
// not say what it does without a name.
func (s *UsersService) named(ctx context.Context, who Identity) (Identity, error) {
	if err := who.check(); err != nil || who != Caller() {
		return who, err
	}
	me, err := s.Current(ctx, nil)
	if err != nil {
		return who, err
	}
	if who = me.Identity(); who == (Identity{}) {
		return who, confluence.ErrAnonymous
	}
	return who, nil
}

// oneUser makes the result of a call that returns a user.
func oneUser(u *gen.User, err error) (*User, error) {
	if err != nil {
		return nil, err
	}
	user := newUser(u)
	return &user, nil
}
