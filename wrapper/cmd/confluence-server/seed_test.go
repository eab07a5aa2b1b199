package main

import (
	"bytes"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter"
)

func TestCloudExample(t *testing.T) {
	t.Parallel()
	r := start(t, "-product", "cloud", "-seed", "testdata/cloud.json", "-tokens")
	const ada = "712020:ada"

	// Without the SDK.
	require.Contains(t, r.get("/wiki/rest/api/user?accountId="+ada).body, `"Ada Example"`)
	require.Contains(t, r.get("/wiki/rest/api/group").body, `"writers"`)
	created := r.do(http.MethodPost, "/wiki/rest/api/group", `{"name":"editors"}`)
	require.Equal(t, http.StatusCreated, created.status, created.body)
	require.Contains(t, r.get("/wiki/rest/api/group").body, `"editors"`)

	// With it, as the administrator.
	ctx := t.Context()
	client, err := cloud.New(r.url, confluence.BasicAuth("admin@example.com", r.token), confluence.WithHTTPClient(r.client))
	require.NoError(t, err)
	group, err := client.Groups.GetByName(ctx, "writers")
	require.NoError(t, err)
	members, err := confluence.Collect(client.Groups.AllMembers(ctx, group.ID, nil))
	require.NoError(t, err)
	require.Len(t, members, 1)
	require.Equal(t, "712020:grace", members[0].AccountID)
	var preferences struct{ Theme string }
	require.NoError(t, client.Properties.GetInto(ctx, ada, "preferences", &preferences))
	require.Equal(t, "dark", preferences.Theme)
	for _, watched := range []func() (bool, error){
		func() (bool, error) { return client.Watches.IsWatchingContent(ctx, idOf(t, r, "Roadmap"), ada) },
		func() (bool, error) { return client.Watches.IsWatchingSpace(ctx, "DOCS", ada) },
		func() (bool, error) { return client.Watches.IsWatchingLabel(ctx, "howto", ada) },
		func() (bool, error) {
			return client.Watches.IsWatchingContent(ctx, idOf(t, r, "Welcome"), "712020:grace") // the creator
		},
	} {
		is, err := watched()
		require.NoError(t, err)
		require.True(t, is)
	}
	tasks, err := confluence.Collect(client.Tasks.All(ctx, nil))
	require.NoError(t, err)
	require.Len(t, tasks, 2)
	_, err = client.Tasks.Wait(ctx, tasks[1].ID, nil)
	require.ErrorContains(t, err, "The disk is full.")
	require.Empty(t, r.stderr.String())
}

func TestDatacenterExample(t *testing.T) {
	t.Parallel()
	r := start(t, "-product", "datacenter", "-seed", "testdata/datacenter.json", "-tokens")

	// Without the SDK.
	require.Contains(t, r.get("/rest/api/user?username=ada").body, `"Ada Example"`)
	created := r.do(http.MethodPost, "/rest/api/admin/group", `{"type":"group","name":"readers"}`)
	require.Equal(t, http.StatusOK, created.status, created.body)
	require.Contains(t, r.get("/rest/api/group").body, `"readers"`)

	// With it, as a user with a password.
	ctx := t.Context()
	client, err := datacenter.New(r.url, confluence.BasicAuth("ada", "correct horse"), confluence.WithHTTPClient(r.client))
	require.NoError(t, err)
	children, err := confluence.Collect(client.Groups.AllSubgroups(ctx, "writers", nil))
	require.NoError(t, err)
	require.Len(t, children, 1)
	require.Equal(t, "editors", children[0].Name)
	members, err := confluence.Collect(client.Groups.AllMembers(ctx, "editors", nil))
	require.NoError(t, err)
	require.Len(t, members, 1)
	require.Equal(t, "grace", members[0].Username)
	is, err := client.Watches.IsWatchingContent(ctx, idOf(t, r, "Welcome"), datacenter.Caller())
	require.NoError(t, err)
	require.True(t, is)
	is, err = client.Watches.IsWatchingSpace(ctx, "DOCS", datacenter.Caller(), nil)
	require.NoError(t, err)
	require.True(t, is)
	tasks, err := confluence.Collect(client.Tasks.All(ctx, nil))
	require.NoError(t, err)
	require.Len(t, tasks, 1)
	require.Empty(t, r.stderr.String())
}

