package cloudtest

import (
	"context"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// lookup holds the three ways to name an account in the operations on watches.
type lookup struct {
	key, username, accountID *string
}

// watchOf returns the watch an operation is about: the caller's own, unless an
// administrator names somebody else.
func (h handlers) watchOf(ctx context.Context, kind state.Kind, target string, who lookup) (state.Watch, *respond.Error) {
	w := state.Watch{Kind: kind, Target: target, User: callerOf(ctx)}
	if who.key != nil || who.username != nil {
		return w, notFound("User keys and user names are no longer supported")
	}
	if who.accountID != nil && *who.accountID != "" && *who.accountID != w.User {
		if !h.mayActForOthers(ctx) {
			return w, forbidden("User is not permitted to act on the watches of another user")
		}
		w.User = *who.accountID
	}
	if h.store.user(w.User) == nil {
		return w, noUser(w.User)
	}
	// What does not exist is forbidden rather than missing.
	switch {
	case kind == state.OnContent && h.store.contentByID(target) == nil:
		return w, forbidden("Requested content doesn't exist")
	case kind == state.OnSpace && h.store.spaceByKey(target) == nil:
		return w, forbidden("Requested space doesn't exist")
	case kind == state.OnLabel && !h.store.hasLabel(target):
		return w, forbidden("Requested label doesn't exist")
	}
	return w, nil
}

// withWatch does something to a watch. The store is locked meanwhile.
func (h handlers) withWatch(ctx context.Context, kind state.Kind, target string, who lookup, do func(state.Watch)) error {
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
func (h handlers) see(watching **bool) func(state.Watch) {
	return func(w state.Watch) { *watching = new(h.store.Watching(w)) }
}

// GetContentWatchStatus tells whether an account watches content.
func (h handlers) GetContentWatchStatus(ctx context.Context, r server.GetContentWatchStatusRequestObject) (server.GetContentWatchStatusResponseObject, error) {
	var is server.GetContentWatchStatus200JSONResponse
	p := r.Params
	err := h.withWatch(ctx, state.OnContent, r.ContentID, lookup{p.Key, p.Username, p.AccountID}, h.see(&is.Watching))
	return is, err
}

// AddContentWatcher makes an account watch content.
func (h handlers) AddContentWatcher(ctx context.Context, r server.AddContentWatcherRequestObject) (server.AddContentWatcherResponseObject, error) {
	p := r.Params
	err := h.withWatch(ctx, state.OnContent, r.ContentID, lookup{p.Key, p.Username, p.AccountID}, h.store.Watch)
	return server.AddContentWatcher204Response{}, err
}

// RemoveContentWatcher ends an account's watch on content.
func (h handlers) RemoveContentWatcher(ctx context.Context, r server.RemoveContentWatcherRequestObject) (server.RemoveContentWatcherResponseObject, error) {
	p := r.Params
	err := h.withWatch(ctx, state.OnContent, r.ContentID, lookup{p.Key, p.Username, p.AccountID}, h.store.Unwatch)
	return server.RemoveContentWatcher204Response{}, err
}

// IsWatchingSpace tells whether an account watches a space.
func (h handlers) IsWatchingSpace(ctx context.Context, r server.IsWatchingSpaceRequestObject) (server.IsWatchingSpaceResponseObject, error) {
	var is server.IsWatchingSpace200JSONResponse
	p := r.Params
	err := h.withWatch(ctx, state.OnSpace, r.SpaceKey, lookup{p.Key, p.Username, p.AccountID}, h.see(&is.Watching))
	return is, err
}

// AddSpaceWatcher makes an account watch a space.
func (h handlers) AddSpaceWatcher(ctx context.Context, r server.AddSpaceWatcherRequestObject) (server.AddSpaceWatcherResponseObject, error) {
	p := r.Params
	err := h.withWatch(ctx, state.OnSpace, r.SpaceKey, lookup{p.Key, p.Username, p.AccountID}, h.store.Watch)
	return server.AddSpaceWatcher204Response{}, err
}

// RemoveSpaceWatch ends an account's watch on a space.
func (h handlers) RemoveSpaceWatch(ctx context.Context, r server.RemoveSpaceWatchRequestObject) (server.RemoveSpaceWatchResponseObject, error) {
	p := r.Params
	err := h.withWatch(ctx, state.OnSpace, r.SpaceKey, lookup{p.Key, p.Username, p.AccountID}, h.store.Unwatch)
	return server.RemoveSpaceWatch204Response{}, err
}

// IsWatchingLabel tells whether an account watches a label.
func (h handlers) IsWatchingLabel(ctx context.Context, r server.IsWatchingLabelRequestObject) (server.IsWatchingLabelResponseObject, error) {
	var is server.IsWatchingLabel200JSONResponse
	p := r.Params
	err := h.withWatch(ctx, state.OnLabel, r.LabelName, lookup{p.Key, p.Username, p.AccountID}, h.see(&is.Watching))
	return is, err
}

// AddLabelWatcher makes an account watch a label.
func (h handlers) AddLabelWatcher(ctx context.Context, r server.AddLabelWatcherRequestObject) (server.AddLabelWatcherResponseObject, error) {
	p := r.Params
	err := h.withWatch(ctx, state.OnLabel, r.LabelName, lookup{p.Key, p.Username, p.AccountID}, h.store.Watch)
	return server.AddLabelWatcher204Response{}, err
}

// RemoveLabelWatcher ends an account's watch on a label.
func (h handlers) RemoveLabelWatcher(ctx context.Context, r server.RemoveLabelWatcherRequestObject) (server.RemoveLabelWatcherResponseObject, error) {
	p := r.Params
	err := h.withWatch(ctx, state.OnLabel, r.LabelName, lookup{p.Key, p.Username, p.AccountID}, h.store.Unwatch)
	return server.RemoveLabelWatcher204Response{}, err
}
