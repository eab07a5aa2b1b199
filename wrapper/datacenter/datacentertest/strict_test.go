package datacentertest_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestWhatTheProductIgnores is answered, told, and refused by a strict instance.
func TestWhatTheProductIgnores(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		call   call
		status int
		says   string
	}{
		"a parameter":   {call{path: rest + "/group?accessType=user"}, 200, `query parameter "accessType" is not in the contract`},
		"an account id": {call{path: rest + "/user?accountId=x&username=jane"}, 200, `query parameter "accountId" is not in the contract`},
		"a body":        {call{method: "PUT", path: rest + "/admin/user/jane/disable", body: "{}"}, 204, "a body is not in the contract"},
		"a member":      {call{method: "POST", path: rest + "/admin/group", body: `{"name":"x","more":1}`}, 200, ".more of the body is not in the contract"},
		"a key twice":   {call{method: "POST", path: rest + "/admin/group", body: `{"name":"x","name":"y"}`}, 200, `key "name" is there twice`},
		"no header": {
			call{method: "PUT", path: rest + "/admin/user/jane/disable", header: map[string]string{"X-Atlassian-Token": ""}}, 204, `"X-Atlassian-Token" in header`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newInstance(t)
			for _, strict := range []bool{true, false} {
				d.ForgetExchanges()
				d.Strict(strict)
				got := ask(t, d, test.call)
				want := test.status
				if strict {
					want = http.StatusBadRequest
				}
				require.Equal(t, want, got.status, got.body)
				violations := d.TakeViolations()
				require.Len(t, violations, 1)
				require.Contains(t, violations[0].Message, test.says)
				require.Equal(t, violations, d.Exchanges()[0].Violations, "it is in the record, too")
			}
		})
	}
}

// TestWhatCannotBeRead is refused by every instance, and told.
func TestWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	group := func(body string) call { return call{method: "POST", path: rest + "/admin/group", body: body} }
	tests := map[string]struct {
		call   call
		status int
		says   string
	}{
		"text after the JSON": {group(`{"name":"x"} and more`), 400, "text after the JSON"},
		"no UTF-8":            {group("{\"name\":\"\xff\"}"), 400, "no UTF-8"},
		"no UTF-8, query":     {call{path: rest + "/user?username=%ff"}, 400, "no UTF-8"},
		"NUL":                 {group(`{"name":"a\u0000b"}`), 400, "NUL"},
		"NUL, path":           {call{path: rest + "/group/a%00"}, 400, "NUL"},
		"a semicolon":         {call{path: rest + "/group?limit=1;start=2"}, 400, `"limit"`},
		"no escape":           {call{path: rest + "/group?limit=%zz"}, 400, "invalid URL escape"},
		"form data": {
			call{method: "POST", path: rest + "/admin/group", body: "name=x", header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}},
			415, "Content-Type",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newInstance(t)
			got := ask(t, d, test.call)
			require.Equal(t, test.status, got.status, got.body)
			require.Equal(t, http.StatusText(test.status), decode(t, got)["reason"])
			violations := d.TakeViolations()
			require.NotEmpty(t, violations)
			require.Contains(t, violations[0].Message, test.says)
		})
	}
}

func TestNamesThatAreNone(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	create := func(userName, fullName string) int {
		return ask(t, d, call{
			method: "POST", path: rest + "/admin/user",
			body: `{"userName":"` + userName + `","fullName":"` + fullName + `","email":"a@example.com","password":"x"}`,
		}).status
	}
	long := strings.Repeat("é", 255)
	require.Equal(t, 400, create("a/b", "A B"), "it could never be deleted")
	require.Equal(t, 201, create(long, long))
	require.Equal(t, 400, create(long+"a", "A B"))
	require.Equal(t, 400, create("ab", long+"a"))
	group := func(name string) int {
		return ask(t, d, call{method: "POST", path: rest + "/admin/group", body: `{"name":"` + name + `"}`}).status
	}
	require.Equal(t, 200, group(long))
	require.Equal(t, 400, group(long+"a"))
}

func TestBodiesHaveALimit(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	large := strings.Repeat("x", 5<<20)
	for name, test := range map[string]struct {
		call   call
		status int
	}{
		"one byte more": {call{method: "POST", path: rest + "/admin/group", body: large + "x"}, 413},
		"the limit":     {call{method: "POST", path: rest + "/admin/group", body: large}, 400},
	} {
		require.Equal(t, test.status, ask(t, d, test.call).status, name)
		d.TakeViolations()
	}
}
