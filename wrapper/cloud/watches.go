package cloud

import (
	"context"
	"fmt"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/internal/answer"
)

// WatchesService manages who is told about changes of content, spaces and
// labels. To act on an account other than the caller's takes a Confluence
// administrator (or, for a space and its content, a space administrator), else
// the answer is [confluence.ErrForbidden]. Content, a space or a label that does
// not exist is ErrForbidden, too; ListSpaceWatchers tells a missing space by
// [confluence.ErrNotFound].
type WatchesService struct{ *core }

// IsWatchingContent tells whether an account watches a page or other content;
// "" is the default account.
//
// Operation: getContentWatchStatus, GET /wiki/rest/api/user/watch/content/{contentId}.
//
//confluence:operation getContentWatchStatus
func (s *WatchesService) IsWatchingContent(ctx context.Context, contentID, accountID string) (bool, error) {
	account, err := s.target("content id", contentID, accountID)
	if err != nil {
		return false, err
	}
	return watching(answer.OK(s.api.GetContentWatchStatusWithResponse(ctx, contentID,
		&gen.GetContentWatchStatusParams{AccountID: account})))
}

// WatchContent makes an account watch a page or other content; "" is the
// default account. Watching twice is no error.
//
// Operation: addContentWatcher, POST /wiki/rest/api/user/watch/content/{contentId}.
//
//confluence:operation addContentWatcher
func (s *WatchesService) WatchContent(ctx context.Context, contentID, accountID string) error {
	account, err := s.target("content id", contentID, accountID)
	if err != nil {
		return err
	}
	return answer.Done(s.api.AddContentWatcherWithResponse(ctx, contentID,
		&gen.AddContentWatcherParams{AccountID: account}))
}

// UnwatchContent makes an account stop watching a page or other content; "" is
// the default account.
//
// Operation: removeContentWatcher, DELETE /wiki/rest/api/user/watch/content/{contentId}.
//
//confluence:operation removeContentWatcher
func (s *WatchesService) UnwatchContent(ctx context.Context, contentID, accountID string) error {
	account, err := s.target("content id", contentID, accountID)
	if err != nil {
		return err
	}
	return answer.Done(s.api.RemoveContentWatcherWithResponse(ctx, contentID,
		&gen.RemoveContentWatcherParams{AccountID: account}))
}

// IsWatchingSpace tells whether an account watches a space; "" is the default
// account.
//
// Operation: isWatchingSpace, GET /wiki/rest/api/user/watch/space/{spaceKey}.
//
//confluence:operation isWatchingSpace
func (s *WatchesService) IsWatchingSpace(ctx context.Context, spaceKey, accountID string) (bool, error) {
	account, err := s.target("space key", spaceKey, accountID)
	if err != nil {
		return false, err
	}
	return watching(answer.OK(s.api.IsWatchingSpaceWithResponse(ctx, spaceKey,
		&gen.IsWatchingSpaceParams{AccountID: account})))
}

// WatchSpace makes an account watch a space; "" is the default account.
//
// Operation: addSpaceWatcher, POST /wiki/rest/api/user/watch/space/{spaceKey}.
//
//confluence:operation addSpaceWatcher
func (s *WatchesService) WatchSpace(ctx context.Context, spaceKey, accountID string) error {
	account, err := s.target("space key", spaceKey, accountID)
	if err != nil {
		return err
	}
	return answer.Done(s.api.AddSpaceWatcherWithResponse(ctx, spaceKey,
		&gen.AddSpaceWatcherParams{AccountID: account}))
}

// UnwatchSpace makes an account stop watching a space; "" is the default
// account.
//
// Operation: removeSpaceWatch, DELETE /wiki/rest/api/user/watch/space/{spaceKey}.
//
//confluence:operation removeSpaceWatch
func (s *WatchesService) UnwatchSpace(ctx context.Context, spaceKey, accountID string) error {
	account, err := s.target("space key", spaceKey, accountID)
	if err != nil {
		return err
	}
	return answer.Done(s.api.RemoveSpaceWatchWithResponse(ctx, spaceKey,
		&gen.RemoveSpaceWatchParams{AccountID: account}))
}

// IsWatchingLabel tells whether an account watches a label; "" is the default
// account. A label that no content carries does not exist: the answer to it is
// [confluence.ErrForbidden].
//
// Operation: isWatchingLabel, GET /wiki/rest/api/user/watch/label/{labelName}.
//
//confluence:operation isWatchingLabel
func (s *WatchesService) IsWatchingLabel(ctx context.Context, label, accountID string) (bool, error) {
	account, err := s.target("label", label, accountID)
	if err != nil {
		return false, err
	}
	return watching(answer.OK(s.api.IsWatchingLabelWithResponse(ctx, label,
		&gen.IsWatchingLabelParams{AccountID: account})))
}

// WatchLabel makes an account watch a label; "" is the default account. A label
// that no content carries is [confluence.ErrForbidden].
//
// Operation: addLabelWatcher, POST /wiki/rest/api/user/watch/label/{labelName}.
//
//confluence:operation addLabelWatcher
func (s *WatchesService) WatchLabel(ctx context.Context, label, accountID string) error {
	account, err := s.target("label", label, accountID)
	if err != nil {
		return err
	}
	return answer.Done(s.api.AddLabelWatcherWithResponse(ctx, label,
		&gen.AddLabelWatcherParams{AccountID: account}))
}

// UnwatchLabel makes an account stop watching a label; "" is the default
// account.
//
// Operation: removeLabelWatcher, DELETE /wiki/rest/api/user/watch/label/{labelName}.
//
//confluence:operation removeLabelWatcher
func (s *WatchesService) UnwatchLabel(ctx context.Context, label, accountID string) error {
	account, err := s.target("label", label, accountID)
	if err != nil {
		return err
	}
	return answer.Done(s.api.RemoveLabelWatcherWithResponse(ctx, label,
		&gen.RemoveLabelWatcherParams{AccountID: account}))
}

// target checks what is watched and by whom. The service acts on the caller
// where no account is sent.
func (s *WatchesService) target(name, value, accountID string) (*string, error) {
	if err := segment(name, value); err != nil {
		return nil, err
	}
	return s.account.optional(accountID)
}

func watching(status *gen.UserWatch, err error) (bool, error) {
	if err != nil {
		return false, err
	}
	if status.Watching == nil {
		return false, fmt.Errorf("%w: neither watching nor not", confluence.ErrUnexpectedContent)
	}
	return *status.Watching, nil
}
