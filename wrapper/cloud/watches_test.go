package cloud_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

func TestWatching(t *testing.T) {
	t.Parallel()
	type isWatching func(ctx context.Context, what, accountID string) (bool, error)
	type change func(ctx context.Context, what, accountID string) error
	for name, c := range map[string]struct {
		what           func(scene) string
		of             func(*cloud.WatchesService) (isWatching, change, change)
		missing        string
		missingOutcome error
	}{
		"content": {
			what: func(s scene) string { return s.page },
			of: func(w *cloud.WatchesService) (isWatching, change, change) {
				return w.IsWatchingContent, w.WatchContent, w.UnwatchContent
			},
		},
		"space": {
			what: func(scene) string { return "DOCS" },
			of: func(w *cloud.WatchesService) (isWatching, change, change) {
				return w.IsWatchingSpace, w.WatchSpace, w.UnwatchSpace
			},
		},
		"label": {
			what: func(scene) string { return "how/to?#x" },
			of: func(w *cloud.WatchesService) (isWatching, change, change) {
				return w.IsWatchingLabel, w.WatchLabel, w.UnwatchLabel
			},
			missing: "on-no-content", missingOutcome: confluence.ErrForbidden,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			is, watch, unwatch := c.of(s.client.Watches)
			what := c.what(s)
			for _, accountID := range []string{cloud.DefaultAccount, awkward} {
				require.NoError(t, unwatch(t.Context(), what, accountID))
				for _, want := range []bool{false, true, false} {
					got, err := is(t.Context(), what, accountID)
					require.NoError(t, err)
					require.Equal(t, want, got)
					if want {
						require.NoError(t, unwatch(t.Context(), what, accountID))
					} else {
						require.NoError(t, watch(t.Context(), what, accountID))
					}
				}
			}
			_, _, ofStranger := c.of(s.server.ClientAs(awkward).Watches)
			require.ErrorIs(t, ofStranger(t.Context(), what, s.server.AdminID()), confluence.ErrForbidden,
				"naming another account takes an administrator")
			if c.missing != "" {
				require.ErrorIs(t, watch(t.Context(), c.missing, cloud.DefaultAccount), c.missingOutcome)
			}
		})
	}
}
