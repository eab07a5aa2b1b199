package datacenter

import (
	"context"
	"iter"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
)

// UsersService finds people and the groups they are in, and changes the caller.
type UsersService struct{ api *gen.ClientWithResponses }

// Get returns a user; the zero Identity is the caller. Permission: to see user
// profiles. An unknown user is [confluence.ErrNotFound].
//
// Operation: getUser, GET /rest/api/user.
//
//confluence:operation getUser
func (s *UsersService) Get(ctx context.Context, who Identity, opts *Options) (*User, error) {
	if who == (Identity{}) {
		return s.Current(ctx, opts)
	}
	params := gen.GetUserParams{Expand: opts.expand()}
	var err error
	if params.Username, params.Key, err = who.params(); err != nil {
		return nil, err
	}
	return wholeUser(answer.OK(s.api.GetUserWithResponse(ctx, &params)))
}

// Current returns the user the credential belongs to. An instance open to
// visitors answers a wrong personal access token with a user of the type
// "anonymous" and no name: check Username where it matters.
//
// Operation: getCurrentUser, GET /rest/api/user/current.
//
//confluence:operation getCurrentUser
func (s *UsersService) Current(ctx context.Context, opts *Options) (*User, error) {
	return wholeUser(answer.OK(s.api.GetCurrentUserWithResponse(ctx, &gen.GetCurrentUserParams{Expand: opts.expand()})))
}

// Anonymous returns how the instance shows somebody who is not logged in.
//
// Operation: getAnonymousUser, GET /rest/api/user/anonymous.
//
//confluence:operation getAnonymousUser
func (s *UsersService) Anonymous(ctx context.Context, opts *Options) (*User, error) {
	return answer.OK(s.api.GetAnonymousUserWithResponse(ctx, &gen.GetAnonymousUserParams{Expand: opts.expand()}))
}

// List returns one page of all users. The default page size is 100. Version 8.4
// and later. Some versions leave users out.
//
// Operation: getUsers, GET /rest/api/user/list.
//
//confluence:operation getUsers
func (s *UsersService) List(ctx context.Context, opts *ListOptions) (*confluence.Page[User], error) {
	o := answer.Copy(opts)
	if err := o.Check(); err != nil {
		return nil, err
	}
	params := gen.GetUsersParams{Expand: o.expand()}
	params.Start, params.Limit = answer.Window(&o.ListOptions)
	p, err := answer.OK(s.api.GetUsersWithResponse(ctx, &params))
	if err != nil {
		return nil, err
	}
	return page(p.Results, envelope{p.Start, p.Limit, p.TotalCount, p.Links.Next})
}

// All walks through all users. See List.
func (s *UsersService) All(ctx context.Context, opts *ListOptions) iter.Seq2[User, error] {
	return answer.Walk(ctx, opts, s.List)
}

// ListActive returns one page of the users who may log in and hold a licence.
// It reads the search index, which lags behind. The default page size is 100.
// Permission: Confluence administrator. Version 9.3 and later.
//
// Operation: getActiveUsers, GET /rest/api/admin/users/list/active.
//
//confluence:operation getActiveUsers
func (s *UsersService) ListActive(ctx context.Context, opts *ListOptions) (*confluence.Page[ActiveUser], error) {
	o := answer.Copy(opts)
	if err := o.Check(); err != nil {
		return nil, err
	}
	params := gen.GetActiveUsersParams{Expand: o.expand()}
	params.Start, params.Limit = answer.Window(&o.ListOptions)
	p, err := answer.OK(s.api.GetActiveUsersWithResponse(ctx, &params))
	if err != nil {
		return nil, err
	}
	return page(p.Results, envelope{p.Start, p.Limit, p.TotalCount, p.Links.Next})
}

// AllActive walks through the active users. See ListActive.
func (s *UsersService) AllActive(ctx context.Context, opts *ListOptions) iter.Seq2[ActiveUser, error] {
	return answer.Walk(ctx, opts, s.ListActive)
}

// ListGroups returns one page of the groups a user is in; the zero Identity is
// the caller, whose key is then asked for first. The default page size is 200.
//
// Operation: getGroupMembershipsForUser, GET /rest/api/user/memberof.
//
//confluence:operation getGroupMembershipsForUser
func (s *UsersService) ListGroups(ctx context.Context, who Identity, opts *ListOptions) (*confluence.Page[Group], error) {
	o := answer.Copy(opts)
	if err := o.Check(); err != nil {
		return nil, err
	}
	who, err := s.named(ctx, who)
	if err != nil {
		return nil, err
	}
	params := gen.GetGroupMembershipsForUserParams{Expand: o.expand()}
	params.Start, params.Limit = answer.Window(&o.ListOptions)
	if params.Username, params.Key, err = who.params(); err != nil {
		return nil, err
	}
	return groupPage(answer.OK(s.api.GetGroupMembershipsForUserWithResponse(ctx, &params)))
}

// AllGroups walks through the groups a user is in. See ListGroups.
func (s *UsersService) AllGroups(ctx context.Context, who Identity, opts *ListOptions) iter.Seq2[Group, error] {
	return func(yield func(Group, error) bool) {
		o := answer.Copy(opts)
		err := o.Check()
		who := who
		if err == nil {
			who, err = s.named(ctx, who) // once a walk, not once a page
		}
		if err != nil {
			yield(Group{}, err)
			return
		}
		answer.Walk(ctx, &o, func(ctx context.Context, o *ListOptions) (*confluence.Page[Group], error) {
			return s.ListGroups(ctx, who, o)
		})(yield)
	}
}

// named replaces the zero Identity with the caller's where the service does not
// say what it does without a name.
func (s *UsersService) named(ctx context.Context, who Identity) (Identity, error) {
	if who != (Identity{}) {
		return who, nil
	}
	me, err := s.Current(ctx, nil)
	if err != nil {
		return who, err
	}
	switch {
	case me.UserKey != "":
		return UserKey(me.UserKey), nil
	case me.Username != "":
		return Username(me.Username), nil
	}
	return who, confluence.ErrAnonymous
}

// wholeUser refuses a user of whom nothing is said.
func wholeUser(user *User, err error) (*User, error) {
	return answer.Whole(func(u *User) bool { return u.Type != "" || u.Username != "" || u.UserKey != "" })(user, err)
}
