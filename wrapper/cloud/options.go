package cloud

import (
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
)

// Parts of a user that are sent only when asked for.
const (
	// ExpandOperations asks for what the caller may do with the user, in
	// User.Operations.
	ExpandOperations = "operations"
	// ExpandPersonalSpace asks for the user's personal space, in
	// User.PersonalSpace.
	ExpandPersonalSpace = "personalSpace"
	// ExpandIsExternalCollaborator asks whether the user is a guest, in
	// User.IsExternalCollaborator.
	ExpandIsExternalCollaborator = "isExternalCollaborator"
)

// UserGetOptions are the options of Users.Get, Current and Anonymous.
type UserGetOptions struct {
	// Expand lists parts to send, such as [ExpandPersonalSpace]; none by
	// default.
	Expand []string
}

// UserGroupListOptions are the options of Users.ListGroups and AllGroups.
type UserGroupListOptions struct {
	// Start is the offset of the first row, from 0, the default.
	Start int
	// Limit is the page size in rows; 0 is the service's default, 200. The
	// service caps it at 200.
	Limit int
	// Ahead is how many pages a walk fetches beyond the one being read, from 0,
	// the default, to 100. A single page ignores it.
	Ahead int
}

// UserSearchOptions are the options of Users.Search and AllSearch.
type UserSearchOptions struct {
	// Start is the offset of the first row, from 0, the default.
	Start int
	// Limit is the page size in rows; 0 is the service's default, 25.
	Limit int
	// Ahead is how many pages a walk fetches beyond the one being read, from 0,
	// the default, to 100. A single page ignores it.
	Ahead int
	// Expand lists parts of each user to send, such as [ExpandPersonalSpace];
	// none by default.
	Expand []string
	// SitePermission chooses between people and guests; the default is
	// [SitePermissionNone].
	SitePermission SitePermission
}

// SitePermission chooses between the people of a site and its guests. It is
// open: the service may take others.
type SitePermission string

// The known choices between people and guests.
const (
	// SitePermissionNone is people without guests.
	SitePermissionNone SitePermission = "none"
	// SitePermissionExternalCollaborator is guests alone.
	SitePermissionExternalCollaborator SitePermission = "externalCollaborator"
	// SitePermissionAll is both.
	SitePermissionAll SitePermission = "all"
)

// GroupListOptions are the options of Groups.List and All.
type GroupListOptions struct {
	// Start is the offset of the first row, from 0, the default.
	Start int
	// Limit is the page size in rows; 0 is the service's default, 200. The
	// service caps it at 200.
	Limit int
	// Ahead is how many pages a walk fetches beyond the one being read, from 0,
	// the default, to 100. A single page ignores it.
	Ahead int
	// AccessType keeps the groups that give that access. By default all groups
	// are listed.
	AccessType AccessType
}

// AccessType is a kind of access that groups give. It is open: the service may
// take others.
type AccessType string

// The known kinds of access.
const (
	// AccessUser is use of the site.
	AccessUser AccessType = "user"
	// AccessAdmin is administration of Confluence.
	AccessAdmin AccessType = "admin"
	// AccessSiteAdmin is administration of the site.
	AccessSiteAdmin AccessType = "site-admin"
)

// GroupSearchOptions are the options of Groups.Search and AllSearch.
type GroupSearchOptions struct {
	// Start is the offset of the first row, from 0, the default.
	Start int
	// Limit is the page size in rows; 0 is the service's default, 200. The
	// service caps it at 200.
	Limit int
	// Ahead is how many pages a walk fetches beyond the one being read, from 0,
	// the default, to 100. A single page ignores it.
	Ahead int
	// Count asks the service to count the groups, in Page.Count, which makes the
	// request slower. By default nothing is counted.
	Count bool
}

// MemberListOptions are the options of Groups.ListMembers and AllMembers.
type MemberListOptions struct {
	// Start is the offset of the first row, from 0, the default.
	Start int
	// Limit is the page size in rows; 0 is the service's default, 200. More
	// than 200 is [confluence.ErrBadRequest].
	Limit int
	// Ahead is how many pages a walk fetches beyond the one being read, from 0,
	// the default, to 100. A single page ignores it.
	Ahead int
	// Expand lists parts of each user to send, such as [ExpandPersonalSpace];
	// none by default.
	Expand []string
	// Count asks the service to count the members, in Page.Count, which makes the
	// request slower. By default nothing is counted.
	Count bool
}

// WatcherListOptions are the options of all listings of watchers.
type WatcherListOptions struct {
	// Start is the offset of the first row, from 0, the default.
	Start int
	// Limit is the page size in rows; 0 is the service's default, 200. The
	// service caps it at 200.
	Limit int
	// Ahead is how many pages a walk fetches beyond the one being read, from 0,
	// the default, to 100. A single page ignores it.
	Ahead int
}

// PropertyListOptions are the options of Properties.List and All.
type PropertyListOptions struct {
	// Start is the offset of the first row, from 0, the default.
	Start int
	// Limit is the page size in rows; 0 is the service's default, 5. The
	// service caps it at 25.
	Limit int
	// Ahead is how many pages a walk fetches beyond the one being read, from 0,
	// the default, to 100. A single page ignores it.
	Ahead int
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
	// SpaceKey keeps the tasks of a space. By default all tasks are listed.
	SpaceKey string
}

// LookupOptions are the options of Users.Lookup.
type LookupOptions struct {
	// Ahead is how many requests may be under way beside the first, from 0, the
	// default, to 100. The outcome is the same.
	Ahead int
}

// LookupV1Options are the options of Users.LookupV1.
type LookupV1Options struct {
	// Ahead is how many requests may be under way beside the first, from 0, the
	// default, to 100. The outcome is the same.
	Ahead int
	// Expand lists parts of each user to send, such as [ExpandPersonalSpace];
	// none by default.
	Expand []string
}

// EmailsOptions are the options of Users.Emails.
type EmailsOptions struct {
	// Ahead is how many requests may be under way beside the first, from 0, the
	// default, to 100. The outcome is the same.
	Ahead int
}

// CheckAccessOptions are the options of Users.CheckAccess.
type CheckAccessOptions struct {
	// Ahead is how many requests may be under way beside the first, from 0, the
	// default, to 100. The outcome is the same.
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

func (o UserGroupListOptions) window() paging.Window {
	return paging.Window{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}
}

func (o UserSearchOptions) window() paging.Window {
	return paging.Window{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}
}

func (o GroupListOptions) window() paging.Window {
	return paging.Window{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}
}

func (o GroupSearchOptions) window() paging.Window {
	return paging.Window{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}
}

func (o MemberListOptions) window() paging.Window {
	return paging.Window{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}
}

func (o WatcherListOptions) window() paging.Window {
	return paging.Window{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}
}

func (o PropertyListOptions) window() paging.Window {
	return paging.Window{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}
}

func (o TaskListOptions) window() paging.Window {
	return paging.Window{Start: o.Start, Limit: o.Limit, Ahead: o.Ahead}
}
