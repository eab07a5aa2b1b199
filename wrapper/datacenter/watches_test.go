package datacenter_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
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
