package datacenter

import (
	"context"
	"errors"

	gen "github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/param"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/response"
)

// IsWatchingSpace tells whether a user watches a space or, with content types,
// content of all of these types in it; the service is asked once for each type.
// An unknown space, and an unknown user, are [confluence.ErrNotFound].
//
// Permission: to see the space; for another user, Confluence administrator.
// Version 9.2 and later, perhaps earlier.
//
// Operation: isWatchingSpace, GET /rest/api/user/watch/space/{spaceKey}.
//
//confluence:operation isWatchingSpace
func (s *WatchesService) IsWatchingSpace(ctx context.Context, spaceKey string, who Identity, opts *SpaceWatchOptions) (bool, error) {
	username, key, types, err := spaceTarget(spaceKey, who, opts)
	if err != nil {
		return false, err
	}
	if len(types) == 0 {
		types = []string{""} // the space as a whole
	}
	for _, contentType := range types {
		is, err := watching(s.api.IsWatchingSpace(argument.Context(ctx), spaceKey,
			&gen.IsWatchingSpaceParams{Username: username, Key: key, ContentType: param.Text[string](contentType)}))
		if err != nil || !is {
			return false, err
		}
	}
	return true, nil
}

// WatchSpace makes a user watch a space or, with content types, content of these
// types in it. An unknown space, and an unknown user, are
// [confluence.ErrNotFound].
//
// Permission: to see the space; for another user, Confluence administrator.
// Version 9.2 and later, perhaps earlier.
//
// Operation: addSpaceWatcher, POST /rest/api/user/watch/space/{spaceKey}.
//
//confluence:operation addSpaceWatcher
func (s *WatchesService) WatchSpace(ctx context.Context, spaceKey string, who Identity, opts *SpaceWatchOptions) error {
	username, key, types, err := spaceTarget(spaceKey, who, opts)
	if err != nil {
		return err
	}
	return response.Done(s.api.AddSpaceWatcher(argument.Context(ctx), spaceKey,
		&gen.AddSpaceWatcherParams{Username: username, Key: key, ContentType: param.List(types)}))
}

// UnwatchSpace makes a user stop watching a space or, with content types, content
// of these types in it. An unknown space, and an unknown user, are
// [confluence.ErrNotFound].
//
// Permission: to see the space; for another user, Confluence administrator.
// Version 9.2 and later, perhaps earlier.
//
// Operation: removeSpaceWatcher, DELETE /rest/api/user/watch/space/{spaceKey}.
//
//confluence:operation removeSpaceWatcher
func (s *WatchesService) UnwatchSpace(ctx context.Context, spaceKey string, who Identity, opts *SpaceWatchOptions) error {
	username, key, types, err := spaceTarget(spaceKey, who, opts)
	if err != nil {
		return err
	}
	return response.Done(s.api.RemoveSpaceWatcher(argument.Context(ctx), spaceKey,
		&gen.RemoveSpaceWatcherParams{Username: username, Key: key, ContentType: param.List(types)}))
}

// spaceTarget checks which space is watched, by whom, and what of it.
func spaceTarget(spaceKey string, who Identity, opts *SpaceWatchOptions) (username, key *string, types []string, err error) {
	username, key, err = target("space key", spaceKey, who)
	types, typesErr := opts.contentTypes()
	return username, key, types, errors.Join(err, typesErr)
}
