package cloud

import (
	"context"
	"iter"
	"log/slog"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/audit"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
)

// Membership is an account in a group.
type Membership struct {
	// Group is the group.
	Group Group `json:"group"`
	// Member is the account.
	Member User `json:"member"`
}

// String shows the account id and the group.
func (m Membership) String() string { return m.Member.String() + " in " + m.Group.String() }

// LogValue shows the account id and the id of the group.
func (m Membership) LogValue() slog.Value {
	return slog.GroupValue(slog.String("groupId", m.Group.ID), slog.Any("member", m.Member.LogValue()))
}

// AuditCheckpoint is how far AllMemberships has come, in JSON if you like.
type AuditCheckpoint = confluence.AuditCheckpoint[Group]

// AuditOptions are the options of Groups.AllMemberships.
type AuditOptions struct {
	// Groups are the groups to walk through, in this order, each once. Nothing but
	// ID is needed. By default, nil, these are all groups of the site; an empty list
	// is none.
	Groups []Group
	// Parallel is how many groups are read side by side, from 1 to 100; 0 is 8.
	Parallel int
	// Expand lists parts of each user to send, such as [ExpandPersonalSpace];
	// none by default.
	Expand []string
	// From is the checkpoint to go on from, of a walk through the same groups. By
	// default the walk begins at the beginning.
	From *AuditCheckpoint
	// OnCheckpoint is called after each page, before the next row is yielded, with
	// how far the walk has come. Its error ends the walk. By default nobody is told.
	OnCheckpoint func(AuditCheckpoint) error
	// OnGroupError is called for a group that cannot be read to its end, and decides
	// whether the walk goes on with the next one: nil says yes, and the checkpoint
	// takes the group for done. Errors that every group would meet are not asked
	// about: a credential that is refused, a limit, the end of the context. By
	// default every error ends the walk.
	OnGroupError func(Group, error) error
}

// AllMemberships walks through the members of all groups of the site, or of some:
// group by group, in the order of the listing of groups. Several groups are read
// side by side, up to 200 pages ahead of what is yielded. Pages that were read and not
// yet yielded are lost where the walk ends early, and cost their points again; so they
// are as many as Parallel says where there is a quota, in a long walk a twentieth of
// those yielded, and one more of the group in hand. An API token has no quota; a client
// with one has if it was given a budget. Memory does not depend on the number of
// groups; the walk takes 16 bytes for each member of the groups that are read.
// EstimateMemberships tells what it will cost. A job of hours needs a client with
// RetryOptions.QuotaPatience, or goes on from its last checkpoint after
// [confluence.ErrQuota].
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised. Across a break and
// from process to process the same holds for rows that stay: keep the rows and the
// checkpoint together, for what came after it comes again. Who leaves and comes back
// may come twice then, and where the last 200 members that came have all left, it is
// ErrChanged: read that group anew. Groups that are made meanwhile come, or do not, as
// the order of the listing has it. A suspended account may be missing, and a group
// without members yields nothing.
//
// An error of a group names the group; see OnGroupError. A checkpoint of other
// groups is [confluence.ErrInvalid].
//
// Permission: access to the site. Scopes: read:confluence-groups; granular:
// read:group:confluence and read:user:confluence. Operations: those of All and
// ListMembers.
func (s *GroupsService) AllMemberships(ctx context.Context, opts *AuditOptions) iter.Seq2[Membership, error] {
	o := param.Copy(opts)
	if o.From != nil {
		from := *o.From
		o.From = &from
	}
	members := MemberListOptions{Expand: o.Expand}
	return audit.All(ctx, audit.Site[Group, User]{
		Groups:  s.groups(GroupListOptions{}),
		Members: func(g Group) paging.Listing[User] { return s.members(g.ID, members) },
		Check:   func(g *Group) error { return segment("group id", g.ID) },
	}, audit.Options[Group]{
		Groups: o.Groups, Parallel: o.Parallel, Metered: s.hasQuota, From: o.From, OnCheckpoint: o.OnCheckpoint, OnGroupError: o.OnGroupError,
	}, func(g *Group, u *User) Membership { return Membership{Group: *g, Member: *u} })
}
