package cloudtest_test

import (
	"net/url"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

func queryEscape(text string) string { return url.QueryEscape(text) }

func TestGroups(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	people(site)
	create := func(name string) response {
		return send(t, site, call{method: "POST", path: v1 + "/group", body: `{"name":` + strconv.Quote(name) + `}`})
	}
	got := create("Team B")
	require.Equal(t, 201, got.status)
	made := decode(t, got)
	require.Equal(t, "Team B", made["name"])
	require.Regexp(t, `^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`, made["id"])
	require.Equal(t, map[string]any{"base": siteURL, "context": "/wiki", "self": siteURL + "/rest/experimental/group/Team%20B"}, made["_links"])
	id := made["id"].(string)
	require.Equal(t, made, get(t, site, v1+"/group/by-id?id="+id))
	for _, name := range []string{"Team B", "", " "} {
		require.Equal(t, 400, create(name).status, name)
	}
	site.AddGroup("Team A")
	site.AddGroup("other")
	require.Equal(t, []string{"Team A", "Team B", "other"}, site.Groups())
	require.Equal(t, []any{"Team A", "Team B", "other"}, column(get(t, site, v1+"/group"), "name"))
	require.Equal(t, 204, send(t, site, call{method: "DELETE", path: v1 + "/group/by-id?id=" + id}).status)
	require.Equal(t, []string{"Team A", "other"}, site.Groups())
	require.Equal(t, 404, send(t, site, call{path: v1 + "/group/by-id?id=" + id}).status)
	require.Equal(t, 404, send(t, site, call{method: "DELETE", path: v1 + "/group/by-id?id=" + id}).status)
}

func TestPicker(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	for _, name := range []string{"Design team", "TEAMS", "other"} {
		site.AddGroup(name)
	}
	require.Equal(t, []any{"Design team", "TEAMS"}, column(get(t, site, v1+"/group/picker?query=Team"), "name"))
	require.InDelta(t, 0, get(t, site, v1+"/group/picker?query=team")["totalSize"], 0)
	counted := get(t, site, v1+"/group/picker?query=team&shouldReturnTotalSize=true&limit=1")
	require.InDelta(t, 2, counted["totalSize"], 0)
	require.Equal(t, "/rest/api/group/picker?next=true&query=team&shouldReturnTotalSize=true&limit=1&start=1", linkTo(counted, "next"))
	require.InDelta(t, 200, get(t, site, v1+"/group/picker?query=team&limit=500")["limit"], 0)
}

func TestAccessType(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	people(site)
	admin := site.AddUser(cloudtest.User{Name: "Admin", Admin: true})
	site.AddGroup("admins", admin, site.AdminID())
	site.AddGroup("empty")
	site.AddGroup("site-admins", site.AdminID())
	site.AddGroup("users", ada, admin)
	require.Len(t, column(get(t, site, v1+"/group?accessType=user"), "name"), 4)
	require.Equal(t, []any{"admins", "site-admins"}, column(get(t, site, v1+"/group?accessType=admin"), "name"))
	require.Equal(t, []any{"site-admins"}, column(get(t, site, v1+"/group?accessType=site-admin"), "name"))
}

func TestMembers(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	people(site)
	team := site.AddGroup("Team", "guest", "nobody")
	require.Equal(t, []string{"guest"}, site.GroupMembers(team), "nobody is left out")
	members := v1 + "/group/" + team + "/membersByGroupId"
	change := v1 + "/group/userByGroupId?groupId="
	add := func(group, account string) response {
		return send(t, site, call{method: "POST", path: change + group, body: `{"accountId":"` + account + `"}`})
	}
	remove := func(group, account string) response {
		return send(t, site, call{method: "DELETE", path: change + group + "&accountId=" + account})
	}
	got := add(team, ada)
	require.Equal(t, 201, got.status)
	require.Empty(t, got.body)
	require.Equal(t, 201, add(team, ada).status, "already one")
	require.Equal(t, []string{"guest", ada}, site.GroupMembers(team))
	list := get(t, site, members+"?shouldReturnTotalSize=true&expand=operations")
	require.Equal(t, []any{"guest", ada}, column(list, "accountId"))
	require.InDelta(t, 2, list["totalSize"], 0)
	require.NotNil(t, column(list, "operations")[0])

	require.Equal(t, 204, remove(team, "guest").status)
	require.Equal(t, 204, remove(team, "guest").status, "not one")
	require.Equal(t, []string{ada}, site.GroupMembers(team))
	require.Equal(t, 404, add("unknown", ada).status)
	require.Equal(t, 404, add(team, "nobody").status)
	require.Equal(t, 404, remove("unknown", ada).status)
	require.Equal(t, 404, remove(team, "nobody").status)

	require.Equal(t, []any{}, get(t, site, v1+"/group/unknown/membersByGroupId")["results"], "no error")
	require.Nil(t, site.GroupMembers("unknown"))
	require.Equal(t, 200, send(t, site, call{path: members + "?limit=200"}).status)
	require.Equal(t, 400, send(t, site, call{path: members + "?limit=201"}).status)
}

func TestRemovalByNameIsGone(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	people(site)
	team := site.AddGroup("Team", ada)
	for _, as := range []string{site.AdminID(), ada} {
		got := send(t, site, call{method: "DELETE", path: v1 + "/group/user?name=Team&accountId=" + ada, as: as})
		require.Equal(t, 410, got.status)
		require.Equal(t, `{"statusCode":410,"message":"com.atlassian.confluence.api.service.exceptions.pagesmodes.GoneException: This deprecated endpoint has been removed."}`, got.body)
	}
	require.Equal(t, []string{ada}, site.GroupMembers(team))
}

func TestGroupsAreForSiteAdministrators(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	people(site)
	team := site.AddGroup("Team", "grace")
	admin := site.AddUser(cloudtest.User{Admin: true})
	for _, as := range []string{ada, admin} {
		for _, c := range []call{
			{method: "POST", path: v1 + "/group", body: `{"name":"New"}`},
			{method: "DELETE", path: v1 + "/group/by-id?id=" + team},
			{method: "POST", path: v1 + "/group/userByGroupId?groupId=" + team, body: `{"accountId":"guest"}`},
			{method: "DELETE", path: v1 + "/group/userByGroupId?groupId=" + team + "&accountId=grace"},
			{method: "DELETE", path: v1 + "/group/by-id?id=unknown"},
		} {
			c.as = as
			got := send(t, site, c)
			require.Equal(t, 403, got.status)
			require.Contains(t, got.body, "exceptions.api.PermissionException: ")
			require.Contains(t, got.body, `"translation":"`)
		}
	}
	require.Equal(t, []string{"grace"}, site.GroupMembers(team))
	require.Equal(t, []string{"Team"}, site.Groups())
}
