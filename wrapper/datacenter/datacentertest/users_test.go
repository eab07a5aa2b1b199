package datacentertest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

func TestUser(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	key := d.AddUser(datacentertest.User{Username: "ann@example.com", FullName: "Ann Example"})
	require.Regexp(t, `^8a7f[0-9a-f]{28}$`, key)
	self := instanceURL + "/rest/api/user?key=" + key
	want := map[string]any{
		"type": "known", "username": "ann@example.com", "userKey": key, "displayName": "Ann Example",
		"profilePicture": map[string]any{
			"path": "/confluence/images/icons/profilepics/default.svg", "width": 48.0, "height": 48.0, "isDefault": true,
		},
		"_expandable": map[string]any{"status": ""},
		"_links":      map[string]any{"base": instanceURL, "context": "/confluence", "self": self},
	}
	require.Equal(t, want, read(t, d, "/user?username=ann@example.com"))
	require.Equal(t, want, read(t, d, "/user?key="+key))
	expanded := read(t, d, "/user?key="+key+"&expand=details,status")
	require.Equal(t, "current", expanded["status"])
	require.NotContains(t, expanded, "_expandable")
	require.NotContains(t, expanded, "email")
	d.AddUser(datacentertest.User{Username: "ann@example.com", Disabled: true})
	require.Equal(t, "deactivated", read(t, d, "/user?key="+key+"&expand=status")["status"], "the same key")

	for query, name := range map[string]string{"?username=abc": "abc", "?key=abc": "abc", "": "null", "?username=Jane": "Jane"} {
		got := ask(t, d, call{path: rest + "/user" + query})
		require.Equal(t, 404, got.status)
		require.Equal(t, refused("404", "false", "true", "No user found with key : "+name, "Not Found"), got.body)
	}
	require.Equal(t, 200, ask(t, d, call{path: rest + "/user?username=jane", as: "jane"}).status, "for anybody")
	require.Equal(t, "jane", read(t, d, "/user?username=x&key="+read(t, d, "/user?username=jane")["userKey"].(string))["username"])
	violations := d.TakeViolations()
	require.Len(t, violations, 1)
	require.Contains(t, violations[0].Message, "both key and username")
}

func TestUserKeysAreTheSameInEveryRun(t *testing.T) {
	t.Parallel()
	seed := func() []string {
		d := datacentertest.Start(t)
		return []string{
			d.AddUser(datacentertest.User{Username: "a"}), d.AddUser(datacentertest.User{Username: "b"}),
			d.Token("a"), d.Token("b"), d.AddUser(datacentertest.User{}),
		}
	}
	once := seed()
	require.Equal(t, once, seed())
	seen := map[string]bool{}
	for _, value := range once {
		require.False(t, seen[value])
		seen[value] = true
	}
}

func TestUserLists(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	d.AddUser(datacentertest.User{Username: "gone", Disabled: true})
	d.AddUser(datacentertest.User{Username: "boss", Admin: true, Email: "boss@example.com"})
	all := read(t, d, "/user/list")
	require.Equal(t, []any{"admin", "jane", "gone", "boss"}, column(all, "username"), "the disabled ones, too")
	require.InDelta(t, 100, all["limit"], 0)
	require.NotContains(t, all, "totalCount")
	require.Equal(t, []any{"current", "current", "deactivated", "current"}, column(read(t, d, "/user/list?expand=status"), "status"))

	active := read(t, d, "/admin/users/list/active?start=1&limit=2")
	require.Equal(t, []any{"jane", "boss"}, column(active, "username"))
	require.Equal(t, []any{"jane@example.com", "boss@example.com"}, column(active, "email"))
	require.InDelta(t, 3, active["totalCount"], 0)
	require.NotContains(t, read(t, d, "/admin/users/list/active")["results"].([]any)[0], "lastLogin", "not asked for")
	before := time.Now().Add(-time.Minute)
	login := read(t, d, "/admin/users/list/active?expand=lastLogin")["results"].([]any)
	seen, err := time.Parse(time.RFC3339, login[0].(map[string]any)["lastLogin"].(string))
	require.NoError(t, err)
	require.True(t, seen.After(before))
	require.NotContains(t, login[1], "lastLogin", "never")
	require.Equal(t, 403, ask(t, d, call{path: rest + "/admin/users/list/active", as: "jane"}).status)
	require.Equal(t, 200, ask(t, d, call{path: rest + "/admin/users/list/active", as: "boss"}).status)
}

func TestMembershipsOfAUser(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	d.AddGroup("b", "jane", "nobody")
	d.AddGroup("a", "jane")
	d.AddGroup("c", "admin")
	d.NestGroup("c", "a")
	groups := read(t, d, "/user/memberof?username=jane")
	require.Equal(t, []any{"a", "b"}, column(groups, "name"), "not those through others")
	require.Equal(t, map[string]any{
		"type": "group", "name": "a", "_links": map[string]any{"self": instanceURL + "/rest/api/group/a"},
	}, groups["results"].([]any)[0])
	key := read(t, d, "/user?username=jane")["userKey"].(string)
	require.Equal(t, []any{"b"}, column(read(t, d, "/user/memberof?key="+key+"&start=1"), "name"))
	got := ask(t, d, call{path: rest + "/user/memberof?username=x"})
	require.Equal(t, 404, got.status)
	require.Contains(t, got.body, "No user found with key : x")
}

