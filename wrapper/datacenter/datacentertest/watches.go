package datacentertest

import (
	"context"
	"slices"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/respond"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// watchingUser returns the user whose watches an operation is about: the caller,
// unless an administrator names somebody else. For others everybody else is
// unknown.
func (h handlers) watchingUser(ctx context.Context, who identity) (*user, *respond.Error) {
	me := callerOf(ctx)
	if who.key == nil && who.username == nil {
		if h.store.user(me.id) == nil { // deleted since the login
			return nil, noUser(me.username)
		}
		return me, nil
	}
	u, refusal := h.userNamed(ctx, who)
	if refusal == nil && u != me && !h.isAdmin(ctx) {
		return nil, noUser(who.name())
	}
	return u, refusal
}

// isPage reports whether content is of a kind that can be watched.
func (c *content) isPage() bool { return c.kind == "page" || c.kind == "blogpost" }

// withContent does something to a user's watch on content. The store is locked
// meanwhile.
func (h handlers) withContent(ctx context.Context, id string, who identity, do func(*user, *content)) error {
	defer h.locked()()
	u, refusal := h.watchingUser(ctx, who)
	if refusal != nil {
		return refusal
	}
	c := h.store.contentByID(id)
	if c == nil || !c.isPage() {
		return noContent(id)
	}
	do(u, c)
	return nil
}

func noContent(id string) *respond.Error { return notFound("No content found with id : " + id) }

func noSpace(key string) *respond.Error { return notFound("No space with key : " + key) }

// withSpace does something to a user's watches on a space.
func (h handlers) withSpace(ctx context.Context, key string, who identity, do func(*user, *state.Space)) error {
	defer h.locked()()
	u, refusal := h.watchingUser(ctx, who)
	if refusal != nil {
		return refusal
	}
	s := h.store.Space(key)
	if s == nil {
		return noSpace(key)
	}
	do(u, s)
	return nil
}

// watchStatus says whether something is watched, in one of two forms.
func (h handlers) watchStatus(is bool) response {
	if h.bareStatus {
		return response{is}
	}
	return response{struct {
		Watching bool `json:"watching"`
	}{is}}
}

func contentWatchOf(u *user, c *content) state.Watch {
	return state.Watch{Kind: state.OnContent, Target: c.id, User: u.id}
}

func spaceWatchOf(u *user, s *state.Space, only string) state.Watch {
	return state.Watch{Kind: state.OnSpace, Target: s.Key, User: u.id, Only: only}
}

// IsWatchingContent tells whether a user watches content.
func (h handlers) IsWatchingContent(ctx context.Context, r server.IsWatchingContentRequestObject) (server.IsWatchingContentResponseObject, error) {
	var is response
	err := h.withContent(ctx, r.ContentID, identity{r.Params.Key, r.Params.Username}, func(u *user, c *content) {
		is = h.watchStatus(h.store.Watching(contentWatchOf(u, c)))
	})
	return is, err
}

// AddContentWatcher makes a user watch content.
func (h handlers) AddContentWatcher(ctx context.Context, r server.AddContentWatcherRequestObject) (server.AddContentWatcherResponseObject, error) {
	var added response
	err := h.withContent(ctx, r.ContentID, identity{r.Params.Key, r.Params.Username}, func(u *user, c *content) {
		h.store.Watch(contentWatchOf(u, c))
		added = response{struct {
			Watcher *shownUser   `json:"watcher"`
			Content shownContent `json:"content"`
		}{person(ctx, nil)(u), showContent(ctx, c)}}
	})
	return added, err
}

// RemoveContentWatcher ends a user's watch on content.
func (h handlers) RemoveContentWatcher(ctx context.Context, r server.RemoveContentWatcherRequestObject) (server.RemoveContentWatcherResponseObject, error) {
	err := h.withContent(ctx, r.ContentID, identity{r.Params.Key, r.Params.Username}, func(u *user, c *content) {
		h.store.Unwatch(contentWatchOf(u, c))
	})
	return server.RemoveContentWatcher204Response{}, err
}

// IsWatchingSpace tells whether a user watches a space. A watch on the whole
// space is one on every kind of content in it.
func (h handlers) IsWatchingSpace(ctx context.Context, r server.IsWatchingSpaceRequestObject) (server.IsWatchingSpaceResponseObject, error) {
	var is response
	err := h.withSpace(ctx, r.SpaceKey, identity{r.Params.Key, r.Params.Username}, func(u *user, s *state.Space) {
		kinds := []string{""}
		if r.Params.ContentType != nil {
			kinds = append(kinds, *r.Params.ContentType)
		}
		is = h.watchStatus(slices.ContainsFunc(kinds, func(kind string) bool {
			return h.store.Watching(spaceWatchOf(u, s, kind))
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
func (h handlers) AddSpaceWatcher(ctx context.Context, r server.AddSpaceWatcherRequestObject) (server.AddSpaceWatcherResponseObject, error) {
	var added response
	err := h.withSpace(ctx, r.SpaceKey, identity{r.Params.Key, r.Params.Username}, func(u *user, s *state.Space) {
		kinds := kindsOf(r.Params.ContentType)
		for _, kind := range kinds {
			h.store.Watch(spaceWatchOf(u, s, kind))
		}
		if len(kinds) == 0 {
			h.store.Watch(spaceWatchOf(u, s, ""))
		}
		added = response{struct {
			Watcher      *shownUser `json:"watcher"`
			Space        shownSpace `json:"space"`
			ContentTypes []string   `json:"contentTypes,omitempty"`
		}{person(ctx, nil)(u), showSpace(s), kinds}}
	})
	return added, err
}

// RemoveSpaceWatcher ends a user's watches on a space, or on kinds of content in
// it.
func (h handlers) RemoveSpaceWatcher(ctx context.Context, r server.RemoveSpaceWatcherRequestObject) (server.RemoveSpaceWatcherResponseObject, error) {
	err := h.withSpace(ctx, r.SpaceKey, identity{r.Params.Key, r.Params.Username}, func(u *user, s *state.Space) {
		kinds := kindsOf(r.Params.ContentType)
		h.store.UnwatchWhere(u.id, func(w state.Watch) bool {
			return w == spaceWatchOf(u, s, w.Only) && (len(kinds) == 0 || slices.Contains(kinds, w.Only))
		})
	})
	return server.RemoveSpaceWatcher204Response{}, err
}
