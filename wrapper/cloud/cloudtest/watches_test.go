package cloudtest_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

func TestWatches(t *testing.T) {
	t.Parallel()
	type check func(account, target string) bool
	tests := map[string]func(*cloudtest.Server) (target string, is check){
		"content": func(s *cloudtest.Server) (string, check) {
			return s.AddPage("DEMO", "Page", ""), s.IsWatchingPage
		},
		"space": func(s *cloudtest.Server) (string, check) {
			s.AddSpace("DEMO", "Demo")
			return "DEMO", s.IsWatchingSpace
		},
		"label": func(s *cloudtest.Server) (string, check) {
			s.AddPage("DEMO", "Page", "", "red", "blue")
			return "blue", s.IsWatchingLabel
		},
	}
	for kind, seed := range tests {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			site := cloudtest.Start(t)
			people(site)
			target, is := seed(site)
			admin := site.AddUser(cloudtest.User{Admin: true})
			path := v1 + "/user/watch/" + kind + "/" + target
			watching := func(as, query string) string {
				got := send(t, site, call{path: path + query, as: as})
				require.Equal(t, http.StatusOK, got.status, got.body)
				return got.body
			}
			change := func(method, as, query string) int {
				got := send(t, site, call{method: method, path: path + query, as: as})
				if got.status == http.StatusNoContent {
					require.Empty(t, got.body)
				}
				return got.status
			}
			require.JSONEq(t, `{"watching":false}`, watching(ada, ""))
			require.Equal(t, 204, change("POST", ada, ""))
			require.Equal(t, 204, change("POST", ada, ""), "again")
			require.JSONEq(t, `{"watching":true}`, watching(ada, ""))
			require.JSONEq(t, `{"watching":true}`, watching(ada, "?accountId="+ada), "one's own")
			require.True(t, is(ada, target))
			require.JSONEq(t, `{"watching":false}`, watching("grace", ""), "only one's own")
			require.Equal(t, 204, change("DELETE", ada, ""))
			require.Equal(t, 204, change("DELETE", ada, ""), "again")
			require.False(t, is(ada, target))

			for _, as := range []string{admin, site.AdminID()} {
				require.Equal(t, 204, change("POST", as, "?accountId="+ada))
				require.True(t, is(ada, target))
				require.False(t, is(as, target))
				require.JSONEq(t, `{"watching":true}`, watching(as, "?accountId="+ada))
				require.Equal(t, 204, change("DELETE", as, "?accountId="+ada))
				require.False(t, is(ada, target))
				require.Equal(t, 404, change("POST", as, "?accountId=nobody"))
			}
			for _, method := range []string{"GET", "POST", "DELETE"} {
				got := send(t, site, call{method: method, path: path + "?accountId=" + ada, as: "grace"})
				require.Equal(t, 403, got.status)
				require.Contains(t, got.body, "PermissionException")
				require.Equal(t, 404, change(method, ada, "?key=k"), "user keys are no more")
				require.Equal(t, 404, change(method, ada, "?username=u"))
				got = send(t, site, call{method: method, path: v1 + "/user/watch/" + kind + "/none"})
				require.Equal(t, 403, got.status)
				require.Contains(t, got.body, "Requested "+kind+" doesn't exist")
			}
		})
	}
}

func TestWatchers(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	people(site)
	site.AddSpace("DEMO", "Demo")
	page := site.AddPage("DEMO", "Page", ada)
	require.Regexp(t, `^[0-9]+$`, page)
	require.True(t, site.IsWatchingPage(ada, page), "the creator")
	require.False(t, site.IsWatchingSpace(ada, "DEMO"))
	site.WatchPage("grace", page)
	site.WatchSpace("guest", "DEMO")

	ofPage := v1 + "/content/" + page + "/notification/child-created"
	watchers := get(t, site, ofPage)
	require.Equal(t, []any{ada, "grace"}, column(watchers, "watcher", "accountId"))
	require.Equal(t, []any{"ada@example.com", ""}, column(watchers, "watcher", "email"))
	require.Contains(t, send(t, site, call{path: ofPage}).body, `"contentId":`+page+`}`, "a number")
	for _, path := range []string{v1 + "/content/" + page + "/notification/created", v1 + "/space/DEMO/watch"} {
		watchers := get(t, site, path)
		require.Equal(t, []any{"guest"}, column(watchers, "watcher", "accountId"))
		require.Equal(t, []any{"DEMO"}, column(watchers, "spaceKey"))
		require.Equal(t, []any{"watch"}, column(watchers, "type"))
		require.Equal(t, []any{nil}, column(watchers, "watcher", "personalSpace"))
	}
	got := send(t, site, call{path: v1 + "/content/DEMO/notification/created"})
	require.Equal(t, 500, got.status, "a key of a space")
	require.Contains(t, got.body, "DEMO")
	require.Equal(t, []any{}, get(t, site, v1+"/content/1/notification/created")["results"])
	require.Equal(t, []any{}, get(t, site, v1+"/content/1/notification/child-created")["results"])
	require.Equal(t, 404, send(t, site, call{path: v1 + "/space/NONE/watch"}).status)
	site.WatchLabel(ada, "free")
	require.True(t, site.IsWatchingLabel(ada, "free"))
	require.Equal(t, 403, send(t, site, call{path: v1 + "/user/watch/label/free"}).status, "no page carries it")
}
