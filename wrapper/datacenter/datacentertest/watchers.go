package datacentertest

import (
	"context"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// watcherLimit is how many watchers a list holds when no number is asked for.
const watcherLimit = 25

func (h handlers) watchersOf(ctx context.Context, kind state.Kind, target string, start, limit *int32) response {
	watchers := h.store.Watchers(kind, target)
	p := paging.Asked(start, limit, watcherLimit)
	return response{pageOf(ctx, h.Server, watchers, p, h.byID(person(ctx, nil))).numbered(watchers.Len())}
}

// GetContentWatchers lists who watches a page or blog post.
func (h handlers) GetContentWatchers(ctx context.Context, r server.GetContentWatchersRequestObject) (server.GetContentWatchersResponseObject, error) {
	defer h.locked()()
	c := h.store.contentByID(r.ContentID)
	switch {
	case !h.isAdmin(ctx):
		return nil, noAdmin()
	case c == nil:
		return nil, noContent(r.ContentID)
	case !c.isPage():
		return nil, badRequest("Content is neither a page nor a blog post : " + c.kind)
	}
	return h.watchersOf(ctx, state.OnContent, c.id, r.Params.Start, r.Params.Limit), nil
}

// GetSpaceWatchers lists who watches a space or some kind of content in it.
func (h handlers) GetSpaceWatchers(ctx context.Context, r server.GetSpaceWatchersRequestObject) (server.GetSpaceWatchersResponseObject, error) {
	defer h.locked()()
	switch {
	case !h.isAdmin(ctx):
		return nil, noAdmin()
	case h.store.Space(r.SpaceKey) == nil:
		return nil, noSpace(r.SpaceKey)
	}
	return h.watchersOf(ctx, state.OnSpace, r.SpaceKey, r.Params.Start, r.Params.Limit), nil
}