// idOf returns the id of a page as the server lists it.
func idOf(t *testing.T, r *running, title string) string {
	t.Helper()
	for line := range strings.Lines(r.started) {
		columns := strings.Split(strings.TrimSpace(line), "\t")
		if columns[0] == "page" && columns[3] == title {
			return columns[1]
		}
	}
	require.Fail(t, "no such page", title)
	return ""
}

// An administrator of Data Center can be given a password.
func TestListedAdmin(t *testing.T) {
	t.Parallel()
	r := start(t, "-product", "datacenter", "-seed",
		writeSeed(t, `{"users": [{"username": "admin", "password": "secret", "systemAdmin": true}]}`))
	client, err := datacenter.New(r.url, confluence.BasicAuth("admin", "secret"), confluence.WithHTTPClient(r.client))
	require.NoError(t, err)
	_, err = client.Groups.Create(t.Context(), "readers")
	require.NoError(t, err)
}

// The documentation shows the examples as they are.
func TestExamplesAreDocumented(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	for _, example := range []string{cloudExample, datacenterExample} {
		commented := "//\t" + strings.ReplaceAll(strings.TrimSpace(example), "\n", "\n//\t") + "\n"
		require.Contains(t, string(doc), commented)
	}
}

func TestBadSeeds(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ product, seed, message string }{
		{"cloud", ``, "the seed is empty"},
		{"cloud", `[]`, "line 1, column 1: it must be an object"},
		{"cloud", "{\n\"users\": [\n}", "line 3, column 1: "},
		{"cloud", `{} {}`, "line 1, column 4: there is more"},
		{"cloud", `{"colour": "red"}`, `line 1, column 2: there is no field "colour"; there are users,`},
		{"cloud", `users: [{name: Ada}]`, "line 1, column 9: users[0]: a user has no accountId"},
		{"cloud", `{"users": [{"accountId": "a"}, {"accountId": "a"}]}`, `line 1, column 46: user "a": it is there twice`},
		{"cloud", `{"users": [{"username": "a"}]}`, `; is it a seed for Data Center? Then -product datacenter.`},
		{"cloud", `{"users": [{"accountId": "a", "token": "t"}, {"accountId": "b", "token": "t"}]}`, `user "b": the token is another user's, too`},
		{"cloud", `{"groups": [{}]}`, "a group has no name"},
		{"cloud", `{"groups": [{"name": "g", "members": ["a"]}]}`, `line 1, column 39: group "g": there is no user with the accountId "a"`},
		{"cloud", `{"users": [{"accountId": "a", "accountType": "robot"}]}`, `line 1, column 46: user "a": "robot" is none of atlassian, app, customer`},
		{"cloud", `{"groups": [{"name": "g", "managedBy": "NOBODY"}]}`, `line 1, column 40: group "g": "NOBODY" is none of ADMINS,`},
		{"cloud", `{"spaces": [{"key": "S", "id": 1}, {"key": "T", "id": 1}]}`, `line 1, column 55: space "T": the id "1" is there twice`},
		{"cloud", `{"tasks": [{"name": "t", "id": "1"}, {"name": "u", "id": "1"}]}`, `line 1, column 58: task "u": the id "1" is there twice`},
		{"cloud", `{"users": [{"accountId": "a"}], "properties": [{"account": "a", "key": "k", "value": {}}, {"account": "a", "key": "k", "value": {}}]}`, `line 1, column 115: property "k": the account "a" has it twice`},
		{"cloud", `{"users": [{"accountId": "a"}], "properties": [{"account": "a", "key": "k", "value": {}, "id": "1"}, {"account": "a", "key": "l", "value": {}, "id": "1"}]}`, `property "l": the id "1" is there twice`},
		{"cloud", `{"groups": [{"name": "g", "id": "1"}, {"name": "h", "id": "1"}]}`, `group "h": the id "1" is there twice`},
		{"cloud", `{"spaces": [{"name": "Docs"}]}`, "a space has no key"},
		{"cloud", `{"pages": [{"space": "S", "title": "P"}]}`, `page "P": there is no space with the key "S"`},
		{"cloud", `{"pages": [{"space": "S"}]}`, "a page has no title"},
		{"cloud", `{"spaces": [{"key": "S"}], "pages": [{"space": "S", "title": "P"}, {"space": "S", "title": "P"}]}`, `page "P": it is there twice`},
		{"cloud", `{"spaces": [{"key": "S"}], "pages": [{"space": "S", "title": "P", "id": "1"}, {"space": "S", "title": "Q", "id": "1"}]}`, `page "Q": the id "1" is there twice`},
		{"cloud", `{"spaces": [{"key": "S"}], "pages": [{"space": "S", "title": "P", "creator": "a"}]}`, `"a"`},
		{"cloud", `{"properties": [{"account": "a", "key": "k", "value": {}}]}`, `property "k": there is no user`},
		{"cloud", `{"users": [{"accountId": "a"}], "properties": [{"account": "a", "key": "k/", "value": {}}]}`, `property "k/": the key must match`},
		{"cloud", `{"users": [{"accountId": "a"}], "properties": [{"account": "a", "key": "k", "value": 1}]}`, `line 1, column 86: property "k": the value is no JSON object`},
		{"cloud", `{"watches": [{"account": "a", "space": "S"}]}`, `watch of "a": there is no user`},
		{"cloud", `{"users": [{"accountId": "a"}], "watches": [{"account": "a", "page": "P"}]}`, `no page with the title "P"`},
		{"cloud", `{"users": [{"accountId": "a"}], "watches": [{"account": "a", "label": "L"}]}`, `no page with the label "L"`},
		{"cloud", `{"users": [{"accountId": "a"}], "watches": [{"account": "a"}]}`, "one thing to watch"},
		{"cloud", `{"users": [{"accountId": "a"}], "watches": [{"account": "a", "space": "S", "label": "L"}]}`, "one thing to watch"},
		{"cloud", `{"tasks": [{"duration": "1s"}]}`, "a task has no name"},
		{"cloud", `{"tasks": [{"name": "t", "duration": "soon"}]}`, `tasks[0].duration: "soon" is no duration`},
		{"cloud", `{"tasks": [{"name": "t", "duration": "-1s"}]}`, "negative"},
		{"cloud", `generate: {users: 2, groups: 1, perUser: 2}`, "line 1, column 42: generate: a user cannot be in 2 groups of 1"},
		{"cloud", `generate: {users: 99999999999}`, "at most"},
		{"datacenter", `{"pages": [{"labels": ["l"]}]}`, `there is no field "labels"; there are space, title, creator, id, kind; is it a seed for Cloud? Then -product cloud.`},
		{"datacenter", `{"users": [{"fullName": "Ada"}]}`, "a user has no username"},
		{"datacenter", `{"users": [{"username": "a", "key": "k"}, {"username": "b", "key": "k"}]}`, `user "b": the key is another user's, too`},
		{"datacenter", `{"users": [{"username": "a", "token": "t"}, {"username": "b", "token": "t"}]}`, `user "b": the token is another user's, too`},
		{"datacenter", `{"groups": [{"name": "g"}, {"name": "g"}]}`, `group "g": it is there twice`},
		{"datacenter", `{"groups": [{"name": "g", "id": "1"}, {"name": "h", "id": "1"}]}`, `group "h": the id "1" is there twice`},
		{"datacenter", `{"groups": [{"name": "g", "members": ["a"]}]}`, `group "g": there is no user with the username "a"`},
		{"datacenter", `{"groups": [{"name": "g", "children": ["h"]}]}`, `group "g": there is no group with the name "h"`},
		{"datacenter", `{"spaces": [{"key": "S", "id": 1}, {"key": "T", "id": 1}]}`, `line 1, column 55: space "T": the id "1" is there twice`},
		{"datacenter", `{"tasks": [{"name": "t", "id": "1"}, {"name": "u", "id": "1"}]}`, `line 1, column 58: task "u": the id "1" is there twice`},
		{"datacenter", `{"spaces": [{"key": "S"}, {"key": "S"}]}`, `space "S": it is there twice`},
		{"datacenter", `{"pages": [{"title": "P"}]}`, `there is no space with the key ""`},
		{"datacenter", `{"spaces": [{"key": "S"}], "pages": [{"space": "S", "title": "P", "creator": "a"}]}`, `"a"`},
		{"datacenter", `{"spaces": [{"key": "S"}], "pages": [{"space": "S", "title": "P", "id": "1"}, {"space": "S", "title": "Q", "id": "1"}]}`, `page "Q": the id "1" is there twice`},
		{"datacenter", `{"pages": [{}]}`, "a page has no title"},
		{"datacenter", `{"watches": [{"user": "a"}]}`, `watch of "a": there is no user`},
		{"datacenter", `{"watches": [{"user": "admin", "space": "S"}]}`, `no space with the key "S"`},
		{"datacenter", `{"tasks": [{}]}`, "a task has no name"},
		{"datacenter", `{"tasks": [{"name": "t", "removes": "a"}]}`, `task "t": there is no user with the username "a"`},
		{"datacenter", `generate: {users: 2, groups: 1, perUser: 2}`, "a user cannot be in 2 groups of 1"},
	} {
		t.Run(test.product+"/"+test.seed, func(t *testing.T) {
			t.Parallel()
			var stdout, stderr bytes.Buffer
			path := writeSeed(t, test.seed)
			require.Equal(t, 2, run(t.Context(), []string{"-product", test.product, "-seed", path}, &stdout, &stderr))
			require.Contains(t, stderr.String(), "-seed "+path+" for "+test.product+": ")
			require.Contains(t, stderr.String(), test.message)
			require.Empty(t, stdout.String())
		})
	}
}

