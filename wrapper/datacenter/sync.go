package datacenter

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/roster"
)

// MemberSync is a plan to change the members of a group: what SyncMembers makes
// and ApplySync carries out. It can be kept as JSON and read by people in
// between.
type MemberSync struct {
	// Group is the name of the group.
	Group string `json:"group"`
	// Add lists the user names to add, in the order wanted.
	Add []string `json:"add,omitempty"`
	// Remove lists the user names to remove, in the order of the members.
	Remove []string `json:"remove,omitempty"`
	// Keep lists the user names of members who stay.
	Keep []string `json:"keep,omitempty"`
	// Hidden counts members whose user names the instance does not show. They
	// stay.
	Hidden int `json:"hidden,omitempty"`
}

// String counts.
func (m MemberSync) String() string {
	return fmt.Sprintf("group %s: %v", m.Group, roster.Plan{Add: m.Add, Remove: m.Remove, Keep: m.Keep, Hidden: m.Hidden})
}

// MemberSyncResult is what ApplySync has done.
type MemberSyncResult struct {
	// Added lists the user names that were added.
	Added []string `json:"added,omitempty"`
	// Removed lists the user names that were removed.
	Removed []string `json:"removed,omitempty"`
}

// String counts.
func (r MemberSyncResult) String() string {
	return fmt.Sprintf("%d added, %d removed", len(r.Added), len(r.Removed))
}

// SyncMembers reads the members of a group and returns the plan that makes them
// those wanted, by user name. It sends no write: look at the plan, and give it to
// ApplySync. User names that differ in upper and lower case alone are the same;
// one that is wanted twice is taken once. An empty or otherwise impossible name
// is [confluence.ErrInvalid], and so is an empty list unless
// [SyncMembersOptions].AllowEmpty is set; an unknown group is
// [confluence.ErrNotFound]. It costs a request for every 200 members.
//
// Permission: to view user profiles; from version 10.0 on, an administrator.
// Version 9.2 and later, perhaps earlier.
func (s *GroupsService) SyncMembers(ctx context.Context, groupName string, want []string, opts *SyncMembersOptions) (*MemberSync, error) {
	o := param.Copy(opts)
	if err := errors.Join(checkGroupName(groupName), checkUsernames(want)); err != nil {
		return nil, err
	}
	if len(want) == 0 && !o.AllowEmpty {
		return nil, argument.Invalid("list of members", "is empty; set AllowEmpty if nobody is to be in the group")
	}
	window := paging.Window{Ahead: o.Ahead}
	if err := window.Check(); err != nil {
		return nil, err
	}
	list := s.members(groupName, MemberListOptions{})
	list.Null = nil // hidden members are counted
	members, err := usernames(paging.All(ctx, window, list))
	if err != nil {
		return nil, err
	}
	plan, err := roster.Compare(spelledLike(members, want), each(members), o.AddOnly)
	if err != nil {
		return nil, err
	}
	if len(members) == 0 { // some versions may show an unknown group as one without members
		if _, err := s.Get(ctx, groupName, nil); err != nil {
			return nil, err
		}
	}
	return &MemberSync{Group: groupName, Add: plan.Add, Remove: plan.Remove, Keep: plan.Keep, Hidden: plan.Hidden}, nil
}

// ApplySync does what a plan of SyncMembers says: it adds, and then removes, one
// user a request. A user for whom that fails is no reason to leave out the next.
// The result says what was done, with an error, too; the errors come joined, each
// with its user name. A credential that is refused and the end of the context end
// it. A group name with a slash cannot be addressed by the service.
//
// Permission: Confluence administrator; OAuth 2.0 applications are shut out.
// Version 9.2 and later, perhaps earlier.
func (s *GroupsService) ApplySync(ctx context.Context, plan *MemberSync) (*MemberSyncResult, error) {
	if plan == nil {
		return nil, argument.Invalid("plan", "is nil")
	}
	if ctx == nil {
		return nil, argument.Invalid("context", "is nil")
	}
	if err := errors.Join(checkGroupName(plan.Group), checkUsernames(plan.Add), checkUsernames(plan.Remove)); err != nil {
		return nil, err
	}
	added, goOn, err := roster.Each(ctx, "adding", plan.Add, func(ctx context.Context, username string) error {
		return s.AddMember(ctx, plan.Group, username)
	})
	result := &MemberSyncResult{Added: added}
	if !goOn {
		return result, err
	}
	removed, _, removeErr := roster.Each(ctx, "removing", plan.Remove, func(ctx context.Context, username string) error {
		return s.RemoveMember(ctx, plan.Group, username)
	})
	result.Removed = removed
	return result, errors.Join(err, removeErr)
}

func checkUsernames(usernames []string) error {
	for _, username := range usernames {
		if err := checkUsername(username); err != nil {
			return err
		}
	}
	return nil
}

// usernames reads the user names of members, "" for one that is hidden.
func usernames(members iter.Seq2[User, error]) ([]string, error) {
	all, err := confluence.Collect(members)
	names := make([]string, len(all))
	for i := range all {
		names[i] = all[i].Username
	}
	return names, err
}

// spelledLike returns the names wanted, each once, as the members among them are
// spelled. The service does not tell upper from lower case: a member called
// "Jane" must not be removed because "jane" is wanted.
func spelledLike(members, want []string) []string {
	spelled := make(map[string]string, len(members)+len(want))
	for _, name := range members {
		spelled[strings.ToLower(name)] = name
	}
	once := make([]string, 0, len(want))
	taken := make(map[string]bool, len(want))
	for _, name := range want {
		folded := strings.ToLower(name)
		if member, ok := spelled[folded]; ok {
			name = member
		}
		if !taken[folded] {
			taken[folded] = true
			once = append(once, name)
		}
	}
	return once
}

func each(names []string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, name := range names {
			if !yield(name, nil) {
				return
			}
		}
	}
}
