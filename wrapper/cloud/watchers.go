package cloud

import (
	"context"
	"iter"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
)

// ListPageWatchers returns one page of who watches a page (the service calls it
// child-created). The default page size is 200.
//
// Operation: getWatchesForPage, GET /wiki/rest/api/content/{id}/notification/child-created.
//
//confluence:operation getWatchesForPage
func (s *WatchesService) ListPageWatchers(ctx context.Context, contentID string, opts *confluence.ListOptions) (*confluence.Page[Watch], error) {
	if err := listing("content id", contentID, opts); err != nil {
		return nil, err
	}
	var params gen.GetWatchesForPageParams
	params.Start, params.Limit = answer.Window(opts)
	page, err := answer.OK(s.api.GetWatchesForPageWithResponse(ctx, contentID, &params))
	if err != nil {
		return nil, err
	}
	return answer.Page(page.Results, answer.Envelope{Start: page.Start, Limit: page.Limit, Next: page.Links.Next})
}

// AllPageWatchers walks through who watches a page.
func (s *WatchesService) AllPageWatchers(ctx context.Context, contentID string, opts *confluence.ListOptions) iter.Seq2[Watch, error] {
	return confluence.All(ctx, opts, func(ctx context.Context, o *confluence.ListOptions) (*confluence.Page[Watch], error) {
		return s.ListPageWatchers(ctx, contentID, o)
	})
}

// ListWatchersOfPageSpace returns one page of who watches the space a page is
// in (the service calls it created). It takes the id of the page; a space key
// makes the service fail. The default page size is 200.
//
// Operation: getWatchesForSpace, GET /wiki/rest/api/content/{id}/notification/created.
//
//confluence:operation getWatchesForSpace
func (s *WatchesService) ListWatchersOfPageSpace(ctx context.Context, contentID string, opts *confluence.ListOptions) (*confluence.Page[SpaceWatch], error) {
	if err := listing("content id", contentID, opts); err != nil {
		return nil, err
	}
	var params gen.GetWatchesForSpaceParams
	params.Start, params.Limit = answer.Window(opts)
	return spaceWatches(answer.OK(s.api.GetWatchesForSpaceWithResponse(ctx, contentID, &params)))
}

// AllWatchersOfPageSpace walks through who watches the space a page is in.
func (s *WatchesService) AllWatchersOfPageSpace(ctx context.Context, contentID string, opts *confluence.ListOptions) iter.Seq2[SpaceWatch, error] {
	return confluence.All(ctx, opts, func(ctx context.Context, o *confluence.ListOptions) (*confluence.Page[SpaceWatch], error) {
		return s.ListWatchersOfPageSpace(ctx, contentID, o)
	})
}

// ListSpaceWatchers returns one page of who watches a space. An unknown space
// is [confluence.ErrNotFound]. The default page size is 200.
//
// Operation: getWatchersForSpace, GET /wiki/rest/api/space/{spaceKey}/watch.
//
//confluence:operation getWatchersForSpace
func (s *WatchesService) ListSpaceWatchers(ctx context.Context, spaceKey string, opts *confluence.ListOptions) (*confluence.Page[SpaceWatch], error) {
	if err := listing("space key", spaceKey, opts); err != nil {
		return nil, err
	}
	var params gen.GetWatchersForSpaceParams
	params.Start, params.Limit = answer.Window(opts)
	return spaceWatches(answer.OK(s.api.GetWatchersForSpaceWithResponse(ctx, spaceKey, &params)))
}

// AllSpaceWatchers walks through who watches a space.
func (s *WatchesService) AllSpaceWatchers(ctx context.Context, spaceKey string, opts *confluence.ListOptions) iter.Seq2[SpaceWatch, error] {
	return confluence.All(ctx, opts, func(ctx context.Context, o *confluence.ListOptions) (*confluence.Page[SpaceWatch], error) {
		return s.ListSpaceWatchers(ctx, spaceKey, o)
	})
}

func spaceWatches(page *gen.SpaceWatchArray, err error) (*confluence.Page[SpaceWatch], error) {
	if err != nil {
		return nil, err
	}
	return answer.Page(page.Results, answer.Envelope{Start: page.Start, Limit: page.Limit, Next: page.Links.Next})
}

// listing checks what a listing is of, and its window.
func listing(name, value string, opts *confluence.ListOptions) error {
	if err := segment(name, value); err != nil {
		return err
	}
	return opts.Check()
}
