package confluencetest

import (
	"context"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
)

// dcWatcherLimit is how many watchers a list holds when no number is asked for.
const dcWatcherLimit = 25

func (h datacenterHandlers) watchersOf(ctx context.Context, kind watchKind, target string, start, limit *int32) response {
	watchers := h.store.watchers(kind, target)
	p := pagingOf(start, limit, dcWatcherLimit)
	return response{dcPageOf(ctx, h.Datacenter, watchers, p, person(nil)).numbered(len(watchers))}
}

// GetContentWatchers lists who watches a page or blog post.
func (h datacenterHandlers) GetContentWatchers(ctx context.Context, r server.GetContentWatchersRequestObject) (server.GetContentWatchersResponseObject, error) {
	defer h.locked()()
	c := h.store.contentByID(r.ContentID)
	switch {
	case !h.isAdmin(ctx):
		return nil, dcNoAdmin()
	case c == nil:
		return nil, dcNoContent(r.ContentID)
	case !c.isPage():
		return nil, dcBadRequest("Content is neither a page nor a blog post : " + c.kind)
	}
	return h.watchersOf(ctx, watchContent, c.id, r.Params.Start, r.Params.Limit), nil
}

// GetSpaceWatchers lists who watches a space or some kind of content in it.
func (h datacenterHandlers) GetSpaceWatchers(ctx context.Context, r server.GetSpaceWatchersRequestObject) (server.GetSpaceWatchersResponseObject, error) {
	defer h.locked()()
	switch {
	case !h.isAdmin(ctx):
		return nil, dcNoAdmin()
	case h.store.space(r.SpaceKey) == nil:
		return nil, dcNoSpace(r.SpaceKey)
	}
	return h.watchersOf(ctx, watchSpace, r.SpaceKey, r.Params.Start, r.Params.Limit), nil
}
