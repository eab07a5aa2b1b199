package cloudtest_test

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/snapshottest"
)

// everything returns a site that has one of everything.
func everything(t *testing.T) *cloudtest.Server {
	t.Helper()
	site := cloudtest.Start(t)
	ada := site.AddUser(cloudtest.User{Name: "Ada", Guest: true, HideEmail: true, AccountType: "app"})
	site.AddUser(cloudtest.User{AccountID: "712020:grace", Email: "grace@example.org", Admin: true, Status: "inactive", TimeZone: "Europe/Berlin", Details: cloud.Details{
		Business: cloud.BusinessDetails{Position: "Engineer"}, Personal: cloud.PersonalDetails{Phone: "+49 30 1"},
	}})
	site.AddGroup("writers", ada, site.AdminID())
	site.SetManagedBy(site.AddGroup("empty"), "EXTERNAL")
	site.AddSpace("DOCS", "Documentation")
	site.AddPage("DOCS", "Welcome", ada, "howto", "draft")
	for range 2 { // of one title
		site.WatchPage(ada, site.AddPage("DOCS", "Minutes", ""))
	}
	site.WatchSpace(ada, "DOCS")
	site.WatchLabel(site.AdminID(), "howto")
	require.NoError(t, site.SetProperty(ada, "large", json.RawMessage(`{"n": 12345678901234567890.5, "b": {"x": [1, null, "é"]}}`)))
	site.AddTask(confluencetest.Task{Name: "copy", Duration: time.Hour, Messages: []string{"begun"}, Fail: "it broke"})
	require.Equal(t, http.StatusOK, send(t, site, call{
		method: "POST", path: v2 + "/user/access/invite-by-email", body: `{"emails":["new@example.com"]}`,
	}).status)
	site.Advance(30 * time.Minute)
	return site
}

// reads are what can be seen of a site.
func reads(t *testing.T, site *cloudtest.Server) map[string]string {
	t.Helper()
	seen := map[string]string{}
	for _, path := range []string{
		"/group", "/search/user?cql=type=user", "/longtask", "/space/DOCS/watch", "/user/memberof?accountId=712020:grace",
	} {
		got := send(t, site, call{path: v1 + path})
		require.Equal(t, http.StatusOK, got.status, got.body)
		seen[path] = got.body
	}
	return seen
}

// A snapshot is brought back by another site and by the same.
func TestSnapshot(t *testing.T) {
	t.Parallel()
	site := everything(t)
	kept := site.Snapshot()
	seen := reads(t, site)

	other := cloudtest.Start(t)
	other.Advance(30 * time.Minute)
	require.NoError(t, other.LoadSeed(kept))
	require.JSONEq(t, masked(t, kept), masked(t, other.Snapshot()))
	again := reads(t, other)
	delete(seen, "/longtask") // time goes on
	delete(again, "/longtask")
	require.Equal(t, seen, again)

	// What is made next has an id of its own on both.
	require.Equal(t, site.AddPage("DOCS", "Next", ""), other.AddPage("DOCS", "Next", ""))
	require.NoError(t, site.LoadSeed(kept))
	require.JSONEq(t, masked(t, kept), masked(t, site.Snapshot()))
	require.Equal(t, []string{"new@example.com"}, site.Invited())
}

// masked leaves out how long tasks have been going on.
func masked(t *testing.T, snapshot []byte) string {
	t.Helper()
	var all map[string]any
	require.NoError(t, json.Unmarshal(snapshot, &all))
	for _, task := range all["tasks"].([]any) {
		delete(task.(map[string]any), "elapsed")
	}
	raw, err := json.Marshal(all)
	require.NoError(t, err)
	return string(raw)
}

// A seed that cannot be loaded changes nothing.
func TestBadSeedChangesNothing(t *testing.T) {
	t.Parallel()
	site := everything(t)
	kept := site.Snapshot()
	require.ErrorContains(t, site.LoadSeed([]byte("users:\n- accountId: a\ngroups:\n- name: g\n  members: [a, b]\n")),
		`seed: line 5, column 16: group "g": there is no user with the accountId "b"`)
	require.JSONEq(t, masked(t, kept), masked(t, site.Snapshot()))
}

// Numbers instead of lists, the same every time.
func TestVolume(t *testing.T) {
	t.Parallel()
	load := func() *cloudtest.Server {
		site := cloudtest.Start(t)
		require.NoError(t, site.LoadSeed([]byte(`{"generate": {"users": 100, "groups": 11, "perUser": 5}}`)))
		return site
	}
	site := load()
	require.Equal(t, site.Snapshot(), load().Snapshot())
	require.Len(t, site.Groups(), 11)
	memberships := 0
	for _, g := range get(t, site, v1+"/group")["results"].([]any) {
		group := g.(map[string]any)
		members := site.GroupMembers(group["id"].(string))
		memberships += len(members)
		if group["name"] == "group-00001" {
			require.Len(t, members, 100)
		} else {
			require.Len(t, members, 40)
		}
	}
	require.Equal(t, 500, memberships)
	require.Equal(t, "Ada Abbott", get(t, site, v1+"/user?accountId=712020:user-000001")["displayName"])
}

// A token that a seed gives an end to is refused from then on.
func TestTokenExpires(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	require.NoError(t, site.LoadSeed([]byte("users:\n- {accountId: a, email: a@example.com, token: secret, tokenExpires: 1h}\n")))
	ask := func(auth string) int {
		return send(t, site, call{path: v1 + "/user/current", header: map[string]string{"Authorization": auth}}).status
	}
	require.Equal(t, http.StatusOK, ask("Bearer secret"))
	site.Advance(59 * time.Minute)
	require.Equal(t, http.StatusOK, ask("Bearer secret"))
	require.Contains(t, string(site.Snapshot()), `"tokenExpires"`)
	site.Advance(time.Minute)
	require.Equal(t, http.StatusForbidden, ask("Bearer secret"))
	require.Equal(t, http.StatusForbidden, ask("Basic YUBleGFtcGxlLmNvbTpzZWNyZXQ="))
}

// started begins a site for what both products promise.
func started(t *testing.T) func() snapshottest.Started {
	t.Helper()
	return func() snapshottest.Started {
		site := cloudtest.Start(t)
		return snapshottest.Started{
			Site: site, Admin: site.AdminID(),
			AddPage: func(title string) string { return site.AddPage("DOCS", title, "") },
			Percent: func(taskID string) int {
				task, err := site.Client().Tasks.Get(t.Context(), taskID)
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
