package cloudtest_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// TestPoints: each operation that reads costs what its own kind of object does, and
// what the SDK expects it to; the others cost a point.
func TestPoints(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	site.AddSpace("DOCS", "Documentation")
	page := site.AddPage("DOCS", "Welcome", site.AdminID(), "news")
	task := site.AddTask(confluencetest.Task{Name: "copy", Duration: time.Hour})
	site.AddTask(confluencetest.Task{Name: "copy", Duration: time.Hour})
	var ids []string
	for range 3 {
		id := site.AddUser(cloudtest.User{Name: "Ada Example"})
		ids = append(ids, id)
		require.Equal(t, http.StatusNoContent, send(t, site, call{method: "POST", path: v1 + "/user/watch/content/" + page + "?accountId=" + id}).status)
		require.Equal(t, http.StatusNoContent, send(t, site, call{method: "POST", path: v1 + "/user/watch/space/DOCS?accountId=" + id}).status)
	}
	group := site.AddGroup("writers", ids...)
	for _, key := range []string{"colour", "size"} {
		require.Equal(t, http.StatusCreated, send(t, site, call{method: "POST", path: v1 + "/user/" + ids[0] + "/property/" + key, body: `{"value":{"accountId":"1"}}`}).status)
	}
	every := "?accountId=" + strings.Join(ids, "&accountId=")
	reads := map[string]struct {
		path string
		rows int
		body string
	}{
		"createBulkUserLookup":          {v2 + "/users-bulk", 3, `{"accountIds":["` + strings.Join(ids, `","`) + `","nobody"]}`},
		"checkAccessByEmail":            {v2 + "/user/access/check-access-by-email", 0, `{"emails":["ada@example.com"]}`},
		"getAnonymousUser":              {v1 + "/user/anonymous", 0, ""},
		"getBulkUserLookup":             {v1 + "/user/bulk" + every, 3, ""},
		"getContentWatchStatus":         {v1 + "/user/watch/content/" + page, 0, ""},
		"getCurrentUser":                {v1 + "/user/current", 0, ""},
		"getGroupByGroupId":             {v1 + "/group/by-id?id=" + group, 0, ""},
		"getGroupMembersByGroupId":      {v1 + "/group/" + group + "/membersByGroupId?limit=2", 2, ""},
		"getGroupMembershipsForUser":    {v1 + "/user/memberof?accountId=" + ids[0], 1, ""},
		"getGroups":                     {v1 + "/group?limit=1", 1, ""},
		"getPrivacyUnsafeUserEmail":     {v1 + "/user/email?accountId=" + ids[0], 0, ""},
		"getPrivacyUnsafeUserEmailBulk": {v1 + "/user/email/bulk?accountId=" + strings.Join(ids, ","), 3, ""},
		"getTask":                       {v1 + "/longtask/" + task, 0, ""},
		"getTasks":                      {v1 + "/longtask", 2, ""},
		"getUser":                       {v1 + "/user?accountId=" + ids[0], 0, ""},
		"getUserProperties":             {v1 + "/user/" + ids[0] + "/property", 2, ""},
		"getUserProperty":               {v1 + "/user/" + ids[0] + "/property/size", 0, ""},
		"getWatchersForSpace":           {v1 + "/space/DOCS/watch", 3, ""},
		"getWatchesForPage":             {v1 + "/content/" + page + "/notification/child-created", 4, ""},
		"getWatchesForSpace":            {v1 + "/content/" + page + "/notification/created", 3, ""},
		"isWatchingLabel":               {v1 + "/user/watch/label/news", 0, ""},
		"isWatchingSpace":               {v1 + "/user/watch/space/DOCS", 0, ""},
		"searchGroups":                  {v1 + "/group/picker?query=writ", 1, ""},
		"searchUser":                    {v1 + "/search/user?cql=type=user", 4, ""},
	}
	const most = 1 << 30
	cost := func(c call, status int) int {
		site.LimitPoints(cloudtest.PointsQuota{Points: most})
		got := send(t, site, c)
		require.Equal(t, status, got.status, got.body)
		windows := site.QuotaWindows()
		return windows[len(windows)-1].Points
	}
	for _, op := range gen.Operations() {
		if !op.Reads {
			require.Equal(t, 1, op.Cost, op.ID)
			continue
		}
		c, ok := reads[op.ID]
		require.True(t, ok, op.ID)
		require.Equal(t, op.PerRow > 0, c.rows > 0, op.ID)
		require.Equal(t, op.Cost+op.PerRow*c.rows, cost(call{method: op.Method, path: c.path, body: c.body}, 200), op.ID)
	}
	require.Equal(t, 1, cost(call{method: "POST", path: v1 + "/group", body: `{"name":"new"}`}, 201), "a write, which responds with a group")
	require.Equal(t, 1, cost(call{path: v1 + "/user?accountId=nobody"}, 404), "a refusal")
	require.Equal(t, 1, cost(call{path: v1 + "/user/current", bare: true}, 403), "a stranger")
}

// TestLastPoints: the rows of the last requests of an hour are served, whatever they
// cost.
func TestLastPoints(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		site := cloudtest.Start(t)
		for range 9 {
			site.AddUser(cloudtest.User{})
		}
		site.LimitPoints(cloudtest.PointsQuota{Points: 5})
		all := call{path: v1 + "/search/user?cql=type=user"}
		require.Len(t, column(decode(t, send(t, site, all)), "user"), 10)
		require.Equal(t, http.StatusTooManyRequests, send(t, site, all).status)
		require.Equal(t, 21, site.QuotaWindows()[0].Points)
	})
}
