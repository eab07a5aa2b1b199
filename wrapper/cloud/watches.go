package cloud

import (
	"context"
	"net/http"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

// WatchesService manages who is told about changes of content, spaces and
// labels. To act on an account other than the caller's takes a Confluence
// administrator (or, for a space and its content, a space administrator), else
// the error is [confluence.ErrForbidden]. Content, a space or a label that does
// not exist is ErrForbidden, too; ListSpaceWatchers tells a missing space by
// [confluence.ErrNotFound].
//
// No operation lists what an account watches: what it may watch has to be asked
// about one by one. Whether the watch of an account that may not view the content
// works is not documented.
//
// One account can be named in two ways, by [DefaultAccount] and by its id, or by
// another id that the site knows it under, see [Found]. To tell whether two names
// are one account, compare the AccountID that Users.Get returns for each.
type WatchesService struct{ *core }

// IsWatchingContent tells whether an account watches a page or other content.
// [DefaultAccount] is the default account. Whoever created a page watches it
// from the start.
//
// Permission: access to the site; for another account, Confluence administrator
// or administrator of the space. Scopes: read:confluence-content.summary;
// granular: read:watcher:confluence. Content that does not exist, or that the
// caller may not view, is [confluence.ErrForbidden]. An unknown account is
// [confluence.ErrNotFound].
//
// Operation: getContentWatchStatus, GET /wiki/rest/api/user/watch/content/{contentId}.
//
//confluence:operation getContentWatchStatus
func (s *WatchesService) IsWatchingContent(ctx context.Context, contentID, accountID string) (bool, error) {
	account, err := s.target("content id", contentID, accountID)
	if err != nil {
		return false, err
	}
	return watching(s.api.GetContentWatchStatus(argument.Context(ctx), contentID, &gen.GetContentWatchStatusParams{AccountID: account}))
}

// WatchContent makes an account watch a page or other content. [DefaultAccount]
// is the default account. Watching twice is no error.
//
// Permission: access to the site; for another account, Confluence administrator
// or administrator of the space. Scopes: write:confluence-content; granular:
// write:watcher:confluence. Content that does not exist, or that the caller may
// not view, is [confluence.ErrForbidden]. An unknown account is
// [confluence.ErrNotFound].
//
// Operation: addContentWatcher, POST /wiki/rest/api/user/watch/content/{contentId}.
//
//confluence:operation addContentWatcher
func (s *WatchesService) WatchContent(ctx context.Context, contentID, accountID string) error {
	account, err := s.target("content id", contentID, accountID)
	if err != nil {
		return err
	}
	return response.Done(s.api.AddContentWatcher(argument.Context(ctx), contentID, &gen.AddContentWatcherParams{AccountID: account}))
}

// UnwatchContent makes an account stop watching a page or other content.
// [DefaultAccount] is the default account.
//
// Permission: access to the site; for another account, Confluence administrator
// or administrator of the space. Scopes: write:confluence-content; granular:
// write:watcher:confluence. Content that does not exist, or that the caller may
// not view, is [confluence.ErrForbidden]. An unknown account is
// [confluence.ErrNotFound].
//
// Operation: removeContentWatcher, DELETE /wiki/rest/api/user/watch/content/{contentId}.
//
//confluence:operation removeContentWatcher
func (s *WatchesService) UnwatchContent(ctx context.Context, contentID, accountID string) error {
	account, err := s.target("content id", contentID, accountID)
	if err != nil {
		return err
	}
	return response.Done(s.api.RemoveContentWatcher(argument.Context(ctx), contentID, &gen.RemoveContentWatcherParams{AccountID: account}))
}

// IsWatchingSpace tells whether an account watches a space. [DefaultAccount] is
// the default account.
//
// Permission: access to the site; for another account, Confluence administrator
// or administrator of the space. Scopes: read:confluence-content.summary;
// granular: read:watcher:confluence. A space that does not exist, or that the
// caller may not view, is [confluence.ErrForbidden]. An unknown account is
// [confluence.ErrNotFound].
//
// Operation: isWatchingSpace, GET /wiki/rest/api/user/watch/space/{spaceKey}.
//
//confluence:operation isWatchingSpace
func (s *WatchesService) IsWatchingSpace(ctx context.Context, spaceKey, accountID string) (bool, error) {
	account, err := s.target("space key", spaceKey, accountID)
	if err != nil {
		return false, err
	}
	return watching(s.api.IsWatchingSpace(argument.Context(ctx), spaceKey, &gen.IsWatchingSpaceParams{AccountID: account}))
}

// WatchSpace makes an account watch a space. [DefaultAccount] is the default
// account. Watching twice is no error.
//
// Permission: access to the site; for another account, Confluence administrator
// or administrator of the space. Scopes: write:confluence-content; granular:
// write:watcher:confluence. A space that does not exist, or that the caller may
// not view, is [confluence.ErrForbidden]. An unknown account is
// [confluence.ErrNotFound].
//
// Operation: addSpaceWatcher, POST /wiki/rest/api/user/watch/space/{spaceKey}.
//
//confluence:operation addSpaceWatcher
func (s *WatchesService) WatchSpace(ctx context.Context, spaceKey, accountID string) error {
	account, err := s.target("space key", spaceKey, accountID)
	if err != nil {
		return err
	}
	return response.Done(s.api.AddSpaceWatcher(argument.Context(ctx), spaceKey, &gen.AddSpaceWatcherParams{AccountID: account}))
}

// UnwatchSpace makes an account stop watching a space. [DefaultAccount] is the
// default account.
//
// Permission: access to the site; for another account, Confluence administrator
// or administrator of the space. Scopes: write:confluence-content; granular:
// write:watcher:confluence. A space that does not exist, or that the caller may
// not view, is [confluence.ErrForbidden]. An unknown account is
// [confluence.ErrNotFound].
//
// Operation: removeSpaceWatch, DELETE /wiki/rest/api/user/watch/space/{spaceKey}.
//
//confluence:operation removeSpaceWatch
func (s *WatchesService) UnwatchSpace(ctx context.Context, spaceKey, accountID string) error {
	account, err := s.target("space key", spaceKey, accountID)
	if err != nil {
		return err
	}
	return response.Done(s.api.RemoveSpaceWatch(argument.Context(ctx), spaceKey, &gen.RemoveSpaceWatchParams{AccountID: account}))
}

// IsWatchingLabel tells whether an account watches a label. [DefaultAccount] is
// the default account.
//
// Permission: access to the site; for another account, Confluence
// administrator. Scopes: read:confluence-content.summary; granular:
// read:watcher:confluence. A label that no content carries does not exist: it
// is [confluence.ErrForbidden]. An unknown account is [confluence.ErrNotFound].
//
// Operation: isWatchingLabel, GET /wiki/rest/api/user/watch/label/{labelName}.
//
//confluence:operation isWatchingLabel
func (s *WatchesService) IsWatchingLabel(ctx context.Context, label, accountID string) (bool, error) {
	account, err := s.target("label", label, accountID)
	if err != nil {
		return false, err
	}
	return watching(s.api.IsWatchingLabel(argument.Context(ctx), label, &gen.IsWatchingLabelParams{AccountID: account}))
}

// WatchLabel makes an account watch a label. [DefaultAccount] is the default
// account. Watching twice is no error.
//
// Permission: access to the site; for another account, Confluence
// administrator. Scopes: write:confluence-content; granular:
// write:watcher:confluence. A label that no content carries does not exist: it
// is [confluence.ErrForbidden]. An unknown account is [confluence.ErrNotFound].
//
// Operation: addLabelWatcher, POST /wiki/rest/api/user/watch/label/{labelName}.
//
//confluence:operation addLabelWatcher
func (s *WatchesService) WatchLabel(ctx context.Context, label, accountID string) error {
	account, err := s.target("label", label, accountID)
	if err != nil {
		return err
	}
	return response.Done(s.api.AddLabelWatcher(argument.Context(ctx), label, &gen.AddLabelWatcherParams{AccountID: account}))
}

// UnwatchLabel makes an account stop watching a label. [DefaultAccount] is the
// default account.
//
// Permission: access to the site; for another account, Confluence
// administrator. Scopes: write:confluence-content; granular:
// write:watcher:confluence. A label that no content carries does not exist: it
// is [confluence.ErrForbidden]. An unknown account is [confluence.ErrNotFound].
//
// Operation: removeLabelWatcher, DELETE /wiki/rest/api/user/watch/label/{labelName}.
//
//confluence:operation removeLabelWatcher
func (s *WatchesService) UnwatchLabel(ctx context.Context, label, accountID string) error {
	account, err := s.target("label", label, accountID)
	if err != nil {
		return err
	}
	return response.Done(s.api.RemoveLabelWatcher(argument.Context(ctx), label, &gen.RemoveLabelWatcherParams{AccountID: account}))
}

// target checks what is watched and by whom. The service acts on the caller
// where no account is sent.
func (s *WatchesService) target(name, value, accountID string) (*string, error) {
	if err := segment(name, value); err != nil {
		return nil, err
	}
	return s.optionalAccount(accountID)
}

// watching reads whether somebody watches something.
func watching(resp *http.Response, err error) (bool, error) {
	missing := func(w *gen.UserWatch) string {
		if w.Watching == nil {
			return "watching"
		}
		return ""
	}
	status, err := response.Require(missing)(resp, err)
	if err != nil {
		return false, err
	}
	return *status.Watching, nil
}
