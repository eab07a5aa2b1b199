// Package snapshottest holds the test servers of both products to what snapshots
// promise: what was there comes back.
package snapshottest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// Site is a test server.
type Site interface {
	WatchPage(who, contentID string)
	IsWatchingPage(who, contentID string) bool
	AddTask(task confluencetest.Task) (taskID string)
	Snapshot() []byte
	LoadSeed(text []byte) error
}

// Started is a site that has begun, and what the products do in different ways.
type Started struct {
	Site

	// Admin is how the administrator is named.
	Admin string
	// AddPage adds a page with a title to the space DOCS.
	AddPage func(title string) (contentID string)
	// Percent is how far a task is.
	Percent func(taskID string) int
}

// TitlesThatAreIDs tests that a page can have the id of another as its title, and other pages
// can have the title of that one.
func TitlesThatAreIDs(t *testing.T, start func() Started) {
	t.Helper()
	site := start()
	var ids []string
	for i, title := range []string{"Minutes", "Minutes", ""} {
		if title == "" {
			title = ids[0]
		}
		ids = append(ids, site.AddPage(title))
		if i != 1 {
			site.WatchPage(site.Admin, ids[i])
		}
	}
	for _, loaded := range []Started{site, start()} {
		require.NoError(t, loaded.LoadSeed(site.Snapshot()))
		for i, id := range ids {
			require.Equal(t, i != 1, loaded.IsWatchingPage(site.Admin, id), i)
		}
	}
	require.NoError(t, site.LoadSeed([]byte(`{"spaces": [{"key": "S"}], "pages": [
		{"space": "S", "title": "7", "id": "9"}, {"space": "S", "title": "8", "id": "7"}
	]}`)), "a title before the id that it is")
	require.NoError(t, site.LoadSeed(site.Snapshot()))
}

// Nameless tests that what has no name comes back by its id.
func Nameless(t *testing.T, start func() Started) {
	t.Helper()
	site := start()
	page := site.AddPage("")
	site.WatchPage(site.Admin, page)
	running := site.AddTask(confluencetest.Task{Duration: time.Minute})
	ended := site.AddTask(confluencetest.Task{Name: "ended", Duration: -time.Minute})
	for range 2 { // also of what came back
		require.NoError(t, site.LoadSeed(site.Snapshot()))
	}
	require.True(t, site.IsWatchingPage(site.Admin, page))
	for id, finished := range map[string]bool{running: false, ended: true} {
		require.Equal(t, finished, site.Percent(id) == 100)
	}
}
