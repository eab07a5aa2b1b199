package cloudtest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

// A page can have the id of another as its title, and other pages can have the
// title of that one.
func TestSnapshotOfTitlesThatAreIDs(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	var ids []string
	titles := []string{"Minutes", "Minutes", ""}
	for i, title := range titles {
		if title == "" {
			title = ids[0]
		}
		ids = append(ids, site.AddPage("DOCS", title, ""))
		if i != 1 {
			site.WatchPage(site.AdminID(), ids[i])
		}
	}
	other := cloudtest.Start(t)
	for _, loaded := range []*cloudtest.Server{site, other} {
		require.NoError(t, loaded.LoadSeed(site.Snapshot()))
		for i, id := range ids {
			require.Equal(t, i != 1, loaded.IsWatchingPage(site.AdminID(), id), i)
		}
	}

	require.NoError(t, site.LoadSeed([]byte(`{"spaces": [{"key": "S"}], "pages": [
		{"space": "S", "title": "7", "id": "9"}, {"space": "S", "title": "8", "id": "7"}
	]}`)), "a title before the id that it is")
	require.NoError(t, site.LoadSeed(site.Snapshot()))
}
