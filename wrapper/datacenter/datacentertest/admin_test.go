package datacentertest_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// creation is a body of the creation of a user with one property changed; an
// empty value takes it away.
func creation(property, value string) string {
	var members []string
	for _, p := range [][2]string{
		{"userName", `"ann"`}, {"fullName", `"Ann Example"`}, {"email", `"ann@example.com"`}, {"password", `"first"`}, {"notifyViaEmail", `false`},
	} {
		if p[0] == property {
			p[1] = value
		}
		if p[1] != "" {
			members = append(members, `"`+p[0]+`":`+p[1])
		}
	}
	return "{" + strings.Join(members, ",") + "}"
}

func TestCreateUser(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	create := func(body string) response {
		return ask(t, d, call{method: "POST", path: rest + "/admin/user", body: body})
	}
	got := create(creation("", ""))
	require.Equal(t, 201, got.status, got.body)
	key := decode(t, got)
	require.Len(t, key, 1)
	require.Equal(t, "ann", read(t, d, "/user?key="+key["userKey"].(string))["username"])
	require.True(t, d.HasUser("ann"))
	require.True(t, d.CheckPassword("ann", "first"))
	require.Equal(t, "Ann Example", d.FullName("ann"))
	require.Equal(t, "ann@example.com", d.Email("ann"))
	require.False(t, d.IsDisabled("ann"))
	require.Equal(t, 200, ask(t, d, call{path: current, header: password("ann", "first")}).status)
	got = create(creation("", ""))
	require.Equal(t, 409, got.status)
	require.Equal(t, "Conflict", decode(t, got)["reason"])
	require.Equal(t, 201, create(`{"userName":"eve@example.com","fullName":"Eve","email":"eve@example.com","notifyViaEmail":true}`).status)
	require.False(t, d.CheckPassword("eve@example.com", ""))
	require.Equal(t, 403, ask(t, d, call{method: "POST", path: rest + "/admin/user", body: creation("userName", `"x"`), as: "jane"}).status)
}

func TestRulesForUsers(t *testing.T) {
	t.Parallel()
	tests := []struct{ property, value, rule string }{
		{"userName", `" "`, "userName must not be blank"},
		{"userName", `"a b"`, "userName must not contain whitespace"},
		{"userName", `"a\tb"`, "userName must not contain whitespace"},
		{"userName", `"Ann"`, "userName must be lower case"},
		{"userName", `"anonymous"`, "userName must not be anonymous"},
		{"fullName", `""`, "fullName must not be blank"},
		{"fullName", `"a<b"`, "fullName must not contain"},
		{"fullName", `"a>b"`, "fullName must not contain"},
		{"fullName", `"anonymous"`, "fullName must not be anonymous"},
		{"email", `"ann"`, "email must be a valid address"},
		{"email", `"Ann <ann@example.com>"`, "email must be a valid address"},
		{"password", `""`, "password must be given"},
		{"password", ``, "password must be given"},
	}
	for _, bad := range []string{`\\`, `,`, `+`, `<`, `>`, `'`, `\"`} {
		tests = append(tests, struct{ property, value, rule string }{"userName", `"a` + bad + `b"`, "userName must not contain any of"})
	}
	for _, test := range tests {
		t.Run(test.property+" "+test.value, func(t *testing.T) {
			t.Parallel()
			d := newInstance(t)
			got := ask(t, d, call{method: "POST", path: rest + "/admin/user", body: creation(test.property, test.value)})
			require.Equal(t, 400, got.status, got.body)
			require.Contains(t, decode(t, got)["message"], test.rule)
			require.Len(t, read(t, d, "/user/list")["results"], 2, "nobody was added")
		})
	}
	t.Run("all at once", func(t *testing.T) {
		t.Parallel()
		d := newInstance(t)
		got := ask(t, d, call{method: "POST", path: rest + "/admin/user", body: `{"userName":"","fullName":"","email":""}`})
		require.Len(t, decode(t, got)["data"].(map[string]any)["errors"], 4)
	})
}

