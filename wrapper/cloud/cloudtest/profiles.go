package cloudtest

import (
	"context"
	"net/url"
	"slices"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/address"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/places"
)

// shownUser is an account in responses of v1.
type shownUser struct {
	Type                   string            `json:"type"`
	AccountID              string            `json:"accountId,omitempty"`
	AccountType            *string           `json:"accountType,omitempty"`
	Email                  *string           `json:"email,omitempty"`
	PublicName             string            `json:"publicName,omitempty"`
	ProfilePicture         icon              `json:"profilePicture"`
	DisplayName            string            `json:"displayName"`
	IsExternalCollaborator bool              `json:"isExternalCollaborator"`
	IsGuest                *bool             `json:"isGuest,omitempty"`
	Locale                 string            `json:"locale,omitempty"`
	AccountStatus          string            `json:"accountStatus,omitempty"`
	TimeZone               string            `json:"timeZone,omitempty"`
	Details                cloud.Details     `json:"details,omitzero"`
	Operations             []operation       `json:"operations,omitempty"`
	PersonalSpace          *places.Space     `json:"personalSpace,omitempty"`
	Expandable             map[string]string `json:"_expandable"`
	Links                  paging.Links      `json:"_links"`
}

// shownWatcher is an account in lists of watchers, which name everything.
type shownWatcher struct {
	Type                   string        `json:"type"`
	AccountID              string        `json:"accountId"`
	ProfilePicture         icon          `json:"profilePicture"`
	DisplayName            string        `json:"displayName"`
	Operations             []operation   `json:"operations"`
	ExternalCollaborator   bool          `json:"externalCollaborator"`
	IsGuest                bool          `json:"isGuest"`
	Guest                  bool          `json:"guest"`
	IsExternalCollaborator bool          `json:"isExternalCollaborator"`
	AccountType            string        `json:"accountType"`
	Email                  string        `json:"email"`
	PublicName             string        `json:"publicName"`
	PersonalSpace          *places.Space `json:"personalSpace"`
	AccountStatus          string        `json:"accountStatus"`
	Locale                 string        `json:"locale"`
	TimeZone               string        `json:"timeZone,omitempty"`
	Details                cloud.Details `json:"details,omitzero"`
}

type icon struct {
	Path      string `json:"path"`
	Width     int    `json:"width,omitempty"` // v2 has no sizes
	Height    int    `json:"height,omitempty"`
	IsDefault bool   `json:"isDefault"`
}

type operation struct {
	Operation  string `json:"operation"`
	TargetType string `json:"targetType"`
}

// locale is that of every account here.
const locale = "en-GB"

func picture(u *user) icon {
	return icon{Path: "/wiki/aa-avatar/" + url.QueryEscape(u.id), Width: 48, Height: 48}
}

// emailFor returns the address as one account sees that of another.
func (u *user) emailFor(caller string) string {
	if u.hideEmail && u.id != caller {
		return ""
	}
	return u.email
}

// show returns a copy of an account with the parts that are asked for in full.
// Which operations those are depends on what is looked at.
func (s *store) show(ctx context.Context, u *user, caller string, expand *[]string, operations []operation) *shownUser {
	shown := &shownUser{
		Type: "known", AccountID: u.id, AccountType: new(u.kind), Email: new(u.emailFor(caller)), PublicName: u.name,
		ProfilePicture: picture(u), DisplayName: u.name, IsExternalCollaborator: u.guest, IsGuest: new(u.guest),
		Locale: locale, AccountStatus: u.status, TimeZone: u.timeZone, Details: u.details, Expandable: map[string]string{},
		Links: selfOf(ctx, "/rest/api/user", "accountId", u.id),
	}
	if asksFor(expand, "operations") {
		shown.Operations = operations
	} else {
		shown.Expandable["operations"] = ""
	}
	if asksFor(expand, "personalSpace") {
		space := places.OfSpace(address.Base(ctx), s.personalSpace(u))
		shown.PersonalSpace = &space
	} else {
		shown.Expandable["personalSpace"] = ""
	}
	return shown
}

func asksFor(expand *[]string, part string) bool {
	return expand != nil && slices.Contains(*expand, part)
}

// watcher returns an account as lists of watchers show it.
func watcher(u *user, caller string) shownWatcher {
	return shownWatcher{
		Type: "known", AccountID: u.id, ProfilePicture: picture(u), DisplayName: u.name,
		ExternalCollaborator: u.guest, IsGuest: u.guest, Guest: u.guest, IsExternalCollaborator: u.guest,
		AccountType: u.kind, Email: u.emailFor(caller), PublicName: u.name, AccountStatus: u.status, Locale: locale,
		TimeZone: u.timeZone, Details: u.details,
	}
}

// anonymous returns the one without an account.
func anonymous(ctx context.Context, expand *[]string) *shownUser {
	shown := &shownUser{
		Type: "anonymous", DisplayName: "Anonymous", Locale: locale, AccountStatus: "active",
		ProfilePicture: icon{Path: "/wiki/images/icons/profilepics/default.svg", Width: 48, Height: 48, IsDefault: true},
		Expandable:     map[string]string{}, Links: selfOf(ctx, "/rest/api/user/anonymous", "", ""),
	}
	if asksFor(expand, "operations") {
		shown.Operations = []operation{{"use", "application"}}
	} else {
		shown.Expandable["operations"] = ""
	}
	return shown
}

// topLevel adds what the response with a single object has and a row has not.
func (u *shownUser) topLevel(ctx context.Context) *shownUser {
	u.Links = topLinks(ctx, u.Links.Self)
	return u
}
