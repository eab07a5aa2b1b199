package datacentertest

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/address"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// shownUser is a user in responses.
type shownUser struct {
	Type           string            `json:"type"`
	Username       string            `json:"username,omitempty"`
	UserKey        string            `json:"userKey,omitempty"`
	ProfilePicture icon              `json:"profilePicture"`
	DisplayName    string            `json:"displayName"`
	Email          string            `json:"email,omitempty"`
	LastLogin      string            `json:"lastLogin,omitempty"`
	Status         string            `json:"status,omitempty"`
	Expandable     map[string]string `json:"_expandable,omitempty"`
	Links          paging.Links      `json:"_links"`
}

type icon struct {
	Path      string `json:"path"`
	Width     int    `json:"width"`
	Height    int    `json:"height"`
	IsDefault bool   `json:"isDefault"`
}

func picture(ctx context.Context) icon {
	return icon{Path: address.ContextPath(ctx) + "/images/icons/profilepics/default.svg", Width: 48, Height: 48, IsDefault: true}
}

// expands reports whether a part is in a list of parts.
func expands(list *string, part string) bool {
	return list != nil && slices.Contains(strings.Split(*list, ","), part)
}

// person shows a user as a row of a list. The address is not among what a
// profile tells here.
func person(ctx context.Context, expand *string) func(*user) *shownUser {
	base, icon := address.Base(ctx), picture(ctx)
	return func(u *user) *shownUser {
		shown := &shownUser{
			Type: "known", Username: u.username, UserKey: u.id, ProfilePicture: icon, DisplayName: u.name,
			Links: paging.Links{Self: base + "/rest/api/user?key=" + u.id},
		}
		switch {
		case !expands(expand, "status"):
			shown.Expandable = map[string]string{"status": ""}
		case u.disabled:
			shown.Status = "deactivated"
		default:
			shown.Status = "current"
		}
		return shown
	}
}

// licensed shows a user as the list of active users does.
func licensed(ctx context.Context, expand *string) func(*user) *shownUser {
	one := person(ctx, expand)
	return func(u *user) *shownUser {
		shown := one(u)
		shown.Email = u.email
		if expands(expand, "lastLogin") && !u.lastLogin.IsZero() {
			shown.LastLogin = u.lastLogin.UTC().Format("2006-01-02T15:04:05.000Z")
		}
		return shown
	}
}

// topLevel adds what the response with a single object has and a row has not.
func (u *shownUser) topLevel(ctx context.Context) *shownUser {
	u.Links = topLinks(ctx, u.Links.Self)
	return u
}

// nobody is the user who is not logged in.
func nobody(ctx context.Context) *shownUser {
	return &shownUser{
		Type: "anonymous", DisplayName: "Anonymous", ProfilePicture: picture(ctx),
		Links: paging.Links{Self: address.Base(ctx) + "/rest/api/user/anonymous"},
	}
}

// showGroup shows a group as a row of a list.
func showGroup(ctx context.Context) func(*state.Group) server.Group {
	base := address.Base(ctx)
	return func(g *state.Group) server.Group { return groupAt(base, g) }
}

func groupAt(base string, g *state.Group) server.Group {
	self := "/rest/api/group/" + url.PathEscape(g.Name)
	if strings.Contains(g.Name, "/") { // there is no such path
		self = "/rest/api/group/info?groupName=" + url.QueryEscape(g.Name)
	}
	return server.Group{Type: "group", Name: g.Name, Links: server.Links{Self: base + self}}
}

func showMembership(ctx context.Context) func(state.Membership) server.Group {
	one := showGroup(ctx)
	return func(m state.Membership) server.Group { return one(m.Group) }
}

// showOneGroup shows a group as a response of its own.
func showOneGroup(ctx context.Context, g *state.Group) server.Group {
	shown := showGroup(ctx)(g)
	shown.Links.Base, shown.Links.Context = address.Base(ctx), address.ContextPath(ctx)
	return shown
}

// shownContent is content in responses.
type shownContent struct {
	ID     string       `json:"id"`
	Type   string       `json:"type"`
	Status string       `json:"status"`
	Title  string       `json:"title"`
	Links  paging.Links `json:"_links"`
}

// shownSpace is a space in responses.
type shownSpace struct {
	ID                   int64  `json:"id"`
	Key                  string `json:"key"`
	Name                 string `json:"name"`
	Status               string `json:"status"`
	Type                 string `json:"type"`
	CreationDate         string `json:"creationDate"`
	LastModificationDate string `json:"lastModificationDate"`
}

func showContent(ctx context.Context, c *content) shownContent {
	return shownContent{
		ID: c.id, Type: c.kind, Status: "current", Title: c.title,
		Links: paging.Links{Self: address.Base(ctx) + "/rest/api/content/" + c.id},
	}
}

func showSpace(s *state.Space) shownSpace {
	kind := "global"
	if strings.HasPrefix(s.Key, "~") {
		kind = "personal"
	}
	created := time.Date(2026, time.January, 31, 9, 30, 0, 0, time.UTC)
	at := created.Format("2006-01-02T15:04:05.000Z")
	return shownSpace{ID: s.ID, Key: s.Key, Name: s.Name, Status: "current", Type: kind, CreationDate: at, LastModificationDate: at}
}
