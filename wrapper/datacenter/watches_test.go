package datacenter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

func TestWatching(t *testing.T) {
	t.Parallel()
	for _, bare := range []bool{false, true} {
		s := newScene(t)
		s.server.BareWatchStatus(bare)
		ctx, watches := t.Context(), s.client.Watches
		for _, who := range []datacenter.Identity{datacenter.Caller(), datacenter.Username("jane@example.com"), datacenter.UserKey(s.key)} {
			require.NoError(t, watches.UnwatchContent(ctx, s.page, who))
			require.NoError(t, watches.UnwatchSpace(ctx, "DOCS", who, nil))
			for _, want := range []bool{false, true} {
				got, err := watches.IsWatchingContent(ctx, s.page, who)
				require.NoError(t, err)
				require.Equal(t, want, got)
				got, err = watches.IsWatchingSpace(ctx, "DOCS", who, nil)
				require.NoError(t, err)
				require.Equal(t, want, got)
				require.NoError(t, watches.WatchContent(ctx, s.page, who))
				require.NoError(t, watches.WatchSpace(ctx, "DOCS", who, nil))
			}
		}
		watchers, err := rows(watches.AllContentWatchers(ctx, s.page, nil), func(u datacenter.User) string { return u.Username })
		require.NoError(t, err)
		require.ElementsMatch(t, []string{"jane@example.com", s.server.AdminName()}, watchers)
		watchers, err = rows(watches.AllSpaceWatchers(ctx, "DOCS", nil), func(u datacenter.User) string { return u.Username })
		require.NoError(t, err)
		require.ElementsMatch(t, []string{"jane@example.com", s.server.AdminName()}, watchers)
	}
}

func TestWatchingForOthersNeedsAnAdministrator(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	err := s.server.ClientAs("jane@example.com").Watches.WatchContent(t.Context(), s.page, datacenter.Username(s.server.AdminName()))
	require.ErrorIs(t, err, confluence.ErrNotFound, "the service hides what is forbidden")
}

// TestWatchesOfContentTypes: a watch can be on some kinds of content alone, and
// all three methods mean the same by that.
func TestWatchesOfContentTypes(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	ctx, watches, who := t.Context(), s.client.Watches, datacenter.Username("jane@example.com")
	posts := &datacenter.SpaceWatchOptions{ContentTypes: []datacenter.ContentType{datacenter.ContentBlogPost}}
	both := &datacenter.SpaceWatchOptions{ContentTypes: []datacenter.ContentType{datacenter.ContentBlogPost, datacenter.ContentPage}}
	watching := func(opts *datacenter.SpaceWatchOptions) bool {
		is, err := watches.IsWatchingSpace(ctx, "DOCS", who, opts)
		require.NoError(t, err)
		return is
	}
	require.NoError(t, watches.WatchSpace(ctx, "DOCS", who, posts))
	require.True(t, watching(posts))
	require.False(t, watching(both), "not all of them")
	require.False(t, watching(nil))
	require.NoError(t, watches.WatchSpace(ctx, "DOCS", who, both))
	require.True(t, watching(both))
	require.NoError(t, watches.UnwatchSpace(ctx, "DOCS", who, posts))
	require.False(t, watching(posts))

	s.server.ForgetExchanges()
	for _, blank := range []datacenter.ContentType{"", " ", "page ", "\n"} {
		opts := &datacenter.SpaceWatchOptions{ContentTypes: []datacenter.ContentType{datacenter.ContentPage, blank}}
		_, err := watches.IsWatchingSpace(ctx, "DOCS", who, opts)
		require.ErrorIs(t, err, confluence.ErrInvalid)
		require.ErrorIs(t, watches.WatchSpace(ctx, "DOCS", who, opts), confluence.ErrInvalid)
		require.ErrorIs(t, watches.UnwatchSpace(ctx, "DOCS", who, opts), confluence.ErrInvalid)
	}
	require.Empty(t, s.server.Exchanges())
}

// TestAcceptedWatchesAreNoErrors: the service says of a watch what it likes, text
// or number; it was accepted.
func TestAcceptedWatchesAreNoErrors(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"contentId":"42"}`, `{"contentId":42}`, `{"contentId":"att42"}`, `{}`, `null`, `[]`} {
		s := newScene(t)
		for _, operation := range []string{"addContentWatcher", "addSpaceWatcher"} {
			s.server.Inject(operation, 1, confluencetest.Respond(200, "application/json", body))
		}
		require.NoError(t, s.client.Watches.WatchContent(t.Context(), s.page, datacenter.Caller()), body)
		require.NoError(t, s.client.Watches.WatchSpace(t.Context(), "DOCS", datacenter.Caller(), nil), body)
		s.server.TakeViolations()
	}
}
