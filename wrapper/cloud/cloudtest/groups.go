package cloudtest

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/address"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

func showGroup(ctx context.Context) func(*state.Group) server.Group {
	base := address.Base(ctx)
	return func(g *state.Group) server.Group { return groupAt(base, g) }
}

func groupAt(base string, g *state.Group) server.Group {
	return server.Group{
		Type: server.GroupTypeGroup, Name: g.Name, ID: g.ID,
		UsageType:   server.GroupUsageTypeUSERBASEGROUP,
		ResourceARI: "ari:cloud:identity::group/" + g.ID,
		ManagedBy:   cmp.Or(server.GroupManagedBy(g.ManagedBy), server.GroupManagedByADMINS),
		Links:       server.Links{Self: base + "/rest/experimental/group/" + url.PathEscape(g.Name)},
	}
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

// GetGroups responds with the groups by name.
func (h handlers) GetGroups(ctx context.Context, r server.GetGroupsRequestObject) (server.GetGroupsResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	groups := h.store.groupsGiving(r.Params.AccessType)
	p := paging.Asked(r.Params.Start, r.Params.Limit, paging.StandardLimit)
	return response{pageOf(ctx, h.Server, groups, p, showGroup(ctx)).counted(0, nil)}, nil
}

// SearchGroups responds with the groups whose name has a text in it.
func (h handlers) SearchGroups(ctx context.Context, r server.SearchGroupsRequestObject) (server.SearchGroupsResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	groups := paging.Slice[*state.Group](h.store.GroupsNamed(r.Params.Query))
	p := paging.Asked(r.Params.Start, r.Params.Limit, paging.StandardLimit)
	p.Limit = min(p.Limit, paging.StandardLimit)
	return response{pageOf(ctx, h.Server, groups, p, showGroup(ctx)).counted(len(groups), r.Params.ShouldReturnTotalSize)}, nil
}

// CreateGroup adds a group.
func (h handlers) CreateGroup(ctx context.Context, r server.CreateGroupRequestObject) (server.CreateGroupResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	switch {
	case !h.mayChangeGroups(ctx):
		return nil, noGroupChange()
	case strings.TrimSpace(r.Body.Name) == "":
		return nil, badRequest("Group name must not be blank")
	case state.TooLong(r.Body.Name, state.LongestName):
		return nil, badRequest("Group name must not be longer than 255 characters")
	case h.store.GroupByName(r.Body.Name) != nil:
		return nil, badRequest("Group already exists with name : " + r.Body.Name)
	}
	return server.CreateGroup201JSONResponse(showOneGroup(ctx, h.store.NeedGroup(r.Body.Name))), nil
}

// GetGroupByGroupID responds with one group.
func (h handlers) GetGroupByGroupID(ctx context.Context, r server.GetGroupByGroupIDRequestObject) (server.GetGroupByGroupIDResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	g := h.store.Group(r.Params.ID)
	if g == nil {
		return nil, noGroup(r.Params.ID)
	}
	return server.GetGroupByGroupID200JSONResponse(showOneGroup(ctx, g)), nil
}

// RemoveGroupByID deletes a group.
func (h handlers) RemoveGroupByID(ctx context.Context, r server.RemoveGroupByIDRequestObject) (server.RemoveGroupByIDResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	g := h.store.Group(r.Params.ID)
	switch {
	case !h.mayChangeGroups(ctx):
		return nil, noGroupChange()
	case g == nil:
		return nil, noGroup(r.Params.ID)
	case managedElsewhere(g):
		return nil, managedExternally()
	}
	h.store.removeGroup(g)
	return server.RemoveGroupByID204Response{}, nil
}

func noGroup(id string) *respond.Error { return notFound("No group found with id : " + id) }

// managedElsewhere reports whether an identity provider decides on the members.
func managedElsewhere(g *state.Group) bool {
	return g.ManagedBy == string(server.GroupManagedByEXTERNAL)
}

func managedExternally() *respond.Error { return forbidden("Group is managed externally") }

func noGroupChange() *respond.Error { return forbidden("User is not a site administrator") }

// mayChangeGroups reports whether the caller is a site administrator.
func (h handlers) mayChangeGroups(ctx context.Context) bool {
	u := h.store.user(callerOf(ctx))
	return u != nil && u.siteAdmin
}

// RemoveMemberFromGroup is gone from the service, whatever is asked.
func (h handlers) RemoveMemberFromGroup(context.Context, server.RemoveMemberFromGroupRequestObject) (server.RemoveMemberFromGroupResponseObject, error) {
	return nil, respond.Bare(http.StatusGone, "com.atlassian.confluence.api.service.exceptions.pagesmodes.GoneException: "+
		"This deprecated endpoint has been removed.")
}
