package cli_test

import (
	"net/http"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/cmd/confluence-people/internal/site"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// leaver is somebody on Cloud with groups, watches and properties.
type leaver struct {
	world

	ada, bob, writers, kept, okta, page string
}

func newLeaver(t *testing.T) leaver {
	t.Helper()
	on := cloudtest.Start(t)
	l := leaver{world: world{cloud: on}}
	l.ada = on.AddUser(cloudtest.User{Name: "Ada", Email: "ada@example.com"})
	l.bob = on.AddUser(cloudtest.User{Name: "Bob"})
	l.writers, l.kept = on.AddGroup("writers", l.ada, l.bob), on.AddGroup("alumni", l.ada)
	l.okta = on.AddGroup("from-okta", l.ada)
	on.SetManagedBy(l.okta, "EXTERNAL")
	on.AddSpace("DOCS", "Docs")
	l.page = on.AddPage("DOCS", "Page", l.bob)
	on.WatchSpace(l.ada, "DOCS")
	on.WatchSpace(l.bob, "DOCS")
	on.WatchPage(l.ada, l.page)
	require.NoError(t, on.SetProperty(l.ada, "theme", map[string]string{"color": "blue"}))
	return l
}

func (l leaver) args(t *testing.T) []string {
	t.Helper()
	return []string{
		"offboard", "ada@example.com", "-keep-group", "alumni", "-space", "DOCS", "-content", l.page, "-apply",
		"-journal", filepath.Join(t.TempDir(), "journal"),
	}
}

// gone asserts that Ada has left, and Bob has not.
func (l leaver) gone(t *testing.T) {
	t.Helper()
	on := l.cloud
	require.Equal(t, []string{l.bob}, on.GroupMembers(l.writers))
	require.Equal(t, []string{l.ada}, on.GroupMembers(l.kept))
	require.Equal(t, []string{l.ada}, on.GroupMembers(l.okta))
	require.False(t, on.IsWatchingSpace(l.ada, "DOCS"))
	require.False(t, on.IsWatchingPage(l.ada, l.page))
	require.True(t, on.IsWatchingSpace(l.bob, "DOCS"))
	require.True(t, on.IsWatchingPage(l.bob, l.page))
	_, has := on.Property(l.ada, "theme")
	require.False(t, has)
}

// TestOffboardCloudFaults: whatever fails in the middle, and whichever step meets
// it, all is gone in the end that is to go, and nothing else.
func TestOffboardCloudFaults(t *testing.T) {
	t.Parallel()
	for _, operation := range []string{"removeMemberFromGroupByGroupId", "removeSpaceWatch", "removeContentWatcher", "deleteUserProperty"} {
		for _, f := range faults() {
			t.Run(operation+"/"+f.name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					l := newLeaver(t)
					throughFault(t, l.world, l.cloud, site.CloudProduct, operation, f, l.args(t))
					l.gone(t)
				})
			})
		}
	}
}

// TestOffboardUndone: undo brings back groups, watches and what properties held.
func TestOffboardUndone(t *testing.T) {
	t.Parallel()
	l := newLeaver(t)
	args := l.args(t)
	got := l.run(t.Context(), site.CloudProduct, args...)
	require.Equal(t, 0, got.status, got.err)
	l.gone(t)
	require.Contains(t, got.out, "! group alumni of "+l.ada+" is left alone: the group is kept")
	require.Contains(t, got.out, "! group from-okta of "+l.ada+" is left alone: it is managed elsewhere")
	got = l.run(t.Context(), site.CloudProduct, "undo", args[len(args)-1], "-apply")
	require.Equal(t, 0, got.status, got.err)
	require.ElementsMatch(t, []string{l.ada, l.bob}, l.cloud.GroupMembers(l.writers))
	require.True(t, l.cloud.IsWatchingSpace(l.ada, "DOCS"))
	require.True(t, l.cloud.IsWatchingPage(l.ada, l.page))
	value, _ := l.cloud.Property(l.ada, "theme")
	require.JSONEq(t, `{"color":"blue"}`, string(value))
}