func TestSeats(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	d.SetLicensedUsers(3)
	create := func(name string) response {
		return ask(t, d, call{method: "POST", path: rest + "/admin/user", body: creation("userName", `"`+name+`"`)})
	}
	require.Equal(t, 201, create("a").status)
	got := create("b")
	require.Equal(t, 402, got.status)
	require.Equal(t, "Payment Required", decode(t, got)["reason"])
	require.False(t, d.HasUser("b"))
	require.Equal(t, 409, create("a").status, "before the seats")
	require.Equal(t, 204, ask(t, d, call{method: "PUT", path: rest + "/admin/user/a/disable"}).status)
	require.Equal(t, 201, create("b").status, "which frees one")
	d.SetLicensedUsers(0)
	require.Equal(t, 201, create("c").status)
}

func TestUpdateUser(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	update := func(as, user, body string) response {
		return ask(t, d, call{method: "PUT", path: rest + "/admin/user/" + user, body: body, as: as})
	}
	require.Equal(t, 204, update("", "jane", `{"fullName":"New","email":"new@example.com"}`).status)
	require.Equal(t, "New", d.FullName("jane"))
	require.Equal(t, "new@example.com", d.Email("jane"))
	require.Equal(t, 400, update("", "jane", `{"fullName":"<"}`).status)
	require.Equal(t, 403, update("jane", "jane", `{}`).status, "not even of oneself")
	got := update("", "nobody", `{}`)
	require.Equal(t, 404, got.status)
	require.Contains(t, got.body, "No user found with key : nobody")
	require.Equal(t, 204, update("", "jane", ``).status)
}

func TestDisableAndEnable(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	put := func(as, user, what string) int {
		return ask(t, d, call{method: "PUT", path: rest + "/admin/user/" + user + "/" + what, as: as}).status
	}
	for range 2 {
		require.Equal(t, 204, put("", "jane", "disable"))
	}
	require.True(t, d.IsDisabled("jane"))
	require.True(t, d.HasUser("jane"))
	require.Equal(t, 401, ask(t, d, call{path: current, as: "jane"}).status)
	require.Equal(t, 401, ask(t, d, call{path: current, header: password("jane", "secret")}).status)
	for range 2 {
		require.Equal(t, 204, put("", "jane", "enable"))
	}
	require.False(t, d.IsDisabled("jane"))
	require.Equal(t, 200, ask(t, d, call{path: current, as: "jane"}).status)
	for _, what := range []string{"disable", "enable"} {
		require.Equal(t, 403, put("jane", "jane", what))
		require.Equal(t, 404, put("", "nobody", what))
	}
	require.False(t, d.IsDisabled("nobody"))
}

func TestPasswordOfOthers(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	d.AddUser(datacentertest.User{Username: "boss", Admin: true})
	set := func(as, user, body string) response {
		return ask(t, d, call{method: "POST", path: rest + "/admin/user/" + user + "/password", body: body, as: as})
	}
	require.Equal(t, 204, set("", "jane", `{"password":"new"}`).status)
	require.True(t, d.CheckPassword("jane", "new"))
	for _, as := range []string{"jane", "boss"} {
		got := set(as, "jane", `{"password":"x"}`)
		require.Equal(t, 403, got.status)
		require.Contains(t, got.body, "not a system administrator")
	}
	require.Equal(t, 404, set("", "nobody", `{"password":"x"}`).status)
	for _, body := range []string{`{"password":" "}`, `{}`, ``} {
		require.Equal(t, 400, set("", "jane", body).status)
	}
	require.True(t, d.CheckPassword("jane", "new"))
}

func TestFaultsReachTheClient(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	d.SetLicensedUsers(1)
	client := d.Client()
	_, err := client.Groups.Create(t.Context(), "confluence-administrators")
	require.ErrorIs(t, err, confluence.ErrConflict)
	require.ErrorContains(t, err, "Group already exists with name : confluence-administrators")
	require.ErrorIs(t, client.Groups.Delete(t.Context(), "confluence-administrators"), confluence.ErrBadRequest)
	require.ErrorIs(t, client.Admin.DisableUser(t.Context(), "nobody"), confluence.ErrNotFound)
	_, err = client.API().GetUserWithResponse(t.Context(), nil)
	require.ErrorIs(t, err, confluence.ErrNotFound)
	err = d.ClientAs("jane").Admin.DisableUser(t.Context(), "jane")
	require.ErrorIs(t, err, confluence.ErrForbidden)
	d.SetVersion("9.2")
	require.ErrorIs(t, client.Users.UpdateSettings(t.Context(), "jane", "en_GB"), confluence.ErrNoRoute)
}
