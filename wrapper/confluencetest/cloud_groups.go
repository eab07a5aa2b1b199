package confluencetest

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
)

func showGroup(g *group) server.Group {
	return server.Group{
		Type: server.GroupTypeGroup, Name: g.name, ID: g.id,
		UsageType: server.GroupUsageTypeUSERBASEGROUP, ManagedBy: server.GroupManagedByADMINS,
		Links: server.Links{Self: cloudSite + "/rest/experimental/group/" + url.PathEscape(g.name)},
	}
}

// showOneGroup shows a group as an answer of its own.
func showOneGroup(g *group) server.Group {
	shown := showGroup(g)
	shown.Links.Base, shown.Links.Context = cloudSite, "/wiki"
	return shown
}

func (g *group) has(id string) bool { return slices.Contains(g.members, id) }

// GetGroups answers the groups by name.
func (a cloudAPI) GetGroups(ctx context.Context, r server.GetGroupsRequestObject) (server.GetGroupsResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	groups := a.store.groupsWhere(func(g *group) bool { return a.gives(g, r.Params.AccessType) })
	p := pagingOf(r.Params.Start, r.Params.Limit, standardLimit)
	return reply{pageOf(ctx, a.Cloud, groups, p, showGroup).counted(0, nil)}, nil
}

// gives stands in for the access that groups give: a group whose every member
// is an administrator is taken for what makes them one.
func (c *Cloud) gives(g *group, access *server.GetGroupsParamsAccessType) bool {
	if access == nil || *access == server.GetGroupsParamsAccessTypeUser {
		return true
	}
	return len(g.members) > 0 && !slices.ContainsFunc(c.store.usersByID(g.members), func(u *user) bool {
		return !u.siteAdmin && (!u.admin || *access == server.GetGroupsParamsAccessTypeSiteAdmin)
	})
}

// SearchGroups answers the groups whose name has a text in it.
func (a cloudAPI) SearchGroups(ctx context.Context, r server.SearchGroupsRequestObject) (server.SearchGroupsResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	text := strings.ToLower(r.Params.Query)
	groups := a.store.groupsWhere(func(g *group) bool { return strings.Contains(strings.ToLower(g.name), text) })
	p := pagingOf(r.Params.Start, r.Params.Limit, standardLimit)
	p.limit = min(p.limit, standardLimit)
	return reply{pageOf(ctx, a.Cloud, groups, p, showGroup).counted(len(groups), r.Params.ShouldReturnTotalSize)}, nil
}

// CreateGroup adds a group.
func (a cloudAPI) CreateGroup(ctx context.Context, r server.CreateGroupRequestObject) (server.CreateGroupResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	switch {
	case !a.mayChangeGroups(ctx):
		return nil, noGroupChange()
	case strings.TrimSpace(r.Body.Name) == "":
		return nil, badRequest("Group name must not be blank")
	case a.store.groupByName(r.Body.Name) != nil:
		return nil, badRequest("Group already exists with name : " + r.Body.Name)
	}
	return server.CreateGroup201JSONResponse(showOneGroup(a.store.addGroup(r.Body.Name))), nil
}

// GetGroupByGroupID answers one group.
func (a cloudAPI) GetGroupByGroupID(_ context.Context, r server.GetGroupByGroupIDRequestObject) (server.GetGroupByGroupIDResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	g := a.store.group(r.Params.ID)
	if g == nil {
		return nil, noGroup(r.Params.ID)
	}
	return server.GetGroupByGroupID200JSONResponse(showOneGroup(g)), nil
}

// RemoveGroupByID deletes a group.
func (a cloudAPI) RemoveGroupByID(ctx context.Context, r server.RemoveGroupByIDRequestObject) (server.RemoveGroupByIDResponseObject, error) {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	switch {
	case !a.mayChangeGroups(ctx):
		return nil, noGroupChange()
	case a.store.group(r.Params.ID) == nil:
		return nil, noGroup(r.Params.ID)
	}
	a.store.removeGroup(r.Params.ID)
	return server.RemoveGroupByID204Response{}, nil
}

func noGroup(id string) *fault { return notFound("No group found with id : " + id) }

func noGroupChange() *fault { return forbidden("User is not a site administrator") }

// mayChangeGroups reports whether the caller is a site administrator.
func (a cloudAPI) mayChangeGroups(ctx context.Context) bool {
	u := a.store.user(exchangeOf(ctx).caller)
	return u != nil && u.siteAdmin
}

// RemoveMemberFromGroup is gone from the service, whatever is asked.
func (a cloudAPI) RemoveMemberFromGroup(context.Context, server.RemoveMemberFromGroupRequestObject) (server.RemoveMemberFromGroupResponseObject, error) {
	return nil, bareFault(http.StatusGone, "com.atlassian.confluence.api.service.exceptions.pagesmodes.GoneException: "+
		"This deprecated endpoint has been removed.")
}
