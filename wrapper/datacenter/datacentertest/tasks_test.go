package datacentertest_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

func TestDeletionTakesItsTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := datacentertest.Start(t)
		key := d.AddUser(datacentertest.User{Username: "jane", Password: "secret"})
		page := d.AddPage("DOCS", "Welcome", "jane")
		d.AddGroup("team", "jane", "admin")

		got := ask(t, d, call{method: "DELETE", path: rest + "/admin/user/jane"})
		require.Equal(t, 202, got.status, got.body)
		submission := decode(t, got)
		id := submission["id"].(string)
		require.Equal(t, map[string]any{
			"id": id, "resultPath": "result", "statusPath": "status",
			"links": map[string]any{
				"result": instanceURL + "/rest/api/longtask/" + id + "/result",
				"status": instanceURL + "/rest/api/longtask/" + id + "/status",
			},
		}, submission)
		wait(time.Second)
		half := read(t, d, "/longtask/"+id)
		require.Equal(t, map[string]any{
			"id": id, "elapsedTime": 1000.0, "percentageComplete": 50.0, "successful": true,
			"name": map[string]any{
				"key": "com.atlassian.confluence.user.delete", "args": []any{"jane"}, "translation": "Delete user jane",
			},
			"messages": []any{map[string]any{"translation": "Removed the user from all groups", "args": []any{}}},
			"_links":   map[string]any{"base": instanceURL, "context": "/confluence", "self": instanceURL + "/rest/api/longtask/" + id},
		}, half, "successful already, and not a word on whether it has ended")
		require.True(t, d.HasUser("jane"))
		require.Equal(t, 200, ask(t, d, call{path: current, as: "jane"}).status)
		token := d.Token("jane")

		wait(time.Second)
		require.False(t, d.HasUser("jane"), "at the end, not before, whoever looks")
		done := read(t, d, "/longtask/"+id)
		require.InDelta(t, 100, done["percentageComplete"], 0)
		require.Equal(t, true, done["successful"])
		require.Equal(t, []string{"admin"}, d.GroupMembers("team"))
		require.False(t, d.IsWatchingPage("jane", page))
		require.Empty(t, column(read(t, d, "/content/"+page+"/watchers"), "username"))
		require.Equal(t, 404, ask(t, d, call{path: rest + "/user?key=" + key}).status)
		require.Equal(t, 401, ask(t, d, call{path: current, header: map[string]string{"Authorization": "Bearer " + token}}).status)

		again := d.AddUser(datacentertest.User{Username: "jane"})
		require.NotEqual(t, key, again, "a key is never given twice")
		wait(time.Minute)
		require.True(t, d.HasUser("jane"), "the new one stays")
		d.SetDeletionTime(0)
		require.Equal(t, 202, ask(t, d, call{method: "DELETE", path: rest + "/admin/user/jane"}).status)
		require.False(t, d.HasUser("jane"))
		require.Equal(t, 404, ask(t, d, call{method: "DELETE", path: rest + "/admin/user/jane"}).status)
	})
}

func TestDeletionIsForAdministrators(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	require.Equal(t, 403, ask(t, d, call{method: "DELETE", path: rest + "/admin/user/jane", as: "jane"}).status)
	require.Equal(t, 404, ask(t, d, call{method: "DELETE", path: rest + "/admin/user/nobody"}).status)
	require.Empty(t, column(read(t, d, "/longtask"), "id"))
}

func TestTheClientWaitsForADeletion(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := datacentertest.Start(t)
		d.AddUser(datacentertest.User{Username: "jane"})
		d.SetDeletionTime(time.Hour)
		begun := time.Now()
		_, err := d.Client().Admin.DeleteUserAndWait(t.Context(), "jane", &confluence.WaitOptions{Interval: time.Minute, MaxInterval: time.Minute})
		require.NoError(t, err)
		require.Equal(t, time.Hour, time.Since(begun))
		require.False(t, d.HasUser("jane"))
	})
}

func TestTasks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := datacentertest.Start(t)
		bad := d.AddTask(confluencetest.Task{Name: "export", Duration: time.Minute, Messages: []string{"begun"}, Fail: "it broke"})
		good := d.AddTask(confluencetest.Task{Name: "import"})
		require.Equal(t, true, read(t, d, "/longtask/"+bad)["successful"], "so far")
		require.Equal(t, map[string]any{"key": "export", "args": []any{}}, read(t, d, "/longtask/"+bad)["name"])
		wait(time.Minute)
		failed := read(t, d, "/longtask/"+bad)
		require.InDelta(t, 100, failed["percentageComplete"], 0)
		require.Equal(t, false, failed["successful"])
		require.NotContains(t, failed, "errors")
		require.NotContains(t, failed, "finished")
		require.Equal(t, "it broke", failed["messages"].([]any)[1].(map[string]any)["translation"])

		list := read(t, d, "/longtask")
		require.Equal(t, []any{bad, good}, column(list, "id"))
		require.InDelta(t, 100, list["limit"], 0)
		require.Equal(t, []any{good}, column(read(t, d, "/longtask?start=1&limit=1"), "id"))
		got := ask(t, d, call{path: rest + "/longtask/1"})
		require.Equal(t, 404, got.status)
		require.Equal(t, refused("404", "false", "true", "No task found with id : 1", "Not Found"), got.body)
		_, err := d.Client().Tasks.Wait(t.Context(), bad, nil)
		require.ErrorContains(t, err, "it broke")
	})
}

// wait lets virtual time pass.
func wait(d time.Duration) { <-time.After(d) }