// TestOffboardDatacenterFaults: disabled, or deleted for good with the task
// followed, whatever happens to the request.
func TestOffboardDatacenterFaults(t *testing.T) {
	t.Parallel()
	for operation, flag := range map[string]string{"disableUser": "", "removeUserFromGroup": "", "deleteUser": "-delete", "getTask": "-delete"} {
		for _, f := range faults() {
			switch {
			case operation == "getTask" && (f.name == "500 on one item" || f.name == "a quota that is not"):
				continue // a look that fails is followed by another, until the context ends
			case operation == "deleteUser" && f.name == "a connection that is cut before":
				f.status = 1 // whether it has begun is not known: a later run looks
			case operation == "getTask":
				f.stops = false // the library looks three times
			}
			t.Run(operation+"/"+f.name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) { offboardDatacenter(t, operation, flag, f) })
			})
		}
	}
}

func offboardDatacenter(t *testing.T, operation, flag string, f fault) {
	t.Helper()
	on := datacentertest.Start(t)
	on.AddUser(datacentertest.User{Username: "ann"})
	on.AddUser(datacentertest.User{Username: "ben"})
	on.AddGroup("writers", "ann", "ben")
	w := world{datacenter: on}
	args := []string{"offboard", "ann", "-apply", "-journal", filepath.Join(t.TempDir(), "journal")}
	if flag != "" {
		args = append(args, flag)
	}
	first := w.through(t, on, site.DatacenterProduct, operation, f, args)
	require.Equal(t, []string{"ben"}, on.GroupMembers("writers"))
	if flag == "" {
		require.True(t, on.IsDisabled("ann"))
	} else {
		require.False(t, on.HasUser("ann"), first.out)
		require.LessOrEqual(t, len(answeredWith(on, "deleteUser", http.StatusAccepted)), 1)
		if operation == "deleteUser" && f.name == "a response that is lost" {
			require.Len(t, answeredWith(on, "deleteUser", 0), 1, "and not sent again")
			require.Empty(t, answeredWith(on, "deleteUser", http.StatusAccepted))
		}
	}
	require.False(t, on.IsDisabled("ben"))
}

// TestOffboardTaskIsTakenUp: a deletion that was under way when the program ended
// is waited for, not begun again.
func TestOffboardTaskIsTakenUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		on := datacentertest.Start(t)
		on.AddUser(datacentertest.User{Username: "ann"})
		on.SetDeletionTime(time.Minute)
		w := world{datacenter: on}
		f := fault{name: "none", status: 1, ends: 10 * time.Second}
		w.through(t, on, site.DatacenterProduct, "deleteUser", f, []string{
			"offboard", "ann", "-delete", "-apply", "-journal", filepath.Join(t.TempDir(), "journal"),
		})
		require.False(t, on.HasUser("ann"))
		require.Len(t, writes(on), 1)
		for text, times := range writes(on) {
			require.Equal(t, 1, times, text)
		}
	})
}

// TestOffboardRefuses: what makes no sense is refused before anything is sent.
func TestOffboardRefuses(t *testing.T) {
	t.Parallel()
	l := newLeaver(t)
	for want, args := range map[string][]string{
		"name somebody, or give -file":                     {"offboard"},
		"-delete is for Data Center alone":                 {"offboard", l.ada, "-delete"},
		"argument: the site has no account nobody":         {"offboard", "nobody", "-apply"},
		"-keep-group: the site has no group Alumni; there": {"offboard", l.ada, "-keep-group", "Alumni", "-apply"},
	} {
		got := l.run(t.Context(), site.CloudProduct, append(args, "-journal", filepath.Join(t.TempDir(), "journal"))...)
		require.Equal(t, 2, got.status)
		require.Contains(t, got.err, want)
	}
	require.Empty(t, writes(l.cloud))
	l.cloud.Inject("isWatchingSpace", 1, confluencetest.Respond(http.StatusForbidden, "application/json", `{"message":"no"}`))
	got := l.run(t.Context(), site.CloudProduct, l.args(t)...)
	require.Equal(t, 1, got.status)
	require.Contains(t, got.err, "looking for the watch on DOCS")
	require.Empty(t, writes(l.cloud), "a plan that cannot be made is not begun")
}
