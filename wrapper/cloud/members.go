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

// ListMembers returns one page of a group's members. A group that does not exist
// has no members here: ask Get whether it does. Suspended accounts may be
// missing.
//
// Permission: access to the site. Scopes: read:confluence-groups; granular:
// read:group:confluence and read:user:confluence. A Limit above 200 is
// [confluence.ErrBadRequest].
//
// Operation: getGroupMembersByGroupId, GET /wiki/rest/api/group/{groupId}/membersByGroupId.
//
//confluence:operation getGroupMembersByGroupId
func (s *GroupsService) ListMembers(ctx context.Context, groupID string, opts *MemberListOptions) (*confluence.Page[User], error) {
	o := param.Copy(opts)
	return paging.One(ctx, o.window(), s.members(groupID, o))
}

// AllMembers walks through a group's members. See ListMembers.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *GroupsService) AllMembers(ctx context.Context, groupID string, opts *MemberListOptions) iter.Seq2[User, error] {
	o := param.Copy(opts)
	return paging.All(ctx, o.window(), s.members(groupID, o))
}

func (s *GroupsService) members(groupID string, o MemberListOptions) paging.Listing[User] {
	return paging.Listing[User]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[User], error) {
			if err := segment("group id", groupID); err != nil {
				return nil, err
			}
			params := gen.GetGroupMembersByGroupIDParams{
				Expand: param.List(o.Expand), ShouldReturnTotalSize: param.Flag(o.Count),
			}
			params.Start, params.Limit = w.Params()
			return batch(traits{counted: o.Count}, newUser)(s.api.GetGroupMembersByGroupID(argument.Context(ctx), groupID, &params))
		},
		Key: keyOfUser, Null: isNullUser, Most: mostRows,
	}
}

// IsMember tells whether an account is in a group. [DefaultAccount] is the
// default account. It walks through the account's groups until it finds the
// group: one request for each 200 of them, and one more where it is not among
// them. A group that does not exist has no members.
//
// Permission, scopes and errors are those of Users.ListGroups.
func (s *GroupsService) IsMember(ctx context.Context, groupID, accountID string) (bool, error) {
	if err := segment("group id", groupID); err != nil {
		return false, err
	}
	for group, err := range paging.All(ctx, paging.Window{}, s.memberships(accountID)) {
		if err != nil {
			return false, err
		}
		if group.ID == groupID {
			return true, nil
		}
	}
	return false, nil
}

// AddMember puts an account into a group. [DefaultAccount] is the default
// account.
//
// Permission: site administrator; Connect apps cannot. Scopes:
// write:confluence-groups; granular: write:group:confluence. An unknown group or
// account is [confluence.ErrNotFound].
//
// Operation: addUserToGroupByGroupId, POST /wiki/rest/api/group/userByGroupId.
//
//confluence:operation addUserToGroupByGroupId
func (s *GroupsService) AddMember(ctx context.Context, groupID, accountID string) error {
	if err := segment("group id", groupID); err != nil {
		return err
	}
	id, err := s.accountID(ctx, accountID)
	if err != nil {
		return err
	}
	return response.Done(s.api.AddUserToGroupByGroupID(argument.Context(ctx),
		&gen.AddUserToGroupByGroupIDParams{GroupID: groupID}, gen.AccountID{AccountID: id}))
}

// RemoveMember takes an account out of a group. [DefaultAccount] is the default
// account. An account that is not in it is no error.
//
// Permission: site administrator; Connect apps cannot. Scopes:
// write:confluence-groups; granular: write:group:confluence. An unknown group or
// account is [confluence.ErrNotFound].
//
// Operation: removeMemberFromGroupByGroupId, DELETE /wiki/rest/api/group/userByGroupId.
//
//confluence:operation removeMemberFromGroupByGroupId
func (s *GroupsService) RemoveMember(ctx context.Context, groupID, accountID string) error {
	if err := segment("group id", groupID); err != nil {
		return err
	}
	id, err := s.accountID(ctx, accountID)
	if err != nil {
		return err
	}
	return response.Done(s.api.RemoveMemberFromGroupByGroupID(argument.Context(ctx),
		&gen.RemoveMemberFromGroupByGroupIDParams{GroupID: groupID, AccountID: id}))
}
