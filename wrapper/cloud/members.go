package cloud

import (
	"context"
	"iter"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
)

// MemberListOptions choose a page of the members of a group.
type MemberListOptions struct {
	confluence.ListOptions

	// Expand lists parts of each user to send; none by default.
	Expand []string
	// Total asks the service to count the members, which it says is costly.
	Total bool
}

// ListMembers returns one page of a group's members. The default page size is
// 200; a limit above it is [confluence.ErrBadRequest]. A group that does not
// exist has no members here: ask Get whether it does.
//
// Operation: getGroupMembersByGroupId, GET /wiki/rest/api/group/{groupId}/membersByGroupId.
//
//confluence:operation getGroupMembersByGroupId
func (s *GroupsService) ListMembers(ctx context.Context, groupID string, opts *MemberListOptions) (*confluence.Page[User], error) {
	if err := segment("group id", groupID); err != nil {
		return nil, err
	}
	o := answer.Copy(opts)
	if err := o.Check(); err != nil {
		return nil, err
	}
	params := gen.GetGroupMembersByGroupIDParams{Expand: answer.List(o.Expand), ShouldReturnTotalSize: answer.Flag(o.Total)}
	params.Start, params.Limit = answer.Window(&o.ListOptions)
	page, err := answer.OK(s.api.GetGroupMembersByGroupIDWithResponse(ctx, groupID, &params))
	if err != nil {
		return nil, err
	}
	return answer.Page(page.Results, answer.Envelope{
		Start: page.Start, Limit: page.Limit, Total: counted(page.TotalSize), Next: page.Links.Next,
	})
}

// AllMembers walks through a group's members. See ListMembers.
func (s *GroupsService) AllMembers(ctx context.Context, groupID string, opts *MemberListOptions) iter.Seq2[User, error] {
	return answer.Walk(ctx, opts, func(ctx context.Context, o *MemberListOptions) (*confluence.Page[User], error) {
		return s.ListMembers(ctx, groupID, o)
	})
}

// AddMember puts an account into a group; "" is the default account.
// Permission: site administrator.
//
// Operation: addUserToGroupByGroupId, POST /wiki/rest/api/group/userByGroupId.
//
//confluence:operation addUserToGroupByGroupId
func (s *GroupsService) AddMember(ctx context.Context, groupID, accountID string) error {
	if err := segment("group id", groupID); err != nil {
		return err
	}
	id, err := s.account.named(ctx, accountID)
	if err != nil {
		return err
	}
	return answer.Done(s.api.AddUserToGroupByGroupIDWithResponse(ctx,
		&gen.AddUserToGroupByGroupIDParams{GroupID: groupID}, gen.AccountID{AccountID: id}))
}

// RemoveMember takes an account out of a group; "" is the default account. An
// account that is not in it is no error. Permission: site administrator.
//
// Operation: removeMemberFromGroupByGroupId, DELETE /wiki/rest/api/group/userByGroupId.
//
//confluence:operation removeMemberFromGroupByGroupId
func (s *GroupsService) RemoveMember(ctx context.Context, groupID, accountID string) error {
	if err := segment("group id", groupID); err != nil {
		return err
	}
	id, err := s.account.named(ctx, accountID)
	if err != nil {
		return err
	}
	return answer.Done(s.api.RemoveMemberFromGroupByGroupIDWithResponse(ctx,
		&gen.RemoveMemberFromGroupByGroupIDParams{GroupID: groupID, AccountID: id}))
}
