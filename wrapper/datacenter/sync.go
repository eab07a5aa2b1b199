package datacenter

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
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
	// Failed lists who could not be added or removed, and why, in the order in
	// which that was tried. Who is in no list was not come to.
	Failed []MemberFailure `json:"failed,omitempty"`
}

// MemberFailure is a member whom ApplySync could not add or remove.
type MemberFailure struct { //nolint:recvcheck // UnmarshalJSON sets it, the rest is for values
	// Member is the user name.
	Member string
	// Err is why: test it with errors.Is, and see [confluence.Error] for the
	// operation that failed. In JSON it is a text, and comes back as one.
	Err error
}

// String shows the user name and why.
func (f MemberFailure) String() string { return fmt.Sprintf("%s: %v", f.Member, f.Err) }

// MarshalJSON encodes the user name and the text of the error.
func (f MemberFailure) MarshalJSON() ([]byte, error) {
	return roster.Failure{Name: f.Member, Err: f.Err}.Encode()
}

// UnmarshalJSON decodes what MarshalJSON encodes. Of the error, the text is left.
func (f *MemberFailure) UnmarshalJSON(data []byte) error {
	decoded, err := roster.Decode(data)
	if err != nil {
		return err
	}
	*f = MemberFailure{Member: decoded.Name, Err: decoded.Err}
	return nil
}

// String counts.
func (r MemberSyncResult) String() string {
	text := fmt.Sprintf("%d added, %d removed", len(r.Added), len(r.Removed))
	if len(r.Failed) > 0 {
		text += fmt.Sprintf(", %d failed", len(r.Failed))
	}
	return text
}

// memberFailures lists for whom changes failed.
func memberFailures(changes ...roster.Outcome) []MemberFailure {
	var failed []MemberFailure
	for _, o := range changes {
		for _, f := range o.Failed {
			failed = append(failed, MemberFailure{Member: f.Name, Err: f.Err})
		}
	}
	return failed
}

// SyncMembers reads the members of a group and returns the plan that makes them
// those wanted, by user name. It sends no write: look at the plan, and give it to
// ApplySync. Who is a member stays, however upper and lower case of the name
// wanted are; one that is wanted twice is taken once. An empty or impossible name
// is [confluence.ErrInvalid]. So is an empty list without
// [SyncMembersOptions].AllowEmpty; with AddOnly, which empties no group, it is a
// plan that adds nobody. An unknown group is [confluence.ErrNotFound]. It costs a
// request for every 200 members.
//
// Permission: to view user profiles; from version 10.0 on, an administrator.
// Version 9.2 and later, perhaps earlier.
func (s *GroupsService) SyncMembers(ctx context.Context, groupName string, want []string, opts *SyncMembersOptions) (*MemberSync, error) {
	o := param.Copy(opts)
	if err := errors.Join(checkGroupName(groupName), checkUsernames(want)); err != nil {
		return nil, err
	}
	if len(want) == 0 && !o.AllowEmpty && !o.AddOnly {
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

// ApplySync carries out a plan of SyncMembers: it adds, then removes, one user a
// request. What fails for one user is no reason to leave out the next. The result
// says what was done, and for whom it failed, also beside an error; the error is
// those of [MemberSyncResult].Failed joined, each with its user name. It stops
// where the credential is refused and where the context ends. Most servers refuse
// a group name with a slash; see [GroupsService].
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
	adding := roster.Each(ctx, "adding", plan.Add, func(ctx context.Context, username string) error {
		return s.AddMember(ctx, plan.Group, username)
	})
	if adding.Stopped {
		return &MemberSyncResult{Added: adding.Done, Failed: memberFailures(adding)}, adding.Err()
	}
	removing := roster.Each(ctx, "removing", plan.Remove, func(ctx context.Context, username string) error {
		return s.RemoveMember(ctx, plan.Group, username)
	})
	return &MemberSyncResult{
		Added: adding.Done, Removed: removing.Done, Failed: memberFailures(adding, removing),
	}, errors.Join(adding.Err(), removing.Err())
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
// spelled: a member called "Jane" must not be removed because "jane" is wanted.
// Where both are members, the service tells them apart, and so does this.
func spelledLike(members, want []string) []string {
	exact := make(map[string]bool, len(members))
	spelled := make(map[string]string, len(members)+len(want))
	for _, name := range slices.Concat(members, want) {
		if folded := strings.ToLower(name); spelled[folded] == "" {
			spelled[folded] = name
		}
	}
	for _, name := range members {
		exact[name] = true
	}
	once := make([]string, 0, len(want))
	taken := make(map[string]bool, len(want))
	for _, name := range want {
		if !exact[name] {
			name = spelled[strings.ToLower(name)]
		}
		if !taken[name] {
			taken[name] = true
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
