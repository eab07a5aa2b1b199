package datacentertest_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/snapshottest"
)

// everything returns an instance that has one of everything.
func everything(t *testing.T) *datacentertest.Server {
	t.Helper()
	instance := datacentertest.Start(t)
	instance.AddUser(datacentertest.User{Username: "ada", FullName: "Ada", Email: "a@example.org", Password: "secret", Admin: true})
	instance.AddUser(datacentertest.User{Username: "gone", Disabled: true})
	instance.AddUser(datacentertest.User{Username: "leaving"})
	instance.AddGroup("writers", "ada", "leaving")
	instance.NestGroup("writers", "editors")
	instance.NestGroup("editors", "writers") // in a circle
	instance.AddSpace("DOCS", "Documentation")
	for range 2 { // of one title
		instance.WatchPage("ada", instance.AddPage("DOCS", "Minutes", "leaving"))
	}
	instance.AddAttachment("DOCS", "plan.pdf")
	instance.WatchSpace("ada", "DOCS")
	wrong, err := instance.NewClient(confluence.BasicAuth("ada", "wrong"))
	require.NoError(t, err)
	_, err = wrong.Users.Current(t.Context(), nil)
	require.Error(t, err)
	_, err = instance.ClientAs("ada").Users.Current(t.Context(), nil)
	require.NoError(t, err)
	instance.AddTask(confluencetest.Task{Name: "copy", Duration: time.Hour, Messages: []string{"begun"}, Fail: "it broke"})
	instance.SetDeletionTime(time.Hour)
	_, err = instance.Client().Admin.DeleteUser(t.Context(), "leaving")
	require.NoError(t, err)
	instance.Advance(30 * time.Minute)
	return instance
}

// A snapshot is brought back by another instance and by the same.
func TestSnapshot(t *testing.T) {
	t.Parallel()
	instance := everything(t)
	kept := instance.Snapshot()
	require.Contains(t, string(kept), `"failedLogins":1`)
	require.Contains(t, string(kept), `"removes":"leaving"`)
	other := datacentertest.Start(t)
	other.Advance(30 * time.Minute)
	for _, to := range []*datacentertest.Server{other, instance} {
		require.NoError(t, to.LoadSeed(kept))
		require.JSONEq(t, masked(t, kept), masked(t, to.Snapshot()))
		require.True(t, to.CheckPassword("ada", "secret"))
		require.True(t, to.IsDisabled("gone"))
		user, err := to.ClientAs("ada").Users.Current(t.Context(), nil)
		require.NoError(t, err)
		require.Equal(t, "ada", user.Username)
		require.Equal(t, []string{"admin"}, to.GroupMembers("confluence-administrators"))
		require.True(t, to.HasUser("leaving"))
		to.Advance(31 * time.Minute)
		require.False(t, to.HasUser("leaving"))
	}
	// What is made next has an id of its own on both.
	require.Equal(t, instance.AddPage("DOCS", "Next", ""), other.AddPage("DOCS", "Next", ""))
}

// An administrator who was removed does not come back.
func TestSnapshotWithoutAdmin(t *testing.T) {
	t.Parallel()
	instance := everything(t)
	instance.SetDeletionTime(0)
	_, err := instance.ClientAs("ada").Admin.DeleteUser(t.Context(), "admin")
	require.NoError(t, err)
	require.False(t, instance.HasUser("admin"))
	require.NoError(t, instance.LoadSeed(instance.Snapshot()))
	require.False(t, instance.HasUser("admin"))
	require.NoError(t, instance.LoadSeed([]byte("users: []")))
	require.True(t, instance.HasUser("admin"))
}

// masked leaves out how long tasks have been going on.
func masked(t *testing.T, snapshot []byte) string {
	t.Helper()
	var all map[string]any
	require.NoError(t, json.Unmarshal(snapshot, &all))
	for _, task := range all["tasks"].([]any) {
		delete(task.(map[string]any), "elapsed")
	}
	for _, u := range all["users"].([]any) {
		delete(u.(map[string]any), "lastLogin")
	}
	raw, err := json.Marshal(all)
	require.NoError(t, err)
	return string(raw)
}

// Numbers instead of lists, the same every time.
func TestVolume(t *testing.T) {
	t.Parallel()
	load := func() *datacentertest.Server {
		instance := datacentertest.Start(t)
		require.NoError(t, instance.LoadSeed([]byte(`generate: {users: 30, groups: 4, perUser: 2}`)))
		return instance
	}
	instance := load()
	require.Equal(t, instance.Snapshot(), load().Snapshot())
	require.Len(t, instance.GroupMembers("group-00001"), 30)
	require.Len(t, instance.GroupMembers("group-00004"), 10)
}

// A token that a seed gives an end to is refused from then on; the password is
// not.
func TestTokenExpires(t *testing.T) {
	t.Parallel()
	instance := datacentertest.Start(t)
	require.NoError(t, instance.LoadSeed([]byte("users:\n- {username: a, password: p, token: secret, tokenExpires: 1h}\n")))
	as := func(auth string) int {
		return ask(t, instance, call{path: rest + "/user/current", header: map[string]string{"Authorization": auth}}).status
	}
	require.Equal(t, http.StatusOK, as("Bearer secret"))
	instance.Advance(time.Hour)
	require.Equal(t, http.StatusUnauthorized, as("Bearer secret"))
	require.Equal(t, http.StatusOK, as("Basic YTpw"))
}

// started begins a site for what both products promise.
func started(t *testing.T) func() snapshottest.Started {
	t.Helper()
	return func() snapshottest.Started {
		site := datacentertest.Start(t)
		return snapshottest.Started{
			Site: site, Admin: site.AdminName(),
			AddPage: func(title string) string { return site.AddPage("DOCS", title, "") },
			Percent: func(taskID string) int {
				task, err := site.Client().Tasks.Get(t.Context(), taskID, nil)
				require.NoError(t, err)
				return task.Percent
			},
		}
	}
}

func TestSnapshotOfTitlesThatAreIDs(t *testing.T) {
	t.Parallel()
	snapshottest.TitlesThatAreIDs(t, started(t))
}

func TestSnapshotOfTheNameless(t *testing.T) {
	t.Parallel()
	snapshottest.Nameless(t, started(t))
}
