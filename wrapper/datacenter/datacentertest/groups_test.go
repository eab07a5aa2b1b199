package datacentertest_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

func TestGroup(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	d.AddGroup("R&D Ops", "jane")
	want := map[string]any{
		"type": "group", "name": "R&D Ops",
		"_links": map[string]any{"base": instanceURL, "context": "/confluence", "self": instanceURL + "/rest/api/group/R&D%20Ops"},
	}
	require.Equal(t, want, read(t, d, "/group/R&D%20Ops"))
	require.Equal(t, want, read(t, d, "/group/info?groupName=R%26D+Ops"))
	d.AddGroup("a/b")
	require.Equal(t, instanceURL+"/rest/api/group/info?groupName=a%2Fb", linkTo(read(t, d, "/group/info?groupName=a%2Fb"), "self"))
	require.Equal(t, 200, ask(t, d, call{path: rest + "/group/R&D%20Ops", as: "jane"}).status, "for anybody")
}

func TestGroupReadsOfUnknownGroups(t *testing.T) {
	t.Parallel()
	const unknown, none = "No group found with name : nope", "No group found with name : null"
	tests := map[string]string{"/group/nope": unknown, "/group/info?groupName=nope": unknown, "/group/info": none}
	for _, around := range []string{"member", "groupmember", "groupparent", "groupancestor"} {
		tests["/group/nope/"+around] = unknown
		tests["/group/"+around+"?groupName=nope"] = unknown
		tests["/group/"+around] = none
	}
	for path, says := range tests {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			d := newInstance(t)
			got := ask(t, d, call{path: rest + path})
			require.Equal(t, 404, got.status)
			require.Equal(t, refused("404", "false", "true", says, "Not Found"), got.body)
		})
	}
}

func TestNestedGroups(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	//	everyone ── staff ─┬─ docs ── writers
	//	all ───────────────┘    └─ editors
	d.NestGroup("everyone", "staff")
	d.NestGroup("staff", "docs")
	d.NestGroup("all", "docs")
	d.NestGroup("docs", "writers")
	d.NestGroup("docs", "writers")
	d.NestGroup("docs", "editors")
	d.AddGroup("writers", "jane")
	d.NestGroup("x", "y") // a circle
	d.NestGroup("y", "z")
	d.NestGroup("z", "x")
	d.NestGroup("self", "self")
	tests := map[string]struct {
		group, around string
		names         []any
	}{
		"children":                  {"docs", "groupmember", []any{"editors", "writers"}},
		"children, direct":          {"staff", "groupmember", []any{"docs"}},
		"no children":               {"writers", "groupmember", []any{}},
		"parents":                   {"docs", "groupparent", []any{"all", "staff"}},
		"parents, direct":           {"writers", "groupparent", []any{"docs"}},
		"no parents":                {"everyone", "groupparent", []any{}},
		"ancestors":                 {"writers", "groupancestor", []any{"all", "docs", "everyone", "staff"}},
		"no ancestors":              {"all", "groupancestor", []any{}},
		"ancestors in a circle":     {"x", "groupancestor", []any{"y", "z"}},
		"ancestors of its own kind": {"self", "groupancestor", []any{}},
		"a parent of its own":       {"self", "groupparent", []any{"self"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, test.names, column(read(t, d, "/group/"+test.group+"/"+test.around), "name"))
			byName := read(t, d, "/group/"+test.around+"?groupName="+test.group)
			require.Equal(t, test.names, column(byName, "name"))
			require.InDelta(t, 200, byName["limit"], 0)
			if len(test.names) > 1 {
				page := read(t, d, "/group/"+test.around+"?groupName="+test.group+"&start=1&limit=1")
				require.Equal(t, test.names[1:2], column(page, "name"))
				require.Equal(t, "/rest/api/group/"+test.around+"?groupName="+test.group+"&limit=1&start=0", linkTo(page, "prev"))
			}
		})
	}
	t.Run("members are direct", func(t *testing.T) {
		t.Parallel()
		require.Empty(t, column(read(t, d, "/group/docs/member"), "username"))
		require.Equal(t, []any{"jane"}, column(read(t, d, "/group/writers/member"), "username"))
	})
	t.Run("a group that is deleted leaves the others", func(t *testing.T) {
		t.Parallel()
		own := newInstance(t)
		own.NestGroup("outer", "inner")
		require.Equal(t, 204, ask(t, own, call{method: "DELETE", path: rest + "/admin/group/inner"}).status)
		own.AddGroup("inner")
		require.Empty(t, column(read(t, own, "/group/outer/groupmember"), "name"))
	})
}

