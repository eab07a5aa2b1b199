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

// showOneGroup shows a group as a response of its own.
func showOneGroup(g *group) server.Group {
	shown := showGroup(g)
	shown.Links.Base, shown.Links.Context = cloudSite, "/wiki"
	return shown
}

func (g *group) has(id string) bool { return slices.Contains(g.members, id) }

// GetGroups responds with the groups by name.
func (h cloudHandlers) GetGroups(ctx context.Context, r server.GetGroupsRequestObject) (server.GetGroupsResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	groups := h.store.groupsWhere(func(g *group) bool { return h.gives(g, r.Params.AccessType) })
	p := pagingOf(r.Params.Start, r.Params.Limit, standardLimit)
	return response{pageOf(ctx, h.Cloud, groups, p, showGroup).counted(0, nil)}, nil
}

// gives stands in for the access that groups give: a group whose every member
// is an administrator is taken for what makes them one.
func (s *Cloud) gives(g *group, access *server.GetGroupsParamsAccessType) bool {
	if access == nil || *access == server.GetGroupsParamsAccessTypeUser {
		return true
	}
	return len(g.members) > 0 && !slices.ContainsFunc(s.store.usersByID(g.members), func(u *user) bool {
		return !u.siteAdmin && (!u.admin || *access == server.GetGroupsParamsAccessTypeSiteAdmin)
	})
}

// SearchGroups responds with the groups whose name has a text in it.
func (h cloudHandlers) SearchGroups(ctx context.Context, r server.SearchGroupsRequestObject) (server.SearchGroupsResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	text := strings.ToLower(r.Params.Query)
	groups := h.store.groupsWhere(func(g *group) bool { return strings.Contains(strings.ToLower(g.name), text) })
	p := pagingOf(r.Params.Start, r.Params.Limit, standardLimit)
	p.limit = min(p.limit, standardLimit)
	return response{pageOf(ctx, h.Cloud, groups, p, showGroup).counted(len(groups), r.Params.ShouldReturnTotalSize)}, nil
}

// CreateGroup adds a group.
func (h cloudHandlers) CreateGroup(ctx context.Context, r server.CreateGroupRequestObject) (server.CreateGroupResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	switch {
	case !h.mayChangeGroups(ctx):
		return nil, noGroupChange()
	case strings.TrimSpace(r.Body.Name) == "":
		return nil, badRequest("Group name must not be blank")
	case h.store.groupByName(r.Body.Name) != nil:
		return nil, badRequest("Group already exists with name : " + r.Body.Name)
	}
	return server.CreateGroup201JSONResponse(showOneGroup(h.store.addGroup(r.Body.Name))), nil
}

// GetGroupByGroupID responds with one group.
func (h cloudHandlers) GetGroupByGroupID(_ context.Context, r server.GetGroupByGroupIDRequestObject) (server.GetGroupByGroupIDResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	g := h.store.group(r.Params.ID)
	if g == nil {
		return nil, noGroup(r.Params.ID)
	}
	return server.GetGroupByGroupID200JSONResponse(showOneGroup(g)), nil
}

// RemoveGroupByID deletes a group.
func (h cloudHandlers) RemoveGroupByID(ctx context.Context, r server.RemoveGroupByIDRequestObject) (server.RemoveGroupByIDResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	switch {
	case !h.mayChangeGroups(ctx):
		return nil, noGroupChange()
	case h.store.group(r.Params.ID) == nil:
		return nil, noGroup(r.Params.ID)
	}
	h.store.removeGroup(r.Params.ID)
	return server.RemoveGroupByID204Response{}, nil
}

func noGroup(id string) *fault { return notFound("No group found with id : " + id) }

func noGroupChange() *fault { return forbidden("User is not a site administrator") }

// mayChangeGroups reports whether the caller is a site administrator.
func (h cloudHandlers) mayChangeGroups(ctx context.Context) bool {
	u := h.store.user(exchangeOf(ctx).caller)
	return u != nil && u.siteAdmin
}

// RemoveMemberFromGroup is gone from the service, whatever is asked.
func (h cloudHandlers) RemoveMemberFromGroup(context.Context, server.RemoveMemberFromGroupRequestObject) (server.RemoveMemberFromGroupResponseObject, error) {
	return nil, bareFault(http.StatusGone, "com.atlassian.confluence.api.service.exceptions.pagesmodes.GoneException: "+
		"This deprecated endpoint has been removed.")
}
