package datacenter

import (
	"strings"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
)

// Parts of a user that are sent only when asked for.
const (
	// ExpandStatus asks for the state of an account, in [User.Status] and
	// [User.Active], which say nothing without it.
	ExpandStatus = "status"
	// ExpandLastLogin asks ListActive for the time of the last login, in
	// User.LastLogin.
	ExpandLastLogin = "lastLogin"
)

// UserGetOptions are the options of Users.Get, Current and Anonymous.
type UserGetOptions struct {
	// Expand lists parts to send, such as [ExpandStatus]; none by default. The
	// service ignores what it does not know.
	Expand []string
}

// UserListOptions are the options of Users.List and All.
type UserListOptions struct {
	// Start is the offset of the first row, from 0, the default.
	Start int
	// Limit is the page size in rows; 0 is the service's default, 100.
	Limit int
	// Ahead is how many pages a walk fetches beyond the one being read, from 0,
	// the default, to 100. A single page ignores it.
	Ahead int
	// Expand lists parts to send, such as [ExpandStatus]; none by default. The
	// service ignores what it does not know.
	Expand []string
}

// ActiveUserListOptions are the options of Users.ListActive and AllActive.
type ActiveUserListOptions struct {
	// Start is the offset of the first row, from 0, the default.
	Start int
	// Limit is the page size in rows; 0 is the service's default, 100.
	Limit int
	// Ahead is how many pages a walk fetches beyond the one being read, from 0,
	// the default, to 100. A single page ignores it.
	Ahead int
	// Expand lists parts to send, such as [ExpandLastLogin]; none by default.
	// The service ignores what it does not know.
	Expand []string
}

// UserGroupListOptions are the options of Users.ListGroups and AllGroups.
type UserGroupListOptions struct {
	// Start is the offset of the first row, from 0, the default.
	Start int
	// Limit is the page size in rows; 0 is the service's default, 200. Services
	// cap it at 200.
	Limit int
	// Ahead is how many pages a walk fetches beyond the one being read, from 0,
	// the default, to 100. A single page ignores it.
	Ahead int
	// Expand lists parts to send; none by default, and none are known.
	Expand []string
}

// GroupGetOptions are the options of Groups.Get.
type GroupGetOptions struct {
	// Expand lists parts to send; none by default, and none are known.
	Expand []string
}

// GroupListOptions are the options of Groups.List and All.
type GroupListOptions struct {
	// Start is the offset of the first row, from 0, the default.
	Start int
	// Limit is the page size in rows; 0 is the service's default, 200. Services
	// cap it at 200.
	Limit int
	// Ahead is how many pages a walk fetches beyond the one being read, from 0,
	// the default, to 100. A single page ignores it.
	Ahead int
	// Expand lists parts to send; none by default, and none are known.
	Expand []string
}

// MemberListOptions are the options of Groups.ListMembers and AllMembers.
type MemberListOptions struct {
	// Start is the offset of the first row, from 0, the default.
	Start int
	// Limit is the page size in rows; 0 is the service's default, 200. Services
	// cap it at 200.
	Limit int
	// Ahead is how many pages a walk fetches beyond the one being read, from 0,
	// the default, to 100. A single page ignores it.
	Ahead int
	// Expand lists parts to send, such as [ExpandStatus]; none by default. The
	// service ignores what it does not know.
	Expand []string
}

// SubgroupListOptions are the options of Groups.ListSubgroups and AllSubgroups.
type SubgroupListOptions struct {
	// Start is the offset of the first row, from 0, the default.
	Start int
	// Limit is the page size in rows; 0 is the service's default, 200. Services
	// cap it at 200.
	Limit int
	// Ahead is how many pages a walk fetches beyond the one being read, from 0,
	// the default, to 100. A single page ignores it.
	Ahead int
	// Expand lists parts to send; none by default, and none are known.
	Expand []string
}

// ParentListOptions are the options of Groups.ListParents and AllParents.
type ParentListOptions struct {
	// Start is the offset of the first row, from 0, the default.
	Start int
	// Limit is the page size in rows; 0 is the service's default, 200. Services
	// cap it at 200.
	Limit int
	// Ahead is how many pages a walk fetches beyond the one being read, from 0,
	// the default, to 100. A single page ignores it.
	Ahead int
	// Expand lists parts to send; none by default, and none are known.
	Expand []string
}