func TestMembers(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	d.AddUser(datacentertest.User{Username: "ann", Disabled: true})
	d.AddUser(datacentertest.User{Username: "boss", Admin: true})
	d.AddGroup("team", "jane", "ann")
	for _, path := range []string{"/group/team/member?", "/group/member?groupName=team&"} {
		members := read(t, d, path+"expand=status")
		require.Equal(t, []any{"jane", "ann"}, column(members, "username"), "in the order of joining")
		require.Equal(t, []any{"current", "deactivated"}, column(members, "status"))
		require.Equal(t, []any{"ann"}, column(read(t, d, path+"start=1&limit=1"), "username"))
		require.Equal(t, 200, ask(t, d, call{path: rest + path, as: "boss"}).status)
		got := ask(t, d, call{path: rest + path, as: "jane"})
		require.Equal(t, 403, got.status)
		require.Equal(t, refused("403", "false", "true", "User is not a Confluence administrator", "Forbidden"), got.body)
	}
	require.Equal(t, 403, ask(t, d, call{path: rest + "/group/nope/member", as: "jane"}).status, "and learns nothing")
}

func TestCreateAndDeleteGroup(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	create := func(as, body string) response {
		return ask(t, d, call{method: "POST", path: rest + "/admin/group", body: body, as: as})
	}
	got := create("", `{"name":"team","type":"group"}`)
	require.Equal(t, 200, got.status)
	require.Equal(t, "team", decode(t, got)["name"])
	require.Equal(t, instanceURL, linkTo(decode(t, got), "base"))
	require.Equal(t, []string{"confluence-administrators", "team"}, d.Groups())
	require.Empty(t, d.GroupMembers("team"))
	got = create("", `{"name":"team"}`)
	require.Equal(t, 409, got.status)
	require.Equal(t, refused("409", "true", "false", "Group already exists with name : team", "Conflict"), got.body)
	got = create("", `{"name":" "}`)
	require.Equal(t, 400, got.status)
	require.Contains(t, got.body, `"errors":[{"message":{"translation":"Group name must not be blank","args":[]}}]`)
	require.Equal(t, 403, create("jane", `{"name":"mine"}`).status)

	remove := func(as, name string) response {
		return ask(t, d, call{method: "DELETE", path: rest + "/admin/group/" + name, as: as})
	}
	require.Equal(t, 403, remove("jane", "team").status)
	require.Equal(t, 204, remove("", "team").status)
	require.Equal(t, 404, remove("", "team").status)
	got = remove("", "confluence-administrators")
	require.Equal(t, 400, got.status)
	require.Contains(t, got.body, "last group with administration rights")
	require.Equal(t, []string{"confluence-administrators"}, d.Groups())
}

func TestMembership(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	d.AddGroup("team", "admin")
	change := func(method, as, user, group string) response {
		return ask(t, d, call{method: method, path: rest + "/user/" + user + "/group/" + group, as: as})
	}
	for range 2 {
		got := change("PUT", "", "jane", "team")
		require.Equal(t, 204, got.status)
		require.Empty(t, got.body)
	}
	require.Equal(t, []string{"admin", "jane"}, d.GroupMembers("team"), "once")
	for range 2 {
		require.Equal(t, 204, change("DELETE", "", "jane", "team").status)
	}
	require.Equal(t, []string{"admin"}, d.GroupMembers("team"))
	require.Nil(t, d.GroupMembers("nope"))
	for _, method := range []string{"PUT", "DELETE"} {
		require.Equal(t, 403, change(method, "jane", "jane", "team").status)
		got := change(method, "", "nobody", "team")
		require.Equal(t, 404, got.status)
		require.Contains(t, got.body, "No user found with key : nobody")
		got = change(method, "", "jane", "nope")
		require.Equal(t, 404, got.status)
		require.True(t, strings.Contains(got.body, "No group found with name : nope"))
	}
}
