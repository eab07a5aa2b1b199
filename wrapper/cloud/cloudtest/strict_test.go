package cloudtest_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

// TestWhatTheServiceIgnores is answered, told, and refused by a strict site.
func TestWhatTheServiceIgnores(t *testing.T) {
	t.Parallel()
	property := v1 + "/user/ada/property/k"
	tests := map[string]struct {
		call   call
		status int
		says   string
	}{
		"a parameter":         {call{path: v1 + "/group?nonsense=1"}, 200, `query parameter "nonsense" is not in the contract`},
		"a semicolon's":       {call{path: v1 + "/group?a;b=1"}, 200, `query parameter "a;b" is not in the contract`},
		"not joined":          {call{path: v1 + "/user?accountId=ada&expand=operations&expand=personalSpace"}, 200, `query parameter "expand" is repeated, not joined by commas`},
		"ids not joined":      {call{path: v1 + "/user/email/bulk?accountId=ada&accountId=x"}, 200, `query parameter "accountId" is repeated, not joined by commas`},
		"an empty value":      {call{method: "DELETE", path: v1 + "/group/by-id?id="}, 404, `query parameter "id" is required, and empty`},
		"a body":              {call{path: v1 + "/group", body: "{}"}, 200, "a body is not in the contract"},
		"a member":            {call{method: "POST", path: v1 + "/group", body: `{"name":"x","more":1}`}, 201, ".more of the body is not in the contract"},
		"a property's member": {call{method: "POST", path: property, body: `{"value":{"a":1},"more":1}`}, 201, ".more of the body is not in the contract"},
		"a key twice":         {call{method: "POST", path: v1 + "/group", body: `{"name":"x","name":"y"}`}, 201, `key "name" is there twice`},
		"a key twice, inside": {call{method: "POST", path: property, body: `{"value":{"a":1,"a":2}}`}, 201, `key "a" is there twice`},
		"half a character":    {call{method: "POST", path: v1 + "/group", body: `{"name":"\ud800"}`}, 201, "half of a character"},
		"the old header": {
			call{method: "DELETE", path: property, header: map[string]string{"X-Atlassian-Token": "nocheck"}}, 404, `"X-Atlassian-Token" in header`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := cloudtest.Start(t)
			site.AddUser(cloudtest.User{AccountID: "ada"})
			for _, strict := range []bool{true, false} {
				site.ForgetExchanges()
				site.Strict(strict)
				got := send(t, site, test.call)
				want := test.status
				if strict {
					want = http.StatusBadRequest
				}
				require.Equal(t, want, got.status, got.body)
				violations := site.TakeViolations()
				require.Len(t, violations, 1)
				require.Contains(t, violations[0].Message, test.says)
				require.Equal(t, violations, site.Exchanges()[0].Violations, "it is in the record, too")
			}
		})
	}
}

