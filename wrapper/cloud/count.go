package cloud

import (
	"context"
	"fmt"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
)

// CountMembers asks the service how many members a group has, in one request that
// costs 3 points of a quota whatever the size of the group. It is the service's own
// count, and need not be what AllMembers shows to the caller. A group that does not
// exist has no members.
//
// Permission, scopes and errors are those of ListMembers; a response without a count
// is [confluence.ErrUnexpectedContent].
func (s *GroupsService) CountMembers(ctx context.Context, groupID string) (int, error) {
	// A page of no rows would cost less, but some listings refuse it.
	page, err := s.ListMembers(ctx, groupID, &MemberListOptions{Limit: 1, Count: true})
	switch {
	case err != nil:
		return 0, err
	case page.Count == nil || *page.Count < 0:
		return 0, fmt.Errorf("%w: the service did not count the members", confluence.ErrUnexpectedContent)
	}
	return *page.Count, nil
}

// CountGroups returns how many groups an account is in. [DefaultAccount] is the
// default account. The service cannot count them: they are read, in one request for
// each 200 of them and one more, and each costs 2 points of a quota.
//
// Permission, scopes and errors are those of ListGroups and AllGroups.
func (s *UsersService) CountGroups(ctx context.Context, accountID string) (int, error) {
	return paging.Count(ctx, s.memberships(accountID))
}
