package confluencetest

import (
	"context"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
)

// groupNamed returns a group, or the refusal of an unknown one. The name may be
// missing where it is a parameter.
func (h datacenterHandlers) groupNamed(name *string) (*group, *fault) {
	if name == nil {
		return nil, dcNoGroup("null")
	}
	if g := h.store.groupByName(*name); g != nil {
		return g, nil
	}
	return nil, dcNoGroup(*name)
}

// GetGroups responds with the groups by name.
func (h datacenterHandlers) GetGroups(ctx context.Context, r server.GetGroupsRequestObject) (server.GetGroupsResponseObject, error) {
	defer h.locked()()
	p := pagingOf(r.Params.Start, r.Params.Limit, standardLimit)
	return response{dcPageOf(ctx, h.Datacenter, h.store.groups, p, dcGroup)}, nil
}

// GetGroup responds with one group, named in the path.
func (h datacenterHandlers) GetGroup(_ context.Context, r server.GetGroupRequestObject) (server.GetGroupResponseObject, error) {
	defer h.locked()()
	g, refusal := h.groupNamed(&r.GroupName)
	if refusal != nil {
		return nil, refusal
	}
	return server.GetGroup200JSONResponse(dcOneGroup(g)), nil
}

// GetGroupByGroupName responds with one group, named by a parameter.
func (h datacenterHandlers) GetGroupByGroupName(_ context.Context, r server.GetGroupByGroupNameRequestObject) (server.GetGroupByGroupNameResponseObject, error) {
	defer h.locked()()
	g, refusal := h.groupNamed(r.Params.GroupName)
	if refusal != nil {
		return nil, refusal
	}
	return server.GetGroupByGroupName200JSONResponse(dcOneGroup(g)), nil
}

// CreateGroup adds a group.
func (h datacenterHandlers) CreateGroup(ctx context.Context, r server.CreateGroupRequestObject) (server.CreateGroupResponseObject, error) {
	defer h.locked()()
	switch {
	case !h.isAdmin(ctx):
		return nil, dcNoAdmin()
	case isBlank(r.Body.Name):
		return nil, dcBadRequest("Group name must not be blank")
	case h.store.groupByName(r.Body.Name) != nil:
		return nil, dcConflict("Group already exists with name : " + r.Body.Name)
	}
	return server.CreateGroup200JSONResponse(dcOneGroup(h.store.addGroup(r.Body.Name))), nil
}

// DeleteGroup deletes a group.
func (h datacenterHandlers) DeleteGroup(ctx context.Context, r server.DeleteGroupRequestObject) (server.DeleteGroupResponseObject, error) {
	defer h.locked()()
	if !h.isAdmin(ctx) {
		return nil, dcNoAdmin()
	}
	g, refusal := h.groupNamed(&r.GroupName)
	switch {
	case refusal != nil:
		return nil, refusal
	case g.name == administrators:
		return nil, dcBadRequest("Cannot delete the last group with administration rights : " + g.name)
	}
	h.store.removeGroup(g.id)
	return server.DeleteGroup204Response{}, nil
}