// AncestorListOptions are the options of Groups.ListAncestors and AllAncestors.
type AncestorListOptions struct {
	// Start is the offset of the first row, from 0, the default.
	Start int
	// Limit is the page size in rows; 0 is the service's default, 200. Services
	// cap it at 200.
	Limit int
	// Ahead is how many pages a walk fetches beyond the one being read, from 0,
	// the default, to 100. A single page ignores it.
	Ahead int
}

// SyncMembersOptions are the options of Groups.SyncMembers.
type SyncMembersOptions struct {
	// Ahead is how many pages of members are fetched beyond the one being read,
	// from 0, the default, to 100.
	Ahead int
	// AddOnly plans no removals. By default a member who is not wanted is
	// removed.
	AddOnly bool
	// AllowEmpty allows to want nobody, which empties the group. By default that
	// is [confluence.ErrInvalid], unless AddOnly is set.
	AllowEmpty bool
}

// WatcherListOptions are the options of all listings of watchers.
type WatcherListOptions struct {
	// Start is the offset of the first row, from 0, the default.
	Start int
	// Limit is the page size in rows; 0 is the service's default, 25.
	Limit int
	// Ahead is how many pages a walk fetches beyond the one being read, from 0,
	// the default, to 100. A single page ignores it.
	Ahead int
}

// ContentType is a kind of content, such as [ContentBlogPost]. It is open: the
// service may take others.
type ContentType string

// The known kinds of content.
const (
	// ContentPage is a page.
	ContentPage ContentType = "page"
	// ContentBlogPost is a blog post.
	ContentBlogPost ContentType = "blogpost"
)

// SpaceWatchOptions are the options of Watches.IsWatchingSpace, WatchSpace and
// UnwatchSpace.
type SpaceWatchOptions struct {
	// ContentTypes narrow the watch to content of these kinds; none, the default,
	// is the space as a whole. A blank one is [confluence.ErrInvalid].
	ContentTypes []ContentType
}

// TaskGetOptions are the options of Tasks.Get.
type TaskGetOptions struct {
	// Expand lists parts to send; none by default, and none are known.
	Expand []string
}

// TaskListOptions are the options of Tasks.List and All.
type TaskListOptions struct {
	// Start is the offset of the first row, from 0, the default.
	Start int
	// Limit is the page size in rows; 0 is the service's default, 100.
	Limit int
	// Ahead is how many pages a walk fetches beyond the one being read, from 0,
	// the default, to 100. A single page ignores it.
	Ahead int
	// Expand lists parts to send; none by default, and none are known.
	Expand []string
}

func (o UserListOptions) window() paging.Window {
	return paging.Window{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}
}

func (o ActiveUserListOptions) window() paging.Window {
	return paging.Window{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}
}

func (o UserGroupListOptions) window() paging.Window {
	return paging.Window{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}
}

func (o GroupListOptions) window() paging.Window {
	return paging.Window{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}
}

func (o MemberListOptions) window() paging.Window {
	return paging.Window{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}
}

func (o SubgroupListOptions) window() paging.Window {
	return paging.Window{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}
}

func (o ParentListOptions) window() paging.Window {
	return paging.Window{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}
}

func (o AncestorListOptions) window() paging.Window {
	return paging.Window{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}
}

func (o WatcherListOptions) window() paging.Window {
	return paging.Window{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}
}

func (o TaskListOptions) window() paging.Window {
	return paging.Window{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}
}

// expansion is how parts to send are asked for. It is made once a walk, so that
// a walk does not share the list with the caller.
func expansion(parts []string) *string {
	return param.Text[string](strings.Join(parts, ","))
}

// contentTypes returns the kinds of content that a watch is narrowed to.
func (o *SpaceWatchOptions) contentTypes() ([]string, error) {
	if o == nil {
		return nil, nil
	}
	kinds := make([]string, len(o.ContentTypes))
	for i, kind := range o.ContentTypes {
		kinds[i] = string(kind)
		if strings.TrimSpace(kinds[i]) != kinds[i] {
			return nil, argument.Invalid("content type", "has white space around it")
		}
		if err := argument.Value("content type", kinds[i]); err != nil {
			return nil, err
		}
	}
	return kinds, nil
}
