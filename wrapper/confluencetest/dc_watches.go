package confluencetest

import (
	"context"
	"slices"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
)

// watchingUser returns the user whose watches an operation is about: the caller,
// unless an administrator names somebody else. For others everybody else is
// unknown.
func (h datacenterHandlers) watchingUser(ctx context.Context, who dcWho) (*user, *fault) {
	me := h.caller(ctx)
	if who.key == nil && who.username == nil {
		return me, nil
	}
	u, refusal := h.userNamed(ctx, who)
	if refusal == nil && u != me && !h.isAdmin(ctx) {
		return nil, dcNoUser(who.name())
	}
	return u, refusal
}

// isPage reports whether content is of a kind that can be watched.
func (c *content) isPage() bool { return c.kind == "page" || c.kind == "blogpost" }

// withContent does something to a user's watch on content. The store is locked
// meanwhile.
func (h datacenterHandlers) withContent(ctx context.Context, id string, who dcWho, do func(*user, *content)) error {
	defer h.locked()()
	u, refusal := h.watchingUser(ctx, who)
	if refusal != nil {
		return refusal
	}
	c := h.store.contentByID(id)
	if c == nil || !c.isPage() {
		return dcNoContent(id)
	}
	do(u, c)
	return nil
}

func dcNoContent(id string) *fault { return dcNotFound("No content found with id : " + id) }

func dcNoSpace(key string) *fault { return dcNotFound("No space with key : " + key) }

// withSpace does something to a user's watches on a space.
func (h datacenterHandlers) withSpace(ctx context.Context, key string, who dcWho, do func(*user, *space)) error {
	defer h.locked()()
	u, refusal := h.watchingUser(ctx, who)
	if refusal != nil {
		return refusal
	}
	s := h.store.space(key)
	if s == nil {
		return dcNoSpace(key)
	}
	do(u, s)
	return nil
}

// dcWatching says whether something is watched, in one of two forms.
func (h datacenterHandlers) dcWatching(is bool) response {
	if h.bareStatus {
		return response{is}
	}
	return response{struct {
		Watching bool `json:"watching"`
	}{is}}
}

func contentWatchOf(u *user, c *content) watch {
	return watch{kind: watchContent, target: c.id, user: u.id}
}

func spaceWatchOf(u *user, s *space, only string) watch {
	return watch{kind: watchSpace, target: s.key, user: u.id, only: only}
}

// IsWatchingContent tells whether a user watches content.
func (h datacenterHandlers) IsWatchingContent(ctx context.Context, r server.IsWatchingContentRequestObject) (server.IsWatchingContentResponseObject, error) {
	var is response
	err := h.withContent(ctx, r.ContentID, dcWho{r.Params.Key, r.Params.Username}, func(u *user, c *content) {
		is = h.dcWatching(h.store.watching(contentWatchOf(u, c)))
	})
	return is, err
}

// AddContentWatcher makes a user watch content.
func (h datacenterHandlers) AddContentWatcher(ctx context.Context, r server.AddContentWatcherRequestObject) (server.AddContentWatcherResponseObject, error) {
	var added response
	err := h.withContent(ctx, r.ContentID, dcWho{r.Params.Key, r.Params.Username}, func(u *user, c *content) {
		h.store.watch(contentWatchOf(u, c))
		added = response{struct {
			Watcher *dcUser   `json:"watcher"`
			Content dcContent `json:"content"`
		}{person(nil)(u), showContent(c)}}
	})
	return added, err
}

// RemoveContentWatcher ends a user's watch on content.
func (h datacenterHandlers) RemoveContentWatcher(ctx context.Context, r server.RemoveContentWatcherRequestObject) (server.RemoveContentWatcherResponseObject, error) {
	err := h.withContent(ctx, r.ContentID, dcWho{r.Params.Key, r.Params.Username}, func(u *user, c *content) {
		h.store.unwatch(contentWatchOf(u, c))
	})
	return server.RemoveContentWatcher204Response{}, err
}

// IsWatchingSpace tells whether a user watches a space. A watch on the whole
// space is one on every kind of content in it.
func (h datacenterHandlers) IsWatchingSpace(ctx context.Context, r server.IsWatchingSpaceRequestObject) (server.IsWatchingSpaceResponseObject, error) {
	var is response
	err := h.withSpace(ctx, r.SpaceKey, dcWho{r.Params.Key, r.Params.Username}, func(u *user, s *space) {
		kinds := []string{""}
		if r.Params.ContentType != nil {
			kinds = append(kinds, *r.Params.ContentType)
		}
		is = h.dcWatching(slices.ContainsFunc(kinds, func(kind string) bool {
			return h.store.watching(spaceWatchOf(u, s, kind))
		}))
	})
	return is, err
}

// kindsOf returns the kinds of content that are asked for, or none for all.
func kindsOf(asked *[]string) []string {
	if asked == nil {
		return nil
	}
	return *asked
}

// AddSpaceWatcher makes a user watch a space, or kinds of content in it.
func (h datacenterHandlers) AddSpaceWatcher(ctx context.Context, r server.AddSpaceWatcherRequestObject) (server.AddSpaceWatcherResponseObject, error) {
	var added response
	err := h.withSpace(ctx, r.SpaceKey, dcWho{r.Params.Key, r.Params.Username}, func(u *user, s *space) {
		kinds := kindsOf(r.Params.ContentType)
		for _, kind := range kinds {
			h.store.watch(spaceWatchOf(u, s, kind))
		}
		if len(kinds) == 0 {
			h.store.watch(spaceWatchOf(u, s, ""))
		}
		added = response{struct {
			Watcher      *dcUser  `json:"watcher"`
			Space        dcSpace  `json:"space"`
			ContentTypes []string `json:"contentTypes,omitempty"`
		}{person(nil)(u), showSpace(s), kinds}}
	})
	return added, err
}

// RemoveSpaceWatcher ends a user's watches on a space, or on kinds of content in
// it.
func (h datacenterHandlers) RemoveSpaceWatcher(ctx context.Context, r server.RemoveSpaceWatcherRequestObject) (server.RemoveSpaceWatcherResponseObject, error) {
	err := h.withSpace(ctx, r.SpaceKey, dcWho{r.Params.Key, r.Params.Username}, func(u *user, s *space) {
		kinds := kindsOf(r.Params.ContentType)
		h.store.watches = slices.DeleteFunc(h.store.watches, func(w watch) bool {
			return w == spaceWatchOf(u, s, w.only) && (len(kinds) == 0 || slices.Contains(kinds, w.only))
		})
	})
	return server.RemoveSpaceWatcher204Response{}, err
}