func TestUpdateOfOneself(t *testing.T) {
	t.Parallel()
	const invalid = `"reason":"Bad Request"`
	tests := map[string]struct {
		body           string
		status         int
		says           string
		name, address  string
		violationCount int
	}{
		"both":                {`{"fullName":"New","email":"new@example.com"}`, 204, "", "New", "new@example.com", 0},
		"one":                 {`{"fullName":"New"}`, 204, "", "New", "jane@example.com", 0},
		"nothing":             {`{}`, 204, "", "Jane Example", "jane@example.com", 0},
		"no body":             {``, 204, "", "Jane Example", "jane@example.com", 0},
		"with the password":   {`{"email":"new@example.com","currentPassword":"secret"}`, 204, "", "Jane Example", "new@example.com", 0},
		"with a wrong one":    {`{"email":"new@example.com","currentPassword":"x"}`, 403, "current password", "Jane Example", "jane@example.com", 0},
		"a name with a tag":   {`{"fullName":"<b>"}`, 400, invalid, "Jane Example", "jane@example.com", 0},
		"a name that is not":  {`{"fullName":"Anonymous"}`, 400, invalid, "Jane Example", "jane@example.com", 0},
		"no address":          {`{"fullName":"New","email":"jane"}`, 400, invalid, "Jane Example", "jane@example.com", 0},
		"an address and more": {`{"email":"Jane <jane@example.com>"}`, 400, invalid, "Jane Example", "jane@example.com", 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newInstance(t)
			got := ask(t, d, call{method: "PUT", path: current, body: test.body, as: "jane"})
			require.Equal(t, test.status, got.status, got.body)
			require.Contains(t, got.body, test.says)
			require.Equal(t, test.name, d.FullName("jane"))
			require.Equal(t, test.address, d.Email("jane"))
			violations := d.TakeViolations()
			require.Len(t, violations, test.violationCount)
			if test.status == http.StatusNoContent {
				require.Empty(t, got.body)
			}
		})
	}
}

func TestPasswordOfOneself(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	change := func(body string) response {
		return ask(t, d, call{method: "POST", path: current + "/password", body: body, as: "jane"})
	}
	require.Equal(t, 400, change(`{"oldPassword":"secret","newPassword":" "}`).status)
	require.Equal(t, 400, change(`{"oldPassword":"secret"}`).status)
	require.Equal(t, 400, change(``).status)
	require.Equal(t, 403, change(`{"oldPassword":"wrong","newPassword":"new"}`).status)
	require.True(t, d.CheckPassword("jane", "secret"))
	require.Equal(t, 204, change(`{"oldPassword":"secret","newPassword":"new"}`).status)
	require.True(t, d.CheckPassword("jane", "new"))
	require.False(t, d.CheckPassword("jane", "secret"))
	require.False(t, d.CheckPassword("admin", ""))
	require.False(t, d.CheckPassword("nobody", ""))
	for range 3 {
		require.Contains(t, change(`{"oldPassword":"wrong","newPassword":"x"}`).body, "incorrect")
	}
	got := change(`{"oldPassword":"new","newPassword":"x"}`)
	require.Equal(t, 403, got.status)
	require.Contains(t, got.body, "Too many failed attempts")
	require.Equal(t, 403, ask(t, d, call{path: current, header: password("jane", "new")}).status, "they count for the login, too")
}

func TestUserSettings(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	set := func(as, body string) response {
		return ask(t, d, call{method: "PUT", path: rest + "/user/settings", body: body, as: as})
	}
	require.Equal(t, 204, set("jane", `{"username":"jane","locale":"en_GB"}`).status)
	require.Equal(t, "en_GB", d.Locale("jane"))
	require.Equal(t, 204, set("jane", `{"locale":"de_DE"}`).status)
	require.Equal(t, "de_DE", d.Locale("jane"))
	require.Equal(t, 204, set("admin", `{"username":"jane","locale":"fr_FR"}`).status)
	require.Equal(t, "fr_FR", d.Locale("jane"))
	require.Empty(t, d.Locale("admin"))
	require.Equal(t, 403, set("jane", `{"username":"admin","locale":"fr_FR"}`).status)
	for _, body := range []string{`{"username":"nobody","locale":"fr_FR"}`, `{"locale":"xx_XX"}`, `{"locale":"en"}`, `{}`, ``} {
		require.Equal(t, 400, set("admin", body).status, body)
	}
}

func TestAnonymousUserOfDatacenter(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	got := read(t, d, "/user/anonymous?expand=status")
	require.Equal(t, "anonymous", got["type"])
	require.NotContains(t, got, "username")
	require.True(t, strings.HasSuffix(linkTo(got, "self").(string), "/rest/api/user/anonymous"))
}