// TestWhatCannotBeRead is refused by every site, and told.
func TestWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	group := func(body string) call { return call{method: "POST", path: v1 + "/group", body: body} }
	property := func(body string) call {
		return call{method: "POST", path: v1 + "/user/ada/property/k", body: body}
	}
	tests := map[string]struct {
		call   call
		status int
		says   string
	}{
		"text after the JSON":  {group(`{"name":"x"} and more`), 400, "text after the JSON"},
		"two values":           {group(`{"name":"x"}{"name":"y"}`), 400, "text after the JSON"},
		"no UTF-8":             {group("{\"name\":\"\xff\"}"), 400, "no UTF-8"},
		"no UTF-8, query":      {call{path: v1 + "/group/picker?query=%ff"}, 400, "no UTF-8"},
		"no UTF-8, path":       {call{path: v1 + "/user/%ff/property"}, 400, "no UTF-8"},
		"NUL":                  {group(`{"name":"a\u0000b"}`), 400, "NUL"},
		"NUL in a list":        {call{method: "POST", path: v2 + "/users-bulk", body: `{"accountIds":["\u0000"]}`}, 400, "NUL"},
		"NUL, query":           {call{path: v1 + "/user?accountId=a%00"}, 400, "NUL"},
		"NUL, path":            {call{path: v1 + "/user/a%00/property"}, 400, "NUL"},
		"a number too large":   {property(`{"value":{"a":1e400}}`), 400, "out of range"},
		"nested too deep":      {property(`{"value":{"a":` + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + `}}`), 400, "too deep"},
		"a semicolon":          {call{path: v1 + "/group?limit=1;start=2"}, 400, `"limit"`},
		"no escape":            {call{path: v1 + "/group?limit=%zz"}, 400, "invalid URL escape"},
		"form data":            {call{method: "POST", path: v1 + "/group", body: "name=x", header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}}, 415, "Content-Type"},
		"plain text, v2":       {call{method: "POST", path: v2 + "/users-bulk", body: `{"accountIds":["x"]}`, header: map[string]string{"Content-Type": "text/plain"}}, 415, "Content-Type"},
		"no type":              {call{method: "POST", path: v1 + "/group", body: `{"name":"x"}`, header: map[string]string{"Content-Type": ""}}, 415, "Content-Type"},
		"a malformed type":     {call{method: "POST", path: v1 + "/group", body: `{"name":"x"}`, header: map[string]string{"Content-Type": "json"}}, 415, "Content-Type"},
		"JSON in another case": {call{method: "POST", path: v1 + "/group", body: `{"name":"x"}`, header: map[string]string{"Content-Type": "Application/JSON; charset=utf-8"}}, 201, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := cloudtest.Start(t)
			site.AddUser(cloudtest.User{AccountID: "ada"})
			got := send(t, site, test.call)
			require.Equal(t, test.status, got.status, got.body)
			violations := site.TakeViolations()
			if test.says == "" {
				require.Empty(t, violations)
				return
			}
			require.NotEmpty(t, violations)
			require.Contains(t, violations[0].Message, test.says)
		})
	}
}

// What was stored as it came is read as it came.
func TestOddValuesAreReadAgain(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	site.AddUser(cloudtest.User{AccountID: "ada"})
	for _, value := range []string{
		`{"a":"\u0000"}`, `{"a":1e308}`, `{"a":-0}`, `{"a":1e-400}`, `{"a":123456789012345678901234567890}`, `{"":{}}`,
		`{"a":` + strings.Repeat("[", 900) + strings.Repeat("]", 900) + `}`, `{"a":"\ud83d\ude00 \u2028 <>&"}`,
	} {
		path := v1 + "/user/ada/property/k"
		require.Equal(t, 201, send(t, site, call{method: "POST", path: path, body: `{"value":` + value + `}`}).status, value)
		got := send(t, site, call{path: path})
		require.Equal(t, 200, got.status, got.body)
		require.JSONEq(t, value, string(mustMarshal(t, decode(t, got)["value"])))
		require.Equal(t, 204, send(t, site, call{method: "DELETE", path: path}).status)
	}
	require.ErrorContains(t, site.SetProperty("ada", "k", json.RawMessage(`{"a":1e400}`)), "out of range")
}

func mustMarshal(t *testing.T, value any) []byte {
	t.Helper()
	raw, err := json.Marshal(value)
	require.NoError(t, err)
	return raw
}

func TestNamesHaveALength(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	create := func(name string) int {
		return send(t, site, call{method: "POST", path: v1 + "/group", body: `{"name":"` + name + `"}`}).status
	}
	require.Equal(t, 201, create(strings.Repeat("é", 255)))
	require.Equal(t, 400, create(strings.Repeat("é", 256)))
	site.AddUser(cloudtest.User{AccountID: "ada"})
	set := func(key string) int {
		return send(t, site, call{method: "POST", path: v1 + "/user/ada/property/" + key, body: `{"value":{}}`}).status
	}
	require.Equal(t, 201, set(strings.Repeat("k", 255)))
	require.Equal(t, 400, set(strings.Repeat("k", 256)))
	invite := func(email string) {
		got := send(t, site, call{method: "POST", path: v2 + "/user/access/invite-by-email", body: `{"emails":["` + email + `"]}`})
		require.Equal(t, 200, got.status, got.body)
	}
	domain := "@" + strings.Repeat("b.", 100) + "example"
	invite(strings.Repeat("a", 60) + domain)
	require.Empty(t, site.Invited())
	invite(strings.Repeat("a", 40) + domain)
	require.Len(t, site.Invited(), 1)
}
