package cloud

import (
	"context"
	"errors"
	"fmt"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

// ErrAmbiguous means that a name stands for more than one group.
var ErrAmbiguous = errors.New("confluence: more than one group has this name")

// GetByName returns the group that has exactly this name, upper and lower case
// told apart. Cloud addresses groups by id alone, so this searches for the name
// and compares.
//
// Permission and scopes are those of Search. No such group is
// [confluence.ErrNotFound]; more than one is [ErrAmbiguous].
func (s *GroupsService) GetByName(ctx context.Context, name string) (*Group, error) {
	var found []Group
	for group, err := range s.AllSearch(ctx, name, nil) {
		if err != nil {
			return nil, err
		}
		if group.Name == name {
			found = append(found, group)
		}
	}
	switch len(found) {
	case 0:
		return nil, fmt.Errorf("%w: no group has this name", confluence.ErrNotFound)
	case 1:
		return &found[0], nil
	}
	return nil, fmt.Errorf("%w: %d of them", ErrAmbiguous, len(found))
}

// RemoveMemberByName takes an account out of the group with exactly this name.
// [DefaultAccount] is the default account. It finds the group with GetByName and
// removes by id, which works on every site.
//
// Permission, scopes and errors are those of GetByName and RemoveMember.
func (s *GroupsService) RemoveMemberByName(ctx context.Context, groupName, accountID string) error {
	if _, err := s.account.resolve(accountID); err != nil {
		return err
	}
	group, err := s.GetByName(ctx, groupName)
	if err != nil {
		return err
	}
	return s.RemoveMember(ctx, group.ID, accountID)
}

// RemoveMemberByNameDirect takes an account out of a group with the one request
// that names the group. [DefaultAccount] is the default account. Atlassian
// removed it: today's sites give [confluence.ErrGone].
//
// Permission: site administrator; Connect apps cannot. Scopes:
// write:confluence-groups; granular: write:group:confluence.
//
// Deprecated: use RemoveMemberByName.
//
// Operation: removeMemberFromGroup, DELETE /wiki/rest/api/group/user.
//
//confluence:operation removeMemberFromGroup
func (s *GroupsService) RemoveMemberByNameDirect(ctx context.Context, groupName, accountID string) error {
	if err := argument.Value("group name", groupName); err != nil {
		return err
	}
	id, err := s.accountID(ctx, accountID)
	if err != nil {
		return err
	}
	return response.Done(s.api.RemoveMemberFromGroup(argument.Context(ctx),
		&gen.RemoveMemberFromGroupParams{Name: groupName, AccountID: id}))
}
