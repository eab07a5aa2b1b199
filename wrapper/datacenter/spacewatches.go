package datacenter

import (
	"context"
	"iter"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
)

// IsWatchingSpace tells whether a user watches a space; the zero Identity is
// the caller. A content type, such as "blogpost", narrows the question to
// content of that type; "" asks about the space as a whole.
//
// Operation: isWatchingSpace, GET /rest/api/user/watch/space/{spaceKey}.
//
//confluence:operation isWatchingSpace
func (s *WatchesService) IsWatchingSpace(ctx context.Context, spaceKey string, who Identity, contentType string) (bool, error) {
	username, key, err := target("space key", spaceKey, who)
	if err != nil {
		return false, err
	}
	return watching(answer.OK(s.api.IsWatchingSpaceWithResponse(ctx, spaceKey,
		&gen.IsWatchingSpaceParams{Username: username, Key: key, ContentType: answer.Text[string](contentType)})))
}

// WatchSpace makes a user watch a space; the zero Identity is the caller.
// Content types narrow the watch to content of those types.
//
// Operation: addSpaceWatcher, POST /rest/api/user/watch/space/{spaceKey}.
//
//confluence:operation addSpaceWatcher
func (s *WatchesService) WatchSpace(ctx context.Context, spaceKey string, who Identity, contentTypes ...string) error {
	username, key, err := target("space key", spaceKey, who)
	if err != nil {
		return err
	}
	return answer.Done(s.api.AddSpaceWatcherWithResponse(ctx, spaceKey,
		&gen.AddSpaceWatcherParams{Username: username, Key: key, ContentType: answer.List(contentTypes)}))
}

// UnwatchSpace makes a user stop watching a space; the zero Identity is the
// caller. Content types narrow it to content of those types.
//
// Operation: removeSpaceWatcher, DELETE /rest/api/user/watch/space/{spaceKey}.
//
//confluence:operation removeSpaceWatcher
func (s *WatchesService) UnwatchSpace(ctx context.Context, spaceKey string, who Identity, contentTypes ...string) error {
	username, key, err := target("space key", spaceKey, who)
	if err != nil {
		return err
	}
	return answer.Done(s.api.RemoveSpaceWatcherWithResponse(ctx, spaceKey,
		&gen.RemoveSpaceWatcherParams{Username: username, Key: key, ContentType: answer.List(contentTypes)}))
}

// ListSpaceWatchers returns one page of who watches a space. The default page
// size is 25. Permission: Confluence or space administrator.
//
// Operation: getSpaceWatchers, GET /rest/api/space/{spaceKey}/watchers.
//
//confluence:operation getSpaceWatchers
func (s *WatchesService) ListSpaceWatchers(ctx context.Context, spaceKey string, opts *confluence.ListOptions) (*confluence.Page[User], error) {
	if err := listing("space key", spaceKey, opts); err != nil {
		return nil, err
	}
	var params gen.GetSpaceWatchersParams
	params.Start, params.Limit = answer.Window(opts)
	return userPage(answer.OK(s.api.GetSpaceWatchersWithResponse(ctx, spaceKey, &params)))
}

// AllSpaceWatchers walks through who watches a space.
func (s *WatchesService) AllSpaceWatchers(ctx context.Context, spaceKey string, opts *confluence.ListOptions) iter.Seq2[User, error] {
	return answer.Walk(ctx, opts, func(ctx context.Context, o *confluence.ListOptions) (*confluence.Page[User], error) {
		return s.ListSpaceWatchers(ctx, spaceKey, o)
	})
}
