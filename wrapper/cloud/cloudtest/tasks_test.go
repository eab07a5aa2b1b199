package cloudtest_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

func TestTasks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		// A bubble that ends with goroutines in it fails the test, so this is
		// also the test that Close leaves none.
		site := cloudtest.Start(t)
		start := time.Now()
		good := site.AddTask(confluencetest.Task{Name: "copy", Duration: 10 * time.Second, Messages: []string{"a", "b"}})
		bad := site.AddTask(confluencetest.Task{Name: "delete", Duration: 200 * 365 * 24 * time.Hour, Fail: "it broke"})
		state := func(id string) map[string]any { return get(t, site, v1+"/longtask/"+id) }

		begun := state(good)
		require.Equal(t, map[string]any{
			"id": good, "name": map[string]any{"key": "copy", "args": []any{}}, "elapsedTime": 0.0, "percentageComplete": 0.0,
			"successful": true, "finished": false, "messages": []any{}, "status": "Running", "errors": []any{},
			"_links": map[string]any{"base": siteURL, "context": "/wiki", "self": siteURL + "/rest/api/longtask/" + good},
		}, begun)
		wait(5 * time.Second)
		half := state(good)
		require.InDelta(t, 50, half["percentageComplete"], 0)
		require.InDelta(t, 5000, half["elapsedTime"], 0)
		require.Equal(t, []any{map[string]any{"translation": "a", "args": []any{}}}, half["messages"])
		wait(5*time.Second - time.Millisecond)
		require.InDelta(t, 99, state(good)["percentageComplete"], 0)
		require.Equal(t, false, state(good)["finished"])
		wait(time.Hour)
		done := state(good)
		require.Equal(t, true, done["finished"])
		require.Equal(t, true, done["successful"])
		require.InDelta(t, 10000, done["elapsedTime"], 0)
		require.Len(t, done["messages"], 2)

		require.Equal(t, true, state(bad)["successful"], "so far")
		wait(200*365*24*time.Hour - time.Since(start) - 1)
		require.InDelta(t, 99, state(bad)["percentageComplete"], 0, "not before the end")
		wait(1)
		failed := state(bad)
		require.Equal(t, true, failed["finished"])
		require.Equal(t, false, failed["successful"])
		require.Equal(t, []any{map[string]any{"translation": "it broke", "args": []any{}}}, failed["errors"])

		at := site.AddTask(confluencetest.Task{Name: "copy"})
		require.Equal(t, true, state(at)["finished"], "at once")
		require.Equal(t, []any{good, bad, at}, column(get(t, site, v1+"/longtask"), "id"))
		require.Equal(t, []any{good, at}, column(get(t, site, v1+"/longtask?key=copy"), "id"))
		require.InDelta(t, 100, get(t, site, v1+"/longtask")["limit"], 0)
		require.Equal(t, 404, send(t, site, call{path: v1 + "/longtask/1"}).status)
	})
}

// wait lets virtual time pass.
func wait(d time.Duration) { <-time.After(d) }

func TestTheWaysToReachASite(t *testing.T) {
	t.Parallel()
	t.Run("a port", func(t *testing.T) {
		t.Parallel()
		site := cloudtest.Start(t)
		require.Equal(t, site.URL(), site.URL())
		require.Contains(t, site.URL(), site.BasePath())
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, site.URL()+v1+"/user/current", http.NoBody)
		require.NoError(t, err)
		r.SetBasicAuth(site.Credential(site.AdminID()))
		got, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, readAll(t, got).status)
	})
	t.Run("a handler", func(t *testing.T) {
		t.Parallel()
		site := cloudtest.Start(t)
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, site.BasePath()+v1+"/user/current", nil)
		require.NoError(t, err)
		r.Body = nil
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		require.Equal(t, http.StatusForbidden, w.Code)
	})
	t.Run("again after Close", func(t *testing.T) {
		t.Parallel()
		site := cloudtest.Start(t)
		require.Equal(t, 200, send(t, site, call{path: v1 + "/group"}).status)
		site.Close()
		site.Close()
		require.Equal(t, 200, send(t, site, call{path: v1 + "/group"}).status)
	})
	t.Run("clients", func(t *testing.T) {
		t.Parallel()
		site := cloudtest.Start(t)
		people(site)
		_, token := site.Credential("grace")
		bearer, err := site.NewClient(confluence.BearerToken(token))
		require.NoError(t, err)
		for id, client := range map[string]*cloud.Client{site.AdminID(): site.Client(), ada: site.ClientAs(ada), "grace": bearer} {
			me, err := client.API().GetCurrentUserWithResponse(t.Context(), nil)
			require.NoError(t, err)
			require.Equal(t, id, me.JSON200.AccountID)
		}
		_, err = site.ClientAs("nobody").API().GetCurrentUserWithResponse(t.Context(), nil)
		require.ErrorIs(t, err, confluence.ErrUnauthorized)
		_, err = site.NewClient(confluence.Auth{})
		require.ErrorIs(t, err, confluence.ErrInvalid)
	})
	t.Run("many at once", func(t *testing.T) {
		t.Parallel()
		site := cloudtest.Start(t)
		t.Run("all", func(t *testing.T) {
			t.Parallel()
			for i := range 8 {
				t.Run(strconv.Itoa(i), func(t *testing.T) {
					t.Parallel()
					for range 30 {
						id := site.AddUser(cloudtest.User{})
						site.AddUser(cloudtest.User{AccountID: "shared", Guest: true})
						team := site.AddGroup("team", id)
						get(t, site, v1+"/group/"+team+"/membersByGroupId")
						get(t, site, v1+"/user?accountId=shared")
					}
				})
			}
		})
		t.Cleanup(func() {
			require.Len(t, site.Exchanges(), 480)
		})
	})
}
