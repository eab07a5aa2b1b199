package datacenter

import (
	"context"
	"iter"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
)

// ListContentWatchers returns one page of who watches a page or blog post; other
// content is [confluence.ErrBadRequest], unknown content
// [confluence.ErrNotFound].
//
// Permission: Confluence administrator. Version 9.2 and later, perhaps earlier.
//
// Operation: getContentWatchers, GET /rest/api/content/{contentId}/watchers.
//
//confluence:operation getContentWatchers
func (s *WatchesService) ListContentWatchers(ctx context.Context, contentID string, opts *WatcherListOptions) (*confluence.Page[User], error) {
	o := param.Copy(opts)
	return paging.One(ctx, o.window(), s.contentWatchers(contentID))
}

// AllContentWatchers walks through who watches a page or blog post. See
// ListContentWatchers.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *WatchesService) AllContentWatchers(ctx context.Context, contentID string, opts *WatcherListOptions) iter.Seq2[User, error] {
	o := param.Copy(opts)
	return paging.All(ctx, o.window(), s.contentWatchers(contentID))
}

func (s *WatchesService) contentWatchers(contentID string) paging.Listing[User] {
	return paging.Listing[User]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[User], error) {
			if err := argument.PathValue("content id", contentID); err != nil {
				return nil, err
			}
			var params gen.GetContentWatchersParams
			params.Start, params.Limit = w.Params()
			return batch(newUser)(s.api.GetContentWatchers(argument.Context(ctx), contentID, &params))
		},
		Key: keyOfUser, Null: isNullUser, Most: mostRows,
	}
}

// ListSpaceWatchers returns one page of who watches a space. An unknown space is
// [confluence.ErrNotFound].
//
// Permission: Confluence administrator, or administrator of the space. Version
// 9.2 and later, perhaps earlier.
//
// Operation: getSpaceWatchers, GET /rest/api/space/{spaceKey}/watchers.
//
//confluence:operation getSpaceWatchers
func (s *WatchesService) ListSpaceWatchers(ctx context.Context, spaceKey string, opts *WatcherListOptions) (*confluence.Page[User], error) {
	o := param.Copy(opts)
	return paging.One(ctx, o.window(), s.spaceWatchers(spaceKey))
}

// AllSpaceWatchers walks through who watches a space. See ListSpaceWatchers.
//
// A row that is there for the whole walk is yielded exactly once, or the walk ends
// with [confluence.ErrChanged] or [confluence.ErrStalled]; none is yielded twice.
// The package comment of confluence says what cannot be promised.
func (s *WatchesService) AllSpaceWatchers(ctx context.Context, spaceKey string, opts *WatcherListOptions) iter.Seq2[User, error] {
	o := param.Copy(opts)
	return paging.All(ctx, o.window(), s.spaceWatchers(spaceKey))
}

func (s *WatchesService) spaceWatchers(spaceKey string) paging.Listing[User] {
	return paging.Listing[User]{
		Fetch: func(ctx context.Context, w paging.Window) (*paging.Batch[User], error) {
			if err := argument.PathValue("space key", spaceKey); err != nil {
				return nil, err
			}
			var params gen.GetSpaceWatchersParams
			params.Start, params.Limit = w.Params()
			return batch(newUser)(s.api.GetSpaceWatchers(argument.Context(ctx), spaceKey, &params))
		},
		Key: keyOfUser, Null: isNullUser, Most: mostRows,
	}
}
