package datacenter

import (
	"context"
	"iter"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// ListMembers returns one page of the users in a group. The default page size
// is 200. Permission: from version 10.0 on, an administrator.
//
// Operations:
//   - getGroupMembersByGroupName: GET /rest/api/group/member
//   - getGroupMembers: GET /rest/api/group/{groupName}/member
//
//confluence:operation getGroupMembersByGroupName
//confluence:operation getGroupMembers
func (s *GroupsService) ListMembers(ctx context.Context, groupName string, opts *ListOptions) (*confluence.Page[User], error) {
	o := answer.Copy(opts)
	if err := o.Check(); err != nil {
		return nil, err
	}
	start, limit := answer.Window(&o.ListOptions)
	return inEitherForm(s.forms, groupName, func() (*confluence.Page[User], error) {
		return userPage(answer.OK(s.api.GetGroupMembersByGroupNameWithResponse(ctx, &gen.GetGroupMembersByGroupNameParams{
			GroupName: &groupName, Start: start, Limit: limit, Expand: o.expand(),
		})))
	}, func() (*confluence.Page[User], error) {
		return userPage(answer.OK(s.api.GetGroupMembersWithResponse(ctx, groupName, &gen.GetGroupMembersParams{
			Start: start, Limit: limit, Expand: o.expand(),
		})))
	})
}

// AllMembers walks through the users in a group. See ListMembers.
func (s *GroupsService) AllMembers(ctx context.Context, groupName string, opts *ListOptions) iter.Seq2[User, error] {
	return answer.Walk(ctx, opts, func(ctx context.Context, o *ListOptions) (*confluence.Page[User], error) {
		return s.ListMembers(ctx, groupName, o)
	})
}

// AddMember puts a user into a group; doing it twice is no error. Permission:
// administrator. A group name with a slash cannot be addressed by the service.
//
// Operation: addUserToGroup, PUT /rest/api/user/{username}/group/{groupName}.
//
//confluence:operation addUserToGroup
func (s *GroupsService) AddMember(ctx context.Context, groupName, username string) error {
	if err := membership(groupName, username); err != nil {
		return err
	}
	return answer.Done(s.api.AddUserToGroupWithResponse(ctx, username, groupName))
}

// RemoveMember takes a user out of a group. Permission: administrator. A group
// name with a slash cannot be addressed by the service.
//
// Operation: removeUserFromGroup, DELETE /rest/api/user/{username}/group/{groupName}.
//
//confluence:operation removeUserFromGroup
func (s *GroupsService) RemoveMember(ctx context.Context, groupName, username string) error {
	if err := membership(groupName, username); err != nil {
		return err
	}
	return answer.Done(s.api.RemoveUserFromGroupWithResponse(ctx, username, groupName))
}

func membership(groupName, username string) error {
	if err := argument.PathValue("group name", groupName); err != nil {
		return err
	}
	return argument.PathValue("user name", username)
}
