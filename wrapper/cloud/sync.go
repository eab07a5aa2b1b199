package cloud

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/roster"
)

// MemberSync is a plan to change the members of a group: what SyncMembers makes
// and ApplySync carries out. It can be kept as JSON and read by people in
// between.
type MemberSync struct {
	// Group is the id of the group.
	Group string `json:"group"`
	// Add lists the account ids to add.
	Add []string `json:"add,omitempty"`
	// Remove lists the account ids to remove.
	Remove []string `json:"remove,omitempty"`
	// Keep lists the account ids of members who stay.
	Keep []string `json:"keep,omitempty"`
	// Hidden counts members whose account ids the service does not show. They
	// stay.
	Hidden int `json:"hidden,omitempty"`
}

// String counts.
func (m MemberSync) String() string {
	return fmt.Sprintf("group %s: %s", m.Group, roster.Plan{Add: m.Add, Remove: m.Remove, Keep: m.Keep, Hidden: m.Hidden})
}

// MemberSyncResult is what ApplySync has done.
type MemberSyncResult struct {
	// Added lists the account ids that were added.
	Added []string `json:"added,omitempty"`
	// Removed lists the account ids that were removed.
	Removed []string `json:"removed,omitempty"`
	// Failed lists who could not be added or removed, and why, in the order in
	// which that was tried. Who is in no list was not come to.
	Failed []MemberFailure `json:"failed,omitempty"`
}

// MemberFailure is a member whom ApplySync could not add or remove.
type MemberFailure struct { //nolint:recvcheck // UnmarshalJSON sets it, the rest is for values
	// Member is the account id.
	Member string
	// Err is why: test it with errors.Is, and see [confluence.Error] for the
	// operation that failed. In JSON it is a text, and comes back as one.
	Err error
}

// String shows the account id and why.
func (f MemberFailure) String() string { return fmt.Sprintf("%s: %v", f.Member, f.Err) }

// MarshalJSON encodes the account id and the text of the error.
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

// SyncMembers compares the members of a group with the accounts wanted and
// returns what has to change. It reads all members and changes nothing; ApplySync
// does. [DefaultAccount] is the default account. An account wanted twice counts
// once.
//
// Permission and scopes are those of ListMembers. To want nobody is
// [confluence.ErrInvalid] without AllowEmpty; with AddOnly, which empties no
// group, it is a plan that adds nobody. An unknown group is
// [confluence.ErrNotFound].
func (s *GroupsService) SyncMembers(ctx context.Context, groupID string, want []string, opts *SyncMembersOptions) (*MemberSync, error) {
	o := param.Copy(opts)
	if err := segment("group id", groupID); err != nil {
		return nil, err
	}
	if err := param.Ahead(o.Ahead); err != nil {
		return nil, err
	}
	if len(want) == 0 && !o.AllowEmpty && !o.AddOnly {
		return nil, argument.Invalid("list of accounts wanted", "is empty")
	}
	ids, err := s.accountIDs(ctx, want)
	if err != nil {
		return nil, err
	}
	plan, err := roster.Compare(ids, s.memberIDs(ctx, groupID, o.Ahead), o.AddOnly)
	if err != nil {
		return nil, err
	}
	if len(plan.Keep)+len(plan.Remove)+plan.Hidden == 0 {
		if _, err := s.Get(ctx, groupID); err != nil { // an unknown group has no members, too
			return nil, err
		}
	}
	return &MemberSync{Group: groupID, Add: plan.Add, Remove: plan.Remove, Keep: plan.Keep, Hidden: plan.Hidden}, nil
}

// memberIDs walks through the account ids of a group's members, "" for one that
// the service hides.
func (s *GroupsService) memberIDs(ctx context.Context, groupID string, ahead int) iter.Seq2[string, error] {
	members := s.members(groupID, MemberListOptions{})
	members.Null = nil // a row that is null is a member
	return func(yield func(string, error) bool) {
		for member, err := range paging.All(ctx, paging.Window{Ahead: ahead}, members) {
			if !yield(member.AccountID, err) {
				return
			}
		}
	}
}

// ApplySync carries out a plan: it adds, then removes, one account after the
// other. What fails for one account is no reason to leave out the next. The
// result says what was done, and for whom it failed, also beside an error; the
// error is those of [MemberSyncResult].Failed joined, each with its account id.
// It stops where the credential is refused and where the context ends.
//
// Permission, scopes and errors are those of AddMember and RemoveMember.
func (s *GroupsService) ApplySync(ctx context.Context, plan *MemberSync) (*MemberSyncResult, error) {
	if plan == nil {
		return nil, argument.Invalid("plan", "is nil")
	}
	if ctx == nil {
		return nil, argument.Invalid("context", "is nil")
	}
	if err := segment("group id", plan.Group); err != nil {
		return nil, err
	}
	for _, ids := range [][]string{plan.Add, plan.Remove} {
		for _, id := range ids {
			if err := checkAccount(id); err != nil {
				return nil, err
			}
		}
	}
	adding := roster.Each(ctx, "adding", plan.Add, func(ctx context.Context, id string) error {
		return s.AddMember(ctx, plan.Group, id)
	})
	if adding.Stopped {
		return &MemberSyncResult{Added: adding.Done, Failed: memberFailures(adding)}, adding.Err()
	}
	removing := roster.Each(ctx, "removing", plan.Remove, func(ctx context.Context, id string) error {
		return s.RemoveMember(ctx, plan.Group, id)
	})
	return &MemberSyncResult{
		Added: adding.Done, Removed: removing.Done, Failed: memberFailures(adding, removing),
	}, errors.Join(adding.Err(), removing.Err())
}
