package datacentertest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

func TestContentWatch(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	page := d.AddPage("DOCS", "Welcome", "jane")
	require.True(t, d.IsWatchingPage("jane", page), "who made it")
	require.False(t, d.IsWatchingPage("admin", page))
	path := "/user/watch/content/" + page
	require.Equal(t, map[string]any{"watching": false}, read(t, d, path))
	for range 2 {
		got := ask(t, d, call{method: "POST", path: rest + path})
		require.Equal(t, 200, got.status)
		made := decode(t, got)
		require.Len(t, made, 2)
		require.Equal(t, "admin", made["watcher"].(map[string]any)["username"])
		require.Equal(t, map[string]any{
			"id": page, "type": "page", "status": "current", "title": "Welcome",
			"_links": map[string]any{"self": instanceURL + "/rest/api/content/" + page},
		}, made["content"])
	}
	require.True(t, d.IsWatchingPage("admin", page))
	require.Equal(t, map[string]any{"watching": true}, read(t, d, path))
	d.BareWatchStatus(true)
	require.Equal(t, "true", ask(t, d, call{path: rest + path}).body)
	for range 2 {
		got := ask(t, d, call{method: "DELETE", path: rest + path})
		require.Equal(t, 204, got.status)
		require.Empty(t, got.body)
	}
	require.Equal(t, "false", ask(t, d, call{path: rest + path}).body)
	require.True(t, d.IsWatchingPage("jane", page), "others go on")
	watching, err := d.Client().Watches.IsWatchingContent(t.Context(), page, datacenter.Username("jane"))
	require.NoError(t, err)
	require.True(t, watching)
}

func TestSpaceWatch(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	d.AddSpace("DOCS", "Documentation")
	d.AddSpace("~jane", "Jane")
	const path = "/user/watch/space/DOCS"
	is := func(query string) bool { return read(t, d, path+query)["watching"].(bool) }
	change := func(method, query string) response {
		return ask(t, d, call{method: method, path: rest + path + query})
	}
	got := change("POST", "?contentType=blogpost&contentType=page")
	require.Equal(t, 200, got.status, got.body)
	made := decode(t, got)
	require.Equal(t, []any{"blogpost", "page"}, made["contentTypes"])
	require.Equal(t, "admin", made["watcher"].(map[string]any)["username"])
	space := made["space"].(map[string]any)
	require.Equal(t, "DOCS", space["key"])
	require.Equal(t, "Documentation", space["name"])
	require.Equal(t, "global", space["type"])
	require.False(t, is(""), "not the whole of it")
	require.False(t, d.IsWatchingSpace("admin", "DOCS"))
	require.True(t, is("?contentType=page"))
	require.Equal(t, []any{"admin"}, column(read(t, d, "/space/DOCS/watchers"), "username"), "once")
	require.Equal(t, 204, change("DELETE", "?contentType=page").status)
	require.False(t, is("?contentType=page"))
	require.True(t, is("?contentType=blogpost"))

	made = decode(t, change("POST", ""))
	require.NotContains(t, made, "contentTypes")
	require.True(t, is(""))
	require.True(t, is("?contentType=page"), "the whole holds every kind")
	require.True(t, d.IsWatchingSpace("admin", "DOCS"))
	require.Equal(t, 204, change("DELETE", "").status)
	require.False(t, is(""))
	require.False(t, is("?contentType=blogpost"), "all of it")
	made = decode(t, ask(t, d, call{method: "POST", path: rest + "/user/watch/space/~jane"}))
	require.Equal(t, "personal", made["space"].(map[string]any)["type"])
}

// TestWatchesOfOthers also sees that a refusal does not tell why.
func TestWatchesOfOthers(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	d.AddUser(datacentertest.User{Username: "boss", Admin: true})
	annKey := d.AddUser(datacentertest.User{Username: "ann"})
	janeKey := read(t, d, "/user?username=jane")["userKey"].(string)
	page := d.AddPage("DOCS", "Welcome", "")
	file := d.AddAttachment("DOCS", "plan.pdf")
	tests := map[string]struct {
		as, what, query string
		status          int // of a GET
		says            string
	}{
		"an administrator":           {"boss", "content/" + page, "?username=jane", 200, ""},
		"a system administrator":     {"admin", "space/DOCS", "?key=" + janeKey, 200, ""},
		"oneself, by name":           {"jane", "content/" + page, "?username=jane", 200, ""},
		"oneself, by key":            {"jane", "space/DOCS", "?key=" + janeKey, 200, ""},
		"another user":               {"jane", "content/" + page, "?username=ann", 404, "No user found with key : ann"},
		"another key":                {"jane", "space/DOCS", "?key=" + annKey, 404, "No user found with key : " + annKey},
		"an unknown user":            {"jane", "content/" + page, "?username=nobody", 404, "No user found with key : nobody"},
		"an unknown user, for boss":  {"boss", "space/DOCS", "?username=nobody", 404, "No user found with key : nobody"},
		"unknown content":            {"jane", "content/1", "", 404, "No content found with id : 1"},
		"an attachment":              {"jane", "content/" + file, "", 404, "No content found with id : " + file},
		"an unknown space":           {"jane", "space/NOPE", "", 404, "No space with key : NOPE"},
		"an unknown space of others": {"boss", "space/NOPE", "?username=jane", 404, "No space with key : NOPE"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for method, status := range map[string]int{"GET": 200, "POST": 200, "DELETE": 204} {
				got := ask(t, d, call{method: method, path: rest + "/user/watch/" + test.what + test.query, as: test.as})
				if test.status == 200 {
					require.Equal(t, status, got.status, got.body)
					continue
				}
				require.Equal(t, 404, got.status)
				require.Equal(t, refused("404", "false", "true", test.says, "Not Found"), got.body)
			}
		})
	}
}

func TestWatchers(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	page := d.AddPage("DOCS", "Welcome", "jane")
	d.WatchPage("admin", page)
	d.WatchPage("nobody", page)
	d.WatchSpace("jane", "DOCS")
	watchers := read(t, d, "/content/"+page+"/watchers")
	require.Equal(t, []any{"jane", "admin"}, column(watchers, "username"))
	require.InDelta(t, 25, watchers["limit"], 0)
	require.InDelta(t, 2, watchers["totalCount"], 0)
	part := read(t, d, "/content/"+page+"/watchers?limit=1")
	require.Equal(t, []any{"jane"}, column(part, "username"))
	require.InDelta(t, 2, part["totalCount"], 0)
	require.Equal(t, "/rest/api/content/"+page+"/watchers?limit=1&start=1", linkTo(part, "next"))
	require.Equal(t, []any{"jane"}, column(read(t, d, "/space/DOCS/watchers"), "username"))

	file := d.AddAttachment("DOCS", "plan.pdf")
	d.AddUser(datacentertest.User{Username: "boss", Admin: true})
	for path, status := range map[string]int{"/content/" + file: 400, "/content/1": 404, "/space/NOPE": 404, "/space/DOCS": 200} {
		require.Equal(t, status, ask(t, d, call{path: rest + path + "/watchers", as: "boss"}).status, path)
		require.Equal(t, 403, ask(t, d, call{path: rest + path + "/watchers", as: "jane"}).status, path)
	}
}
