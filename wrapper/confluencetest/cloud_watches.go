package confluencetest

import (
	"context"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
)

// lookup holds the three ways to name an account in the operations on watches.
type lookup struct {
	key, username, accountID *string
}

// watchOf returns the watch an operation is about: the caller's own, unless an
// administrator names somebody else.
func (h cloudHandlers) watchOf(ctx context.Context, kind watchKind, target string, who lookup) (watch, *fault) {
	w := watch{kind: kind, target: target, user: exchangeOf(ctx).caller}
	if who.key != nil || who.username != nil {
		return w, notFound("User keys and user names are no longer supported")
	}
	if who.accountID != nil && *who.accountID != "" && *who.accountID != w.user {
		if !h.mayActForOthers(ctx) {
			return w, forbidden("User is not permitted to act on the watches of another user")
		}
		w.user = *who.accountID
		if h.store.user(w.user) == nil {
			return w, noUser(w.user)
		}
	}
	// What does not exist is forbidden rather than missing.
	switch {
	case kind == watchContent && h.store.contentByID(target) == nil:
		return w, forbidden("Requested content doesn't exist")
	case kind == watchSpace && h.store.space(target) == nil:
		return w, forbidden("Requested space doesn't exist")
	case kind == watchLabel && !h.store.hasLabel(target):
		return w, forbidden("Requested label doesn't exist")
	}
	return w, nil
}

// withWatch does something to a watch. The store is locked meanwhile.
func (h cloudHandlers) withWatch(ctx context.Context, kind watchKind, target string, who lookup, do func(watch)) error {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	w, refusal := h.watchOf(ctx, kind, target, who)
	if refusal != nil {
		return refusal
	}
	do(w)
	return nil
}

// see returns what looks whether there is a watch.
func (h cloudHandlers) see(watching **bool) func(watch) {
	return func(w watch) { *watching = new(h.store.watching(w)) }
}

// GetContentWatchStatus tells whether an account watches content.
func (h cloudHandlers) GetContentWatchStatus(ctx context.Context, r server.GetContentWatchStatusRequestObject) (server.GetContentWatchStatusResponseObject, error) {
	var is server.GetContentWatchStatus200JSONResponse
	p := r.Params
	err := h.withWatch(ctx, watchContent, r.ContentID, lookup{p.Key, p.Username, p.AccountID}, h.see(&is.Watching))
	return is, err
}

// AddContentWatcher makes an account watch content.
func (h cloudHandlers) AddContentWatcher(ctx context.Context, r server.AddContentWatcherRequestObject) (server.AddContentWatcherResponseObject, error) {
	p := r.Params
	err := h.withWatch(ctx, watchContent, r.ContentID, lookup{p.Key, p.Username, p.AccountID}, h.store.watch)
	return server.AddContentWatcher204Response{}, err
}

// RemoveContentWatcher ends an account's watch on content.
func (h cloudHandlers) RemoveContentWatcher(ctx context.Context, r server.RemoveContentWatcherRequestObject) (server.RemoveContentWatcherResponseObject, error) {
	p := r.Params
	err := h.withWatch(ctx, watchContent, r.ContentID, lookup{p.Key, p.Username, p.AccountID}, h.store.unwatch)
	return server.RemoveContentWatcher204Response{}, err
}

// IsWatchingSpace tells whether an account watches a space.
func (h cloudHandlers) IsWatchingSpace(ctx context.Context, r server.IsWatchingSpaceRequestObject) (server.IsWatchingSpaceResponseObject, error) {
	var is server.IsWatchingSpace200JSONResponse
	p := r.Params
	err := h.withWatch(ctx, watchSpace, r.SpaceKey, lookup{p.Key, p.Username, p.AccountID}, h.see(&is.Watching))
	return is, err
}

// AddSpaceWatcher makes an account watch a space.
func (h cloudHandlers) AddSpaceWatcher(ctx context.Context, r server.AddSpaceWatcherRequestObject) (server.AddSpaceWatcherResponseObject, error) {
	p := r.Params
	err := h.withWatch(ctx, watchSpace, r.SpaceKey, lookup{p.Key, p.Username, p.AccountID}, h.store.watch)
	return server.AddSpaceWatcher204Response{}, err
}

// RemoveSpaceWatch ends an account's watch on a space.
func (h cloudHandlers) RemoveSpaceWatch(ctx context.Context, r server.RemoveSpaceWatchRequestObject) (server.RemoveSpaceWatchResponseObject, error) {
	p := r.Params
	err := h.withWatch(ctx, watchSpace, r.SpaceKey, lookup{p.Key, p.Username, p.AccountID}, h.store.unwatch)
	return server.RemoveSpaceWatch204Response{}, err
}

// IsWatchingLabel tells whether an account watches a label.
func (h cloudHandlers) IsWatchingLabel(ctx context.Context, r server.IsWatchingLabelRequestObject) (server.IsWatchingLabelResponseObject, error) {
	var is server.IsWatchingLabel200JSONResponse
	p := r.Params
	err := h.withWatch(ctx, watchLabel, r.LabelName, lookup{p.Key, p.Username, p.AccountID}, h.see(&is.Watching))
	return is, err
}

// AddLabelWatcher makes an account watch a label.
func (h cloudHandlers) AddLabelWatcher(ctx context.Context, r server.AddLabelWatcherRequestObject) (server.AddLabelWatcherResponseObject, error) {
	p := r.Params
	err := h.withWatch(ctx, watchLabel, r.LabelName, lookup{p.Key, p.Username, p.AccountID}, h.store.watch)
	return server.AddLabelWatcher204Response{}, err
}

// RemoveLabelWatcher ends an account's watch on a label.
func (h cloudHandlers) RemoveLabelWatcher(ctx context.Context, r server.RemoveLabelWatcherRequestObject) (server.RemoveLabelWatcherResponseObject, error) {
	p := r.Params
	err := h.withWatch(ctx, watchLabel, r.LabelName, lookup{p.Key, p.Username, p.AccountID}, h.store.unwatch)
	return server.RemoveLabelWatcher204Response{}, err
}
