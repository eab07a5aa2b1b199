package confluencetest

import (
	"context"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
)

// dcWatcherLimit is how many watchers a list holds when no number is asked for.
const dcWatcherLimit = 25

func (a datacenterAPI) watchersOf(ctx context.Context, kind watchKind, target string, start, limit *int32) reply {
	watchers := a.store.watchers(kind, target)
	p := pagingOf(start, limit, dcWatcherLimit)
	return reply{dcPageOf(ctx, a.Datacenter, watchers, p, person(nil)).numbered(len(watchers))}
}

// GetContentWatchers answers who watches a page or blog post.
func (a datacenterAPI) GetContentWatchers(ctx context.Context, r server.GetContentWatchersRequestObject) (server.GetContentWatchersResponseObject, error) {
	defer a.locked()()
	c := a.store.contentByID(r.ContentID)
	switch {
	case !a.isAdmin(ctx):
		return nil, dcNoAdmin()
	case c == nil:
		return nil, dcNoContent(r.ContentID)
	case !c.isPage():
		return nil, dcBadRequest("Content is neither a page nor a blog post : " + c.kind)
	}
	return a.watchersOf(ctx, watchContent, c.id, r.Params.Start, r.Params.Limit), nil
}

// GetSpaceWatchers answers who watches a space or some kind of content in it.
func (a datacenterAPI) GetSpaceWatchers(ctx context.Context, r server.GetSpaceWatchersRequestObject) (server.GetSpaceWatchersResponseObject, error) {
	defer a.locked()()
	switch {
	case !a.isAdmin(ctx):
		return nil, dcNoAdmin()
	case a.store.space(r.SpaceKey) == nil:
		return nil, dcNoSpace(r.SpaceKey)
	}
	return a.watchersOf(ctx, watchSpace, r.SpaceKey, r.Params.Start, r.Params.Limit), nil
}
