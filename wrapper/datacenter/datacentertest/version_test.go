package datacentertest_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestVersions compares what each version has with what is published.
func TestVersions(t *testing.T) {
	t.Parallel()
	const put, get, post = "PUT", "GET", "POST"
	operations := map[string]call{
		"updateUser":        {method: put, path: "/admin/user/jane", body: "{}"},
		"updateCurrentUser": {method: put, path: "/user/current", body: "{}"},
		"getActiveUsers":    {method: get, path: "/admin/users/list/active"},
		"settings":          {method: put, path: "/user/settings", body: `{"locale":"en_GB"}`},
		"parent":            {method: get, path: "/group/team/groupparent"},
		"ancestor":          {method: get, path: "/group/team/groupancestor"},
		"info, query":       {method: get, path: "/group/info?groupName=team"},
		"member, query":     {method: get, path: "/group/member?groupName=team"},
		"child, query":      {method: get, path: "/group/groupmember?groupName=team"},
		"parent, query":     {method: get, path: "/group/groupparent?groupName=team"},
		"ancestor, query":   {method: get, path: "/group/groupancestor?groupName=team"},
		"getUsers":          {method: get, path: "/user/list"},
		"create":            {method: post, path: "/admin/user", body: `{"userName":"x","fullName":"x","email":"x@example.com","password":"x"}`},
		"password":          {method: post, path: "/admin/user/jane/password", body: `{"password":"x"}`},
		"own password":      {method: post, path: "/user/current/password", body: `{}`},
		"member":            {method: get, path: "/group/team/member"},
		"groups":            {method: get, path: "/group"},
	}
	queries := []string{"info, query", "member, query", "child, query", "parent, query", "ancestor, query"}
	came93 := []string{"updateUser", "updateCurrentUser", "getActiveUsers"}
	came84 := []string{"getUsers", "create", "password", "own password"}
	lacks := map[string][]string{
		"8.3":     append(append([]string{"settings"}, came93...), came84...),
		"8.4":     append([]string{"settings"}, came93...),
		"9.2":     append([]string{"settings"}, came93...),
		"9.2.21":  append([]string{"settings"}, came93...),
		"9.3":     append([]string{"settings", "parent", "ancestor"}, queries...),
		"9.4":     append([]string{"settings"}, queries...),
		"9.5.4":   append([]string{"settings"}, queries...),
		"10":      append([]string{"settings"}, queries...),
		"10.0":    append([]string{"settings"}, queries...),
		"10.1":    {},
		"10.2":    {},
		"11.0":    {},
		"newest":  {},
		"10.beta": {},
	}
	for version, missing := range lacks {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			for name, c := range operations {
				d := newInstance(t)
				d.SetVersion(version)
				d.AddGroup("team")
				c.path = rest + c.path
				got := ask(t, d, c)
				absent := false
				for _, m := range missing {
					absent = absent || m == name
				}
				require.Equal(t, absent, got.status == 404, "%s: %d %s", name, got.status, got.body)
				require.Empty(t, d.TakeViolations(), "a client cannot know the version: %s", name)
			}
		})
	}
}

func TestQueryFormsThatAreMissing(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	d.SetVersion("10.0")
	d.AddGroup("team", "jane")
	got := ask(t, d, call{path: rest + "/group/member?groupName=team&limit=5"})
	require.Equal(t, 404, got.status)
	require.Contains(t, got.body, "No group found with name : member", "taken for a group")
	require.Equal(t, "getGroup", d.Exchanges()[0].Operation)
	d.AddGroup("member", "admin")
	found := read(t, d, "/group/member?groupName=team&limit=5")
	require.Equal(t, "member", found["name"], "a group, not a page")
	require.NotContains(t, found, "results")
	ask(t, d, call{path: rest + "/group/member?nonsense=1"})
	violations := d.TakeViolations()
	require.Len(t, violations, 1)
	require.Contains(t, violations[0].Message, "getGroupMembersByGroupName", "what it was meant for")

	got = ask(t, d, call{method: "PUT", path: rest + "/user/settings", body: "{}"})
	require.Equal(t, 404, got.status)
	require.Contains(t, got.body, "null for uri: "+instanceURL+"/rest/api/user/settings")
	d.SetVersion("10.1")
	require.Equal(t, []any{"jane"}, column(read(t, d, "/group/member?groupName=team"), "username"))
}

func TestMembersAreForAdministratorsFromVersion10On(t *testing.T) {
	t.Parallel()
	for version, status := range map[string]int{"9.2": 200, "9.5": 200, "10.0": 403, "10.2": 403} {
		d := newInstance(t)
		d.SetVersion(version)
		d.AddGroup("team", "jane")
		require.Equal(t, status, ask(t, d, call{path: rest + "/group/team/member", as: "jane"}).status, version)
		require.Equal(t, 200, ask(t, d, call{path: rest + "/group/team/member"}).status, version)
	}
}