// The other format, on standard input.
func TestSeedOnStandardInput(t *testing.T) {
	t.Parallel()
	r := startWith(t, "# who there is\nusers:\n- {accountId: a, name: Ada}\n", "-seed", "-", "-tokens")
	require.Contains(t, r.started, "\nuser\ta\ta@example.com\t")
	require.Contains(t, r.get("/wiki/rest/api/user?accountId=a").body, `"Ada"`)
}

// Whom a seed lists is as listed, also if a user of that name is made.
func TestListedAmongGenerated(t *testing.T) {
	t.Parallel()
	const volume = `"generate": {"users": 2, "groups": 1, "perUser": 1}`
	r := start(t, "-product", "datacenter", "-seed",
		writeSeed(t, `{"users": [{"username": "user-000001", "password": "secret", "admin": true}], `+volume+`}`))
	client, err := datacenter.New(r.url, confluence.BasicAuth("user-000001", "secret"), confluence.WithHTTPClient(r.client))
	require.NoError(t, err)
	members, err := confluence.Collect(client.Groups.AllMembers(t.Context(), "group-00001", nil))
	require.NoError(t, err)
	require.Len(t, members, 2)

	r = start(t, "-seed", writeSeed(t, `{"users": [{"accountId": "712020:user-000001", "name": "Ada"}], `+volume+`}`))
	require.Contains(t, r.get("/wiki/rest/api/user?accountId=712020:user-000001").body, `"Ada"`)
}
