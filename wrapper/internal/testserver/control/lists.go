package control

import (
	"context"

	gen "github.com/confluence-people/go-sdk/gen/control"
)

// ListPeople responds with people and how they sign in.
func (h *handlers) ListPeople(_ context.Context, r gen.ListPeopleRequestObject) (gen.ListPeopleResponseObject, error) {
	p := r.Params
	results, total := h.site.People(textOf(p.Query), window(p.Start, p.Limit))
	return gen.ListPeople200JSONResponse{Total: total, Results: List(results)}, nil
}

// ListGroups responds with groups and the first of their members.
func (h *handlers) ListGroups(_ context.Context, r gen.ListGroupsRequestObject) (gen.ListGroupsResponseObject, error) {
	const usual = 20
	p := r.Params
	members := usual
	if p.Members != nil {
		members = *p.Members
	}
	results, total := h.site.Groups(textOf(p.Query), members, window(p.Start, p.Limit))
	return gen.ListGroups200JSONResponse{Total: total, Results: List(results)}, nil
}

// ListWatches responds with watches, the newest first.
func (h *handlers) ListWatches(_ context.Context, r gen.ListWatchesRequestObject) (gen.ListWatchesResponseObject, error) {
	p := r.Params
	results, total := h.site.Watches(textOf(p.Person), window(p.Start, p.Limit))
	return gen.ListWatches200JSONResponse{Total: total, Results: List(results)}, nil
}

// ListPages responds with content.
func (h *handlers) ListPages(_ context.Context, r gen.ListPagesRequestObject) (gen.ListPagesResponseObject, error) {
	results, total := h.site.Pages(window(r.Params.Start, r.Params.Limit))
	return gen.ListPages200JSONResponse{Total: total, Results: List(results)}, nil
}

// ListTasks responds with tasks, the newest first.
func (h *handlers) ListTasks(_ context.Context, r gen.ListTasksRequestObject) (gen.ListTasksResponseObject, error) {
	results, total := h.site.Tasks(window(r.Params.Start, r.Params.Limit))
	return gen.ListTasks200JSONResponse{Total: total, Results: List(results)}, nil
}
