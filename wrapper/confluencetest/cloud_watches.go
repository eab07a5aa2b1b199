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
func (a cloudAPI) watchOf(ctx context.Context, kind watchKind, target string, who lookup) (watch, *fault) {
	w := watch{kind: kind, target: target, user: exchangeOf(ctx).caller}
	if who.key != nil || who.username != nil {
		return w, notFound("User keys and user names are no longer supported")
	}
	if who.accountID != nil && *who.accountID != "" && *who.accountID != w.user {
		if !a.mayActForOthers(ctx) {
			return w, forbidden("User is not permitted to act on the watches of another user")
		}
		w.user = *who.accountID
		if a.store.user(w.user) == nil {
			return w, noUser(w.user)
		}
	}
	// What does not exist is forbidden rather than missing.
	switch {
	case kind == watchContent && a.store.contentByID(target) == nil:
		return w, forbidden("Requested content doesn't exist")
	case kind == watchSpace && a.store.space(target) == nil:
		return w, forbidden("Requested space doesn't exist")
	case kind == watchLabel && !a.store.hasLabel(target):
		return w, forbidden("Requested label doesn't exist")
	}
	return w, nil
}

// withWatch does something to a watch. The store is locked meanwhile.
func (a cloudAPI) withWatch(ctx context.Context, kind watchKind, target string, who lookup, do func(watch)) error {
	a.store.mu.Lock()
	defer a.store.mu.Unlock()
	w, refusal := a.watchOf(ctx, kind, target, who)
	if refusal != nil {
		return refusal
	}
	do(w)
	return nil
}

// see returns what looks whether there is a watch.
func (a cloudAPI) see(watching **bool) func(watch) {
	return func(w watch) { *watching = new(a.store.watching(w)) }
}

// GetContentWatchStatus answers whether an account watches content.
func (a cloudAPI) GetContentWatchStatus(ctx context.Context, r server.GetContentWatchStatusRequestObject) (server.GetContentWatchStatusResponseObject, error) {
	var is server.GetContentWatchStatus200JSONResponse
	p := r.Params
	err := a.withWatch(ctx, watchContent, r.ContentID, lookup{p.Key, p.Username, p.AccountID}, a.see(&is.Watching))
	return is, err
}

// AddContentWatcher makes an account watch content.
func (a cloudAPI) AddContentWatcher(ctx context.Context, r server.AddContentWatcherRequestObject) (server.AddContentWatcherResponseObject, error) {
	p := r.Params
	err := a.withWatch(ctx, watchContent, r.ContentID, lookup{p.Key, p.Username, p.AccountID}, a.store.watch)
	return server.AddContentWatcher204Response{}, err
}

// RemoveContentWatcher ends an account's watch on content.
func (a cloudAPI) RemoveContentWatcher(ctx context.Context, r server.RemoveContentWatcherRequestObject) (server.RemoveContentWatcherResponseObject, error) {
	p := r.Params
	err := a.withWatch(ctx, watchContent, r.ContentID, lookup{p.Key, p.Username, p.AccountID}, a.store.unwatch)
	return server.RemoveContentWatcher204Response{}, err
}

// IsWatchingSpace answers whether an account watches a space.
func (a cloudAPI) IsWatchingSpace(ctx context.Context, r server.IsWatchingSpaceRequestObject) (server.IsWatchingSpaceResponseObject, error) {
	var is server.IsWatchingSpace200JSONResponse
	p := r.Params
	err := a.withWatch(ctx, watchSpace, r.SpaceKey, lookup{p.Key, p.Username, p.AccountID}, a.see(&is.Watching))
	return is, err
}

// AddSpaceWatcher makes an account watch a space.
func (a cloudAPI) AddSpaceWatcher(ctx context.Context, r server.AddSpaceWatcherRequestObject) (server.AddSpaceWatcherResponseObject, error) {
	p := r.Params
	err := a.withWatch(ctx, watchSpace, r.SpaceKey, lookup{p.Key, p.Username, p.AccountID}, a.store.watch)
	return server.AddSpaceWatcher204Response{}, err
}

// RemoveSpaceWatch ends an account's watch on a space.
func (a cloudAPI) RemoveSpaceWatch(ctx context.Context, r server.RemoveSpaceWatchRequestObject) (server.RemoveSpaceWatchResponseObject, error) {
	p := r.Params
	err := a.withWatch(ctx, watchSpace, r.SpaceKey, lookup{p.Key, p.Username, p.AccountID}, a.store.unwatch)
	return server.RemoveSpaceWatch204Response{}, err
}

// IsWatchingLabel answers whether an account watches a label.
func (a cloudAPI) IsWatchingLabel(ctx context.Context, r server.IsWatchingLabelRequestObject) (server.IsWatchingLabelResponseObject, error) {
	var is server.IsWatchingLabel200JSONResponse
	p := r.Params
	err := a.withWatch(ctx, watchLabel, r.LabelName, lookup{p.Key, p.Username, p.AccountID}, a.see(&is.Watching))
	return is, err
}

// AddLabelWatcher makes an account watch a label.
func (a cloudAPI) AddLabelWatcher(ctx context.Context, r server.AddLabelWatcherRequestObject) (server.AddLabelWatcherResponseObject, error) {
	p := r.Params
	err := a.withWatch(ctx, watchLabel, r.LabelName, lookup{p.Key, p.Username, p.AccountID}, a.store.watch)
	return server.AddLabelWatcher204Response{}, err
}

// RemoveLabelWatcher ends an account's watch on a label.
func (a cloudAPI) RemoveLabelWatcher(ctx context.Context, r server.RemoveLabelWatcherRequestObject) (server.RemoveLabelWatcherResponseObject, error) {
	p := r.Params
	err := a.withWatch(ctx, watchLabel, r.LabelName, lookup{p.Key, p.Username, p.AccountID}, a.store.unwatch)
	return server.RemoveLabelWatcher204Response{}, err
}
