package datacenter

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
)

// WatchesService manages who is told about changes of content and spaces. To
// act on a user other than the caller takes an administrator. Where that
// permission is missing the service answers [confluence.ErrNotFound]. There are
// no label watches on Data Center.
type WatchesService struct{ api *gen.ClientWithResponses }

// IsWatchingContent tells whether a user watches a page or other content; the
// zero Identity is the caller.
//
// Operation: isWatchingContent, GET /rest/api/user/watch/content/{contentId}.
//
//confluence:operation isWatchingContent
func (s *WatchesService) IsWatchingContent(ctx context.Context, contentID string, who Identity) (bool, error) {
	username, key, err := target("content id", contentID, who)
	if err != nil {
		return false, err
	}
	return watching(answer.OK(s.api.IsWatchingContentWithResponse(ctx, contentID,
		&gen.IsWatchingContentParams{Username: username, Key: key})))
}

// WatchContent makes a user watch a page or other content; the zero Identity is
// the caller.
//
// Operation: addContentWatcher, POST /rest/api/user/watch/content/{contentId}.
//
//confluence:operation addContentWatcher
func (s *WatchesService) WatchContent(ctx context.Context, contentID string, who Identity) error {
	username, key, err := target("content id", contentID, who)
	if err != nil {
		return err
	}
	return answer.Done(s.api.AddContentWatcherWithResponse(ctx, contentID,
		&gen.AddContentWatcherParams{Username: username, Key: key}))
}

// UnwatchContent makes a user stop watching a page or other content; the zero
// Identity is the caller.
//
// Operation: removeContentWatcher, DELETE /rest/api/user/watch/content/{contentId}.
//
//confluence:operation removeContentWatcher
func (s *WatchesService) UnwatchContent(ctx context.Context, contentID string, who Identity) error {
	username, key, err := target("content id", contentID, who)
	if err != nil {
		return err
	}
	return answer.Done(s.api.RemoveContentWatcherWithResponse(ctx, contentID,
		&gen.RemoveContentWatcherParams{Username: username, Key: key}))
}

// ListContentWatchers returns one page of who watches a page or blog post; other
// content is [confluence.ErrBadRequest]. The default page size is 25.
// Permission: Confluence administrator.
//
// Operation: getContentWatchers, GET /rest/api/content/{contentId}/watchers.
//
//confluence:operation getContentWatchers
func (s *WatchesService) ListContentWatchers(ctx context.Context, contentID string, opts *confluence.ListOptions) (*confluence.Page[User], error) {
	if err := listing("content id", contentID, opts); err != nil {
		return nil, err
	}
	var params gen.GetContentWatchersParams
	params.Start, params.Limit = answer.Window(opts)
	return userPage(answer.OK(s.api.GetContentWatchersWithResponse(ctx, contentID, &params)))
}

// AllContentWatchers walks through who watches a page or blog post.
func (s *WatchesService) AllContentWatchers(ctx context.Context, contentID string, opts *confluence.ListOptions) iter.Seq2[User, error] {
	return answer.Walk(ctx, opts, func(ctx context.Context, o *confluence.ListOptions) (*confluence.Page[User], error) {
		return s.ListContentWatchers(ctx, contentID, o)
	})
}

// listing checks what a listing is of, and its window.
func listing(name, value string, opts *confluence.ListOptions) error {
	if err := argument.PathValue(name, value); err != nil {
		return err
	}
	return opts.Check()
}

// target checks what is watched and by whom.
func target(name, value string, who Identity) (username, key *string, err error) {
	if err := argument.PathValue(name, value); err != nil {
		return nil, nil, err
	}
	return who.params()
}

// watching reads both forms of the answer: the official example is a bare true,
// clients have met an object.
func watching(status *gen.WatchStatus, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	var bare bool
	if json.Unmarshal(status.RawMessage, &bare) == nil {
		return bare, nil
	}
	var object struct {
		Watching *bool `json:"watching"`
	}
	if err := json.Unmarshal(status.RawMessage, &object); err != nil || object.Watching == nil {
		return false, fmt.Errorf("%w: neither true, false nor an object that says so", confluence.ErrUnexpectedContent)
	}
	return *object.Watching, nil
}

func userPage(p *gen.UserPage, err error) (*confluence.Page[User], error) {
	if err != nil {
		return nil, err
	}
	return page(p.Results, envelope{p.Start, p.Limit, p.TotalCount, p.Links.Next})
}
