package datacenter

import (
	"context"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
)

// CountMembers returns how many users are in a group themselves. Most instances do
// not count them, and they are read then, in one request for each 200 of them; of
// one that does, the count is taken from the first page.
//
// Permission and errors are those of ListMembers and AllMembers. Version 9.2 and
// later, perhaps earlier; versions 9.3 to 10.0 cannot address a name with a slash.
func (s *GroupsService) CountMembers(ctx context.Context, groupName string) (int, error) {
	return paging.Count(ctx, s.members(groupName, MemberListOptions{}))
}

// CountGroups returns how many groups a user is in. Most instances do not count them,
// and they are read then, in one request for each 200 of them.
//
// Permission and errors are those of ListGroups and AllGroups. Version 9.2 and later,
// perhaps earlier.
func (s *UsersService) CountGroups(ctx context.Context, who Identity) (int, error) {
	who, err := s.named(ctx, who)
	if err != nil {
		return 0, err
	}
	return paging.Count(ctx, s.groups(who, nil))
}
