package datacenter

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

// WatchesService manages who is told about changes of content and spaces. To act
// on a user other than [Caller] takes a Confluence administrator. Where that
// permission is missing the service answers [confluence.ErrNotFound]. There are
// no label watches on Data Center.
//
// No operation lists what a user watches: what they may watch has to be asked
// about one by one. Whether the watch of a user who may not view the content works
// is not documented.
//
// One user can be named in three ways, see [Identity]. To tell whether two names
// are one user, compare the UserKey that Users.Get returns for each.
type WatchesService struct{ api *gen.ClientWithResponses }

// IsWatchingContent tells whether a user watches a page or blog post. Unknown
// content, and an unknown user, are [confluence.ErrNotFound].
//
// Permission: to see the content; for another user, Confluence administrator.
// Version 9.2 and later, perhaps earlier.
//
// Operation: isWatchingContent, GET /rest/api/user/watch/content/{contentId}.
//
//confluence:operation isWatchingContent
func (s *WatchesService) IsWatchingContent(ctx context.Context, contentID string, who Identity) (bool, error) {
	username, key, err := target("content id", contentID, who)
	if err != nil {
		return false, err
	}
	return watching(s.api.IsWatchingContent(argument.Context(ctx), contentID,
		&gen.IsWatchingContentParams{Username: username, Key: key}))
}

// WatchContent makes a user watch a page or blog post. Unknown content, and an
// unknown user, are [confluence.ErrNotFound].
//
// Permission: to see the content; for another user, Confluence administrator.
// Version 9.2 and later, perhaps earlier.
//
// Operation: addContentWatcher, POST /rest/api/user/watch/content/{contentId}.
//
//confluence:operation addContentWatcher
func (s *WatchesService) WatchContent(ctx context.Context, contentID string, who Identity) error {
	username, key, err := target("content id", contentID, who)
	if err != nil {
		return err
	}
	return response.Done(s.api.AddContentWatcher(argument.Context(ctx), contentID,
		&gen.AddContentWatcherParams{Username: username, Key: key}))
}

// UnwatchContent makes a user stop watching a page or blog post. Unknown content,
// and an unknown user, are [confluence.ErrNotFound].
//
// Permission: to see the content; for another user, Confluence administrator.
// Version 9.2 and later, perhaps earlier.
//
// Operation: removeContentWatcher, DELETE /rest/api/user/watch/content/{contentId}.
//
//confluence:operation removeContentWatcher
func (s *WatchesService) UnwatchContent(ctx context.Context, contentID string, who Identity) error {
	username, key, err := target("content id", contentID, who)
	if err != nil {
		return err
	}
	return response.Done(s.api.RemoveContentWatcher(argument.Context(ctx), contentID,
		&gen.RemoveContentWatcherParams{Username: username, Key: key}))
}

// target checks what is watched and by whom.
func target(name, value string, who Identity) (username, key *string, err error) {
	username, key, err = who.params()
	return username, key, errors.Join(argument.PathValue(name, value), err)
}

// watchStatus is whether something is watched, in both forms that are sent: the
// official example is a bare true, clients have met an object.
type watchStatus struct{ watching *bool }

// UnmarshalJSON reads either form.
func (w *watchStatus) UnmarshalJSON(data []byte) error {
	if json.Unmarshal(data, &w.watching) == nil {
		return nil
	}
	var object struct {
		Watching *bool `json:"watching"`
	}
	err := json.Unmarshal(data, &object)
	w.watching = object.Watching
	return err
}

// watching makes the result of a call that tells whether something is watched.
func watching(resp *http.Response, err error) (bool, error) {
	status, err := response.Require(func(w *watchStatus) string {
		if w.watching == nil {
			return "watching"
		}
		return ""
	})(resp, err)
	if err != nil {
		return false, err
	}
	return *status.watching, nil
}
