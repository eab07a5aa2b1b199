package confluencetest

import (
	"context"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
)

// groupNamed returns a group, or the refusal of an unknown one. The name may be
// missing where it is a parameter.
func (a datacenterAPI) groupNamed(name *string) (*group, *fault) {
	if name == nil {
		return nil, dcNoGroup("null")
	}
	if g := a.store.groupByName(*name); g != nil {
		return g, nil
	}
	return nil, dcNoGroup(*name)
}

// GetGroups answers the groups by name.
func (a datacenterAPI) GetGroups(ctx context.Context, r server.GetGroupsRequestObject) (server.GetGroupsResponseObject, error) {
	defer a.locked()()
	p := pagingOf(r.Params.Start, r.Params.Limit, standardLimit)
	return reply{dcPageOf(ctx, a.Datacenter, a.store.groups, p, dcGroup)}, nil
}

// GetGroup answers one group, named in the path.
func (a datacenterAPI) GetGroup(_ context.Context, r server.GetGroupRequestObject) (server.GetGroupResponseObject, error) {
	defer a.locked()()
	g, refusal := a.groupNamed(&r.GroupName)
	if refusal != nil {
		return nil, refusal
	}
	return server.GetGroup200JSONResponse(dcOneGroup(g)), nil
}

// GetGroupByGroupName answers one group, named by a parameter.
func (a datacenterAPI) GetGroupByGroupName(_ context.Context, r server.GetGroupByGroupNameRequestObject) (server.GetGroupByGroupNameResponseObject, error) {
	defer a.locked()()
	g, refusal := a.groupNamed(r.Params.GroupName)
	if refusal != nil {
		return nil, refusal
	}
	return server.GetGroupByGroupName200JSONResponse(dcOneGroup(g)), nil
}

// CreateGroup adds a group.
func (a datacenterAPI) CreateGroup(ctx context.Context, r server.CreateGroupRequestObject) (server.CreateGroupResponseObject, error) {
	defer a.locked()()
	switch {
	case !a.isAdmin(ctx):
		return nil, dcNoAdmin()
	case isBlank(r.Body.Name):
		return nil, dcBadRequest("Group name must not be blank")
	case a.store.groupByName(r.Body.Name) != nil:
		return nil, dcConflict("Group already exists with name : " + r.Body.Name)
	}
	return server.CreateGroup200JSONResponse(dcOneGroup(a.store.addGroup(r.Body.Name))), nil
}

// DeleteGroup deletes a group.
func (a datacenterAPI) DeleteGroup(ctx context.Context, r server.DeleteGroupRequestObject) (server.DeleteGroupResponseObject, error) {
	defer a.locked()()
	if !a.isAdmin(ctx) {
		return nil, dcNoAdmin()
	}
	g, refusal := a.groupNamed(&r.GroupName)
	switch {
	case refusal != nil:
		return nil, refusal
	case g.name == administrators:
		return nil, dcBadRequest("Cannot delete the last group with administration rights : " + g.name)
	}
	a.store.removeGroup(g.id)
	return server.DeleteGroup204Response{}, nil
}
