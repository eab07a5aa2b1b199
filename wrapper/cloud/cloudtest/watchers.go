package cloudtest

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/confluence-people/go-sdk/gen/cloud/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/paging"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// pageWatch is a row in the list of who watches content; the id is a number
// here.
type pageWatch struct {
	Type      string       `json:"type"`
	Watcher   shownWatcher `json:"watcher"`
	ContentID json.Number  `json:"contentId"`
}

type spaceWatch struct {
	Type     string       `json:"type"`
	Watcher  shownWatcher `json:"watcher"`
	SpaceKey string       `json:"spaceKey"`
}

// GetWatchesForPage lists who watches a page; nobody watches an unknown one.
func (h handlers) GetWatchesForPage(ctx context.Context, r server.GetWatchesForPageRequestObject) (server.GetWatchesForPageResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	var watchers *state.Ordered[state.Person]
	if h.store.contentByID(r.ID) != nil {
		watchers = h.store.Watchers(state.OnContent, r.ID)
	}
	p := paging.Asked(r.Params.Start, r.Params.Limit, paging.StandardLimit)
	caller := callerOf(ctx)
	return response{pageOf(ctx, h.Server, watchers, p, func(by state.Person) pageWatch {
		return pageWatch{Type: "watch", Watcher: watcher(h.store.user(by.ID), caller), ContentID: json.Number(r.ID)}
	})}, nil
}

// GetWatchesForSpace lists who watches the space that some content lies in.
func (h handlers) GetWatchesForSpace(ctx context.Context, r server.GetWatchesForSpaceRequestObject) (server.GetWatchesForSpaceResponseObject, error) {
	if _, err := strconv.ParseInt(r.ID, 10, 64); err != nil {
		// A key of a space is the usual mistake, and the service breaks at it.
		return nil, respond.Bare(http.StatusInternalServerError, "java.lang.NumberFormatException: "+
			"For input string: \""+r.ID+"\"").Undocumented()
	}
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	key := ""
	if c := h.store.contentByID(r.ID); c != nil {
		key = c.space
	}
	return response{h.spaceWatchers(ctx, key, r.Params.Start, r.Params.Limit)}, nil
}

// GetWatchersForSpace lists who watches a space.
func (h handlers) GetWatchersForSpace(ctx context.Context, r server.GetWatchersForSpaceRequestObject) (server.GetWatchersForSpaceResponseObject, error) {
	h.store.mu.Lock()
	defer h.store.mu.Unlock()
	if h.store.spaceByKey(r.SpaceKey) == nil {
		return nil, noSpace(r.SpaceKey)
	}
	return response{h.spaceWatchers(ctx, r.SpaceKey, r.Params.Start, r.Params.Limit)}, nil
}

func (h handlers) spaceWatchers(ctx context.Context, key string, start, limit *int32) *page[spaceWatch] {
	p := paging.Asked(start, limit, paging.StandardLimit)
	caller := callerOf(ctx)
	return pageOf(ctx, h.Server, h.store.Watchers(state.OnSpace, key), p, func(by state.Person) spaceWatch {
		return spaceWatch{Type: "watch", Watcher: watcher(h.store.user(by.ID), caller), SpaceKey: key}
	})
}
