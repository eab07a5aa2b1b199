package cloudtest

import (
	"strings"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// access stands in for the access that groups give: a group whose every member
// is an administrator is taken for what makes them one. It counts as members
// come and go.
type access struct {
	counts            map[*state.Group]*accessCount
	admins, siteAdmin *state.Ordered[*state.Group] // by name
}

// accessCount is how many members of a group are no administrators, only
// administrators of Confluence, and of the site.
type accessCount struct{ nothing, admin, siteAdmin int }

func newAccess() access {
	byName := func(a, b *state.Group) int { return strings.Compare(a.Name, b.Name) }
	return access{map[*state.Group]*accessCount{}, state.NewOrdered(byName), state.NewOrdered(byName)}
}

func (c *accessCount) of(u *user) *int {
	switch {
	case u.siteAdmin:
		return &c.siteAdmin
	case u.admin:
		return &c.admin
	}
	return &c.nothing
}

func (a *access) joined(g *state.Group, u *user) {
	if a.counts[g] == nil {
		a.counts[g] = &accessCount{}
	}
	*a.counts[g].of(u)++
	a.list(g)
}

func (a *access) left(g *state.Group, u *user) {
	*a.counts[g].of(u)--
	a.list(g)
}

func (a *access) removed(g *state.Group) {
	delete(a.counts, g)
	a.admins.Remove(g)
	a.siteAdmin.Remove(g)
}

// list puts a group into the lists that it belongs to.
func (a *access) list(g *state.Group) {
	c := a.counts[g]
	set(a.admins, g, c.nothing == 0 && c.admin+c.siteAdmin > 0)
	set(a.siteAdmin, g, c.nothing == 0 && c.admin == 0 && c.siteAdmin > 0)
}

func set(list *state.Ordered[*state.Group], g *state.Group, in bool) {
	if in {
		list.Add(g)
	} else {
		list.Remove(g)
	}
}

// groupsGiving returns the groups that give some access, by name; all of them
// give that of a user.
func (s *store) groupsGiving(asked *server.GetGroupsParamsAccessType) *state.Ordered[*state.Group] {
	switch {
	case asked == nil || *asked == server.GetGroupsParamsAccessTypeUser:
		return s.Groups()
	case *asked == server.GetGroupsParamsAccessTypeAdmin:
		return s.access.admins
	default:
		return s.access.siteAdmin
	}
}
