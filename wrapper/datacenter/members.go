package datacenter

import (
	"context"
	"errors"
	"iter"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

// ListMembers returns one page of the users in a group. What an unknown group is
// answered with is not documented for all versions; most say
// [confluence.ErrNotFound].
//
// Permission: to view user profiles; from version 10.0 on, an administrator.
// Version 9.2 and later, perhaps earlier; versions 9.3 to 10.0 cannot address a
// name with a slash.
//
// Operations, the second where the instance lacks the first:
//   - getGroupMembersByGroupName: GET /rest/api/group/member
//   - getGroupMembers: GET /rest/api/group/{groupName}/member
//
//confluence:operation getGroupMembersByGroupName
//confluence:operation getGroupMembers
func (s *GroupsService) ListMembers(ctx context.Context, groupName string, opts *MemberListOptions) (*confluence.Page[User], error) {
	o := param.Copy(opts)
	return paging.One(ctx, o.window(), s.members(groupName, o))
}

// AllMembers walks through the users in a group. See ListMembers.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *GroupsService) AllMembers(ctx context.Context, groupName string, opts *MemberListOptions) iter.Seq2[User, error] {
	o := param.Copy(opts)
	return paging.All(ctx, o.window(), s.members(groupName, o))
}

func (s *GroupsService) members(groupName string, o MemberListOptions) paging.Listing[User] {
	expand := expansion(o.Expand)
	return paging.Listing[User]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[User], error) {
			start, limit := w.Params()
			return inEitherForm(s.forms, groupName, func() (*paging.Batch[User], error) {
				return batch(newUser)(s.api.GetGroupMembersByGroupName(argument.Context(ctx), &gen.GetGroupMembersByGroupNameParams{
					GroupName: &groupName, Start: start, Limit: limit, Expand: expand,
				}))
			}, func() (*paging.Batch[User], error) {
				return batch(newUser)(s.api.GetGroupMembers(argument.Context(ctx), groupName, &gen.GetGroupMembersParams{
					Start: start, Limit: limit, Expand: expand,
				}))
			})
		},
		Key: keyOfUser, Null: isNullUser, Most: mostRows,
	}
}

// IsMember tells whether a user is in a group. The service cannot be asked that:
// the groups of the user are read, a page of up to 200 a request, until the group
// is found or there are no more. It needs no permission to see members. The name
// of the group must be the same letter for letter, as Get returns it: of a group
// that is spelled otherwise, nobody is a member.
//
// Permission: to view user profiles. Version 9.2 and later, perhaps earlier.
func (s *GroupsService) IsMember(ctx context.Context, groupName string, who Identity) (bool, error) {
	if err := errors.Join(checkGroupName(groupName), who.check()); err != nil {
		return false, err
	}
	for group, err := range s.users.AllGroups(ctx, who, nil) {
		switch {
		case err != nil:
			return false, err
		case group.Name == groupName:
			return true, nil
		}
	}
	return false, nil
}

// AddMember puts a user into a group; doing it twice is no error. An unknown
// user or group is [confluence.ErrNotFound]. Most servers refuse a group name with
// a slash; see [GroupsService].
//
// Permission: Confluence administrator; OAuth 2.0 applications are shut out.
// Version 9.2 and later, perhaps earlier.
//
// Operation: addUserToGroup, PUT /rest/api/user/{username}/group/{groupName}.
//
//confluence:operation addUserToGroup
func (s *GroupsService) AddMember(ctx context.Context, groupName, username string) error {
	if err := errors.Join(checkGroupName(groupName), checkUsername(username)); err != nil {
		return err
	}
	return response.Done(s.api.AddUserToGroup(argument.Context(ctx), username, groupName))
}

// RemoveMember takes a user out of a group. Whether it is an error for somebody
// who is not in it is not documented. Most servers refuse a group name with a
// slash; see [GroupsService].
//
// Permission: Confluence administrator; OAuth 2.0 applications are shut out.
// Version 9.2 and later, perhaps earlier.
//
// Operation: removeUserFromGroup, DELETE /rest/api/user/{username}/group/{groupName}.
//
//confluence:operation removeUserFromGroup
func (s *GroupsService) RemoveMember(ctx context.Context, groupName, username string) error {
	if err := errors.Join(checkGroupName(groupName), checkUsername(username)); err != nil {
		return err
	}
	return response.Done(s.api.RemoveUserFromGroup(argument.Context(ctx), username, groupName))
}
