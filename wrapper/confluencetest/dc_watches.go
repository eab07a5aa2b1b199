package confluencetest

import (
	"context"
	"slices"

	"github.com/confluence-people/go-sdk/gen/datacenter/server"
)

// watchingUser returns the user whose watches an operation is about: the caller,
// unless an administrator names somebody else. For others everybody else is
// unknown.
func (a datacenterAPI) watchingUser(ctx context.Context, who dcWho) (*user, *fault) {
	me := a.caller(ctx)
	if who.key == nil && who.username == nil {
		return me, nil
	}
	u, refusal := a.userNamed(ctx, who)
	if refusal == nil && u != me && !a.isAdmin(ctx) {
		return nil, dcNoUser(who.name())
	}
	return u, refusal
}

// isPage reports whether content is of a kind that can be watched.
func (c *content) isPage() bool { return c.kind == "page" || c.kind == "blogpost" }

// withContent does something to a user's watch on content. The store is locked
// meanwhile.
func (a datacenterAPI) withContent(ctx context.Context, id string, who dcWho, do func(*user, *content)) error {
	defer a.locked()()
	u, refusal := a.watchingUser(ctx, who)
	if refusal != nil {
		return refusal
	}
	c := a.store.contentByID(id)
	if c == nil || !c.isPage() {
		return dcNoContent(id)
	}
	do(u, c)
	return nil
}

func dcNoContent(id string) *fault { return dcNotFound("No content found with id : " + id) }

func dcNoSpace(key string) *fault { return dcNotFound("No space with key : " + key) }

// withSpace does something to a user's watches on a space.
func (a datacenterAPI) withSpace(ctx context.Context, key string, who dcWho, do func(*user, *space)) error {
	defer a.locked()()
	u, refusal := a.watchingUser(ctx, who)
	if refusal != nil {
		return refusal
	}
	s := a.store.space(key)
	if s == nil {
		return dcNoSpace(key)
	}
	do(u, s)
	return nil
}

// dcWatching says whether something is watched, in one of two forms.
func (a datacenterAPI) dcWatching(is bool) reply {
	if a.bareStatus {
		return reply{is}
	}
	return reply{struct {
		Watching bool `json:"watching"`
	}{is}}
}

func contentWatchOf(u *user, c *content) watch {
	return watch{kind: watchContent, target: c.id, user: u.id}
}

func spaceWatchOf(u *user, s *space, only string) watch {
	return watch{kind: watchSpace, target: s.key, user: u.id, only: only}
}

// IsWatchingContent answers whether a user watches content.
func (a datacenterAPI) IsWatchingContent(ctx context.Context, r server.IsWatchingContentRequestObject) (server.IsWatchingContentResponseObject, error) {
	var is reply
	err := a.withContent(ctx, r.ContentID, dcWho{r.Params.Key, r.Params.Username}, func(u *user, c *content) {
		is = a.dcWatching(a.store.watching(contentWatchOf(u, c)))
	})
	return is, err
}

// AddContentWatcher makes a user watch content.
func (a datacenterAPI) AddContentWatcher(ctx context.Context, r server.AddContentWatcherRequestObject) (server.AddContentWatcherResponseObject, error) {
	var added reply
	err := a.withContent(ctx, r.ContentID, dcWho{r.Params.Key, r.Params.Username}, func(u *user, c *content) {
		a.store.watch(contentWatchOf(u, c))
		added = reply{struct {
			Watcher *dcUser   `json:"watcher"`
			Content dcContent `json:"content"`
		}{person(nil)(u), showContent(c)}}
	})
	return added, err
}

// RemoveContentWatcher ends a user's watch on content.
func (a datacenterAPI) RemoveContentWatcher(ctx context.Context, r server.RemoveContentWatcherRequestObject) (server.RemoveContentWatcherResponseObject, error) {
	err := a.withContent(ctx, r.ContentID, dcWho{r.Params.Key, r.Params.Username}, func(u *user, c *content) {
		a.store.unwatch(contentWatchOf(u, c))
	})
	return server.RemoveContentWatcher204Response{}, err
}

// IsWatchingSpace answers whether a user watches a space. A watch on the whole
// space is one on every kind of content in it.
func (a datacenterAPI) IsWatchingSpace(ctx context.Context, r server.IsWatchingSpaceRequestObject) (server.IsWatchingSpaceResponseObject, error) {
	var is reply
	err := a.withSpace(ctx, r.SpaceKey, dcWho{r.Params.Key, r.Params.Username}, func(u *user, s *space) {
		kinds := []string{""}
		if r.Params.ContentType != nil {
			kinds = append(kinds, *r.Params.ContentType)
		}
		is = a.dcWatching(slices.ContainsFunc(kinds, func(kind string) bool {
			return a.store.watching(spaceWatchOf(u, s, kind))
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
func (a datacenterAPI) AddSpaceWatcher(ctx context.Context, r server.AddSpaceWatcherRequestObject) (server.AddSpaceWatcherResponseObject, error) {
	var added reply
	err := a.withSpace(ctx, r.SpaceKey, dcWho{r.Params.Key, r.Params.Username}, func(u *user, s *space) {
		kinds := kindsOf(r.Params.ContentType)
		for _, kind := range kinds {
			a.store.watch(spaceWatchOf(u, s, kind))
		}
		if len(kinds) == 0 {
			a.store.watch(spaceWatchOf(u, s, ""))
		}
		added = reply{struct {
			Watcher      *dcUser  `json:"watcher"`
			Space        dcSpace  `json:"space"`
			ContentTypes []string `json:"contentTypes,omitempty"`
		}{person(nil)(u), showSpace(s), kinds}}
	})
	return added, err
}

// RemoveSpaceWatcher ends a user's watches on a space, or on kinds of content in
// it.
func (a datacenterAPI) RemoveSpaceWatcher(ctx context.Context, r server.RemoveSpaceWatcherRequestObject) (server.RemoveSpaceWatcherResponseObject, error) {
	err := a.withSpace(ctx, r.SpaceKey, dcWho{r.Params.Key, r.Params.Username}, func(u *user, s *space) {
		kinds := kindsOf(r.Params.ContentType)
		a.store.watches = slices.DeleteFunc(a.store.watches, func(w watch) bool {
			return w == spaceWatchOf(u, s, w.only) && (len(kinds) == 0 || slices.Contains(kinds, w.only))
		})
	})
	return server.RemoveSpaceWatcher204Response{}, err
}
