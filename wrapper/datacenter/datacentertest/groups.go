package datacentertest

import (
	"context"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// groupNamed returns a group, or the refusal of an unknown one. The name may be
// missing where it is a parameter.
func (h handlers) groupNamed(name *string) (*state.Group, *respond.Error) {
	if name == nil {
		return nil, noGroup("null")
	}
	if g := h.store.GroupByName(*name); g != nil {
		return g, nil
	}
	return nil, noGroup(*name)
}

// GetGroups responds with the groups by name.
func (h handlers) GetGroups(ctx context.Context, r server.GetGroupsRequestObject) (server.GetGroupsResponseObject, error) {
	defer h.locked()()
	p := paging.Asked(r.Params.Start, r.Params.Limit, paging.StandardLimit)
	return response{pageOf(ctx, h.Server, h.store.Groups(), p, showGroup(ctx))}, nil
}

// GetGroup responds with one group, named in the path.
func (h handlers) GetGroup(ctx context.Context, r server.GetGroupRequestObject) (server.GetGroupResponseObject, error) {
	defer h.locked()()
	g, refusal := h.groupNamed(&r.GroupName)
	if refusal != nil {
		return nil, refusal
	}
	return server.GetGroup200JSONResponse(showOneGroup(ctx, g)), nil
}

// GetGroupByGroupName responds with one group, named by a parameter.
func (h handlers) GetGroupByGroupName(ctx context.Context, r server.GetGroupByGroupNameRequestObject) (server.GetGroupByGroupNameResponseObject, error) {
	defer h.locked()()
	g, refusal := h.groupNamed(r.Params.GroupName)
	if refusal != nil {
		return nil, refusal
	}
	return server.GetGroupByGroupName200JSONResponse(showOneGroup(ctx, g)), nil
}

// CreateGroup adds a group.
func (h handlers) CreateGroup(ctx context.Context, r server.CreateGroupRequestObject) (server.CreateGroupResponseObject, error) {
	defer h.locked()()
	switch {
	case !h.isAdmin(ctx):
		return nil, noAdmin()
	case isBlank(r.Body.Name):
		return nil, badRequest("Group name must not be blank")
	case state.TooLong(r.Body.Name, state.LongestName):
		return nil, badRequest("Group name must not be longer than 255 characters")
	case h.store.GroupByName(r.Body.Name) != nil:
		return nil, conflict("Group already exists with name : " + r.Body.Name)
	}
	return server.CreateGroup200JSONResponse(showOneGroup(ctx, h.store.NeedGroup(r.Body.Name))), nil
}

// DeleteGroup deletes a group.
func (h handlers) DeleteGroup(ctx context.Context, r server.DeleteGroupRequestObject) (server.DeleteGroupResponseObject, error) {
	defer h.locked()()
	if !h.isAdmin(ctx) {
		return nil, noAdmin()
	}
	g, refusal := h.groupNamed(&r.GroupName)
	switch {
	case refusal != nil:
		return nil, refusal
	case g.Name == administrators:
		return nil, badRequest("Cannot delete the last group with administration rights : " + g.Name)
	}
	h.store.RemoveGroup(g)
	return server.DeleteGroup204Response{}, nil
}
