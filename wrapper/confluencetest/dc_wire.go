package confluencetest

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
)

// dcUser is a user in responses.
type dcUser struct {
	Type           string            `json:"type"`
	Username       string            `json:"username,omitempty"`
	UserKey        string            `json:"userKey,omitempty"`
	ProfilePicture icon              `json:"profilePicture"`
	DisplayName    string            `json:"displayName"`
	Email          string            `json:"email,omitempty"`
	LastLogin      string            `json:"lastLogin,omitempty"`
	Status         string            `json:"status,omitempty"`
	Expandable     map[string]string `json:"_expandable,omitempty"`
	Links          links             `json:"_links"`
}

func dcPicture() icon {
	return icon{Path: datacenterBase + "/images/icons/profilepics/default.svg", Width: 48, Height: 48, IsDefault: true}
}

// expands reports whether a part is in a list of parts.
func expands(list *string, part string) bool {
	return list != nil && slices.Contains(strings.Split(*list, ","), part)
}

// person shows a user as a row of a list. The address is not among what a
// profile tells here.
func person(expand *string) func(*user) *dcUser {
	return func(u *user) *dcUser {
		shown := &dcUser{
			Type: "known", Username: u.username, UserKey: u.id, ProfilePicture: dcPicture(), DisplayName: u.name,
			Links: links{Self: datacenterSite + "/rest/api/user?key=" + u.id},
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
func licensed(expand *string) func(*user) *dcUser {
	one := person(expand)
	return func(u *user) *dcUser {
		shown := one(u)
		shown.Email = u.email
		if expands(expand, "lastLogin") && !u.lastLogin.IsZero() {
			shown.LastLogin = u.lastLogin.UTC().Format("2006-01-02T15:04:05.000Z")
		}
		return shown
	}
}

// topLevel adds what the response with a single object has and a row has not.
func (u *dcUser) topLevel() *dcUser {
	u.Links.Base, u.Links.Context = datacenterSite, datacenterBase
	return u
}

// dcNobody is the user who is not logged in.
func dcNobody() *dcUser {
	return &dcUser{
		Type: "anonymous", DisplayName: "Anonymous", ProfilePicture: dcPicture(),
		Links: links{Self: datacenterSite + "/rest/api/user/anonymous"},
	}
}

// dcGroup shows a group as a row of a list.
func dcGroup(g *group) server.Group {
	self := "/rest/api/group/" + url.PathEscape(g.name)
	if strings.Contains(g.name, "/") { // there is no such path
		self = "/rest/api/group/info?groupName=" + url.QueryEscape(g.name)
	}
	return server.Group{Type: "group", Name: g.name, Links: server.Links{Self: datacenterSite + self}}
}

// dcOneGroup shows a group as a response of its own.
func dcOneGroup(g *group) server.Group {
	shown := dcGroup(g)
	shown.Links.Base, shown.Links.Context = datacenterSite, datacenterBase
	return shown
}

// dcContent is content in responses.
type dcContent struct {
	ID     string `json:"id"`
	Type   string `json:"type"`
	Status string `json:"status"`
	Title  string `json:"title"`
	Links  links  `json:"_links"`
}

// dcSpace is a space in responses.
type dcSpace struct {
	ID           int64  `json:"id"`
	Key          string `json:"key"`
	Name         string `json:"name"`
	Status       string `json:"status"`
	Type         string `json:"type"`
	CreationDate string `json:"creationDate"`
}

func showContent(c *content) dcContent {
	return dcContent{
		ID: c.id, Type: c.kind, Status: "current", Title: c.title,
		Links: links{Self: datacenterSite + "/rest/api/content/" + c.id},
	}
}

func showSpace(s *space) dcSpace {
	kind := "global"
	if strings.HasPrefix(s.key, "~") {
		kind = "personal"
	}
	created := time.Date(2026, time.January, 31, 9, 30, 0, 0, time.UTC)
	return dcSpace{ID: s.id, Key: s.key, Name: s.name, Status: "current", Type: kind, CreationDate: created.Format("2006-01-02T15:04:05.000Z")}
}
