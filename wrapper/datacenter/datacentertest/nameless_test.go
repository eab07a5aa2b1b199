package datacentertest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// What has no name comes back by its id.
func TestSnapshotOfTheNameless(t *testing.T) {
	t.Parallel()
	site := datacentertest.Start(t)
	page := site.AddPage("DOCS", "", "")
	site.WatchPage(site.AdminName(), page)
	running := site.AddTask(confluencetest.Task{Duration: time.Minute})
	ended := site.AddTask(confluencetest.Task{Name: "ended", Duration: -time.Minute})
	for range 2 { // also of what came back
		require.NoError(t, site.LoadSeed(site.Snapshot()))
	}
	require.True(t, site.IsWatchingPage(site.AdminName(), page))
	for id, finished := range map[string]bool{running: false, ended: true} {
		task, err := site.Client().Tasks.Get(t.Context(), id, nil)
		require.NoError(t, err)
		require.Equal(t, finished, task.Percent == 100)
	}
}
