package cloud

import (
	"context"
	"iter"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
)

// ListContentWatchers returns one page of who watches a page or other content
// (the service calls it child-created).
//
// Permission: access to the site; watchers of content the caller may not view
// are not listed. Scopes: read:confluence-content.summary; granular:
// read:user:confluence and read:watcher:confluence.
//
// Operation: getWatchesForPage, GET /wiki/rest/api/content/{id}/notification/child-created.
//
//confluence:operation getWatchesForPage
func (s *WatchesService) ListContentWatchers(ctx context.Context, contentID string, opts *WatcherListOptions) (*confluence.Page[Watch], error) {
	return paging.One(ctx, param.Copy(opts).window(), s.contentWatchers(contentID))
}

// AllContentWatchers walks through who watches a page or other content. See
// ListContentWatchers.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *WatchesService) AllContentWatchers(ctx context.Context, contentID string, opts *WatcherListOptions) iter.Seq2[Watch, error] {
	return paging.All(ctx, param.Copy(opts).window(), s.contentWatchers(contentID))
}

func (s *WatchesService) contentWatchers(contentID string) paging.Listing[Watch] {
	return paging.Listing[Watch]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[Watch], error) {
			if err := segment("content id", contentID); err != nil {
				return nil, err
			}
			var params gen.GetWatchesForPageParams
			params.Start, params.Limit = w.Params()
			return batch(traits{}, newWatch)(s.api.GetWatchesForPage(argument.Context(ctx), contentID, &params))
		},
		Key: keyOfWatch, Null: isNull[Watch], Most: mostRows,
	}
}

// ListContentSpaceWatchers returns one page of who watches the space that a page
// or other content is in (the service calls it created). It takes the id of the
// content; a space key makes the service fail. See ListSpaceWatchers for that.
//
// Permission: access to the site. Scopes: read:confluence-content.summary;
// granular: read:user:confluence and read:watcher:confluence.
//
// Operation: getWatchesForSpace, GET /wiki/rest/api/content/{id}/notification/created.
//
//confluence:operation getWatchesForSpace
func (s *WatchesService) ListContentSpaceWatchers(ctx context.Context, contentID string, opts *WatcherListOptions) (*confluence.Page[SpaceWatch], error) {
	return paging.One(ctx, param.Copy(opts).window(), s.contentSpaceWatchers(contentID))
}

// AllContentSpaceWatchers walks through who watches the space that a page or
// other content is in. See ListContentSpaceWatchers.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *WatchesService) AllContentSpaceWatchers(ctx context.Context, contentID string, opts *WatcherListOptions) iter.Seq2[SpaceWatch, error] {
	return paging.All(ctx, param.Copy(opts).window(), s.contentSpaceWatchers(contentID))
}

func (s *WatchesService) contentSpaceWatchers(contentID string) paging.Listing[SpaceWatch] {
	return paging.Listing[SpaceWatch]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[SpaceWatch], error) {
			if err := segment("content id", contentID); err != nil {
				return nil, err
			}
			var params gen.GetWatchesForSpaceParams
			params.Start, params.Limit = w.Params()
			return batch(traits{}, newSpaceWatch)(s.api.GetWatchesForSpace(argument.Context(ctx), contentID, &params))
		},
		Key: keyOfSpaceWatch, Null: isNull[SpaceWatch], Most: mostRows,
	}
}

// ListSpaceWatchers returns one page of who watches a space.
//
// Permission: to view the space. Scopes: granular alone, both of
// read:user:confluence and read:watcher:confluence. An unknown space is
// [confluence.ErrNotFound].
//
// Operation: getWatchersForSpace, GET /wiki/rest/api/space/{spaceKey}/watch.
//
//confluence:operation getWatchersForSpace
func (s *WatchesService) ListSpaceWatchers(ctx context.Context, spaceKey string, opts *WatcherListOptions) (*confluence.Page[SpaceWatch], error) {
	return paging.One(ctx, param.Copy(opts).window(), s.spaceWatchers(spaceKey))
}

// AllSpaceWatchers walks through who watches a space. See ListSpaceWatchers.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *WatchesService) AllSpaceWatchers(ctx context.Context, spaceKey string, opts *WatcherListOptions) iter.Seq2[SpaceWatch, error] {
	return paging.All(ctx, param.Copy(opts).window(), s.spaceWatchers(spaceKey))
}

func (s *WatchesService) spaceWatchers(spaceKey string) paging.Listing[SpaceWatch] {
	return paging.Listing[SpaceWatch]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[SpaceWatch], error) {
			if err := segment("space key", spaceKey); err != nil {
				return nil, err
			}
			var params gen.GetWatchersForSpaceParams
			params.Start, params.Limit = w.Params()
			return batch(traits{}, newSpaceWatch)(s.api.GetWatchersForSpace(argument.Context(ctx), spaceKey, &params))
		},
		Key: keyOfSpaceWatch, Null: isNull[SpaceWatch], Most: mostRows,
	}
}
