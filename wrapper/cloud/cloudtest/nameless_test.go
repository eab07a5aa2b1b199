package cloudtest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// What has no name comes back by its id.
func TestSnapshotOfTheNameless(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	page := site.AddPage("DOCS", "", "")
	site.WatchPage(site.AdminID(), page)
	running := site.AddTask(confluencetest.Task{Duration: time.Minute})
	ended := site.AddTask(confluencetest.Task{Name: "ended", Duration: -time.Minute})
	for range 2 { // also of what came back
		require.NoError(t, site.LoadSeed(site.Snapshot()))
	}
	require.True(t, site.IsWatchingPage(site.AdminID(), page))
	for id, finished := range map[string]bool{running: false, ended: true} {
		task, err := site.Client().Tasks.Get(t.Context(), id)
		require.NoError(t, err)
		require.Equal(t, finished, task.Percent == 100)
	}
}

// A property that no request could have stored is refused, as its value is.
func TestSetPropertyOfABadKey(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	for _, key := range []string{"", "a b", "é", "a/b"} {
		require.ErrorContains(t, site.SetProperty(site.AdminID(), key, map[string]int{}), "the key must match")
	}
	require.NoError(t, site.SetProperty(site.AdminID(), "a-B_1", map[string]int{}))
	require.NoError(t, site.LoadSeed(site.Snapshot()))
}
