package datacentertest_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestContainer(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		path   string
		status int
	}{
		"the root":            {"/", 404},
		"no context path":     {"/rest/api/user/current", 404},
		"another one":         {"/confluencex/rest/api/user/current", 404},
		"an encoded slash":    {"/confluence/rest/api/group/a%2Fb", 400},
		"in small":            {"/confluence/rest/api/group/a%2fb/member", 400},
		"an encoded backlash": {"/confluence/rest/api/group/a%5cb", 400},
		"outside, too":        {"/other/a%2Fb", 400},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newInstance(t)
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://localhost"+test.path, http.NoBody)
			require.NoError(t, err)
			resp, err := d.HTTPClient().Do(r)
			require.NoError(t, err)
			got := readAll(t, resp)
			require.Equal(t, test.status, got.status)
			require.Equal(t, "text/html;charset=UTF-8", got.header.Get("Content-Type"))
			require.Contains(t, got.body, "HTTP Status")
			require.Equal(t, test.status, d.Exchanges()[0].Status)
		})
	}
	t.Run("a slash in the query is fine", func(t *testing.T) {
		t.Parallel()
		d := newInstance(t)
		d.AddGroup("a/b")
		require.Equal(t, "a/b", read(t, d, "/group/info?groupName=a%2Fb")["name"])
	})
}

func TestUnknownAddressesAndMethods(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		call   call
		status int
		kind   string
		says   string
		allow  string
	}{
		"JSON for those who ask": {
			call: call{path: rest + "/nope"}, status: 404, kind: "application/json",
			says: `{"message":"null for uri: ` + instanceURL + `/rest/api/nope (the test server does not serve GET /rest/api/nope)","status-code":404}`,
		},
		"XML for others": {
			call: call{path: rest + "/a&b", header: map[string]string{"Accept": "*/*"}}, status: 404, kind: "application/xml",
			says: `<message>null for uri: ` + instanceURL + `/rest/api/a&amp;b (the test server does not serve GET /rest/api/a&amp;b)</message>`,
		},
		"no label watches":          {call: call{path: rest + "/user/watch/label/x"}, status: 404, kind: "application/json", says: "null for uri"},
		"no wiki":                   {call: call{path: "/wiki/rest/api/user/current"}, status: 404, kind: "text/html;charset=UTF-8", says: "<html"},
		"an empty segment":          {call: call{path: rest + "/user/watch/space/"}, status: 404, kind: "application/json", says: "null for uri"},
		"dots are not resolved":     {call: call{path: rest + "/user/watch/../current"}, status: 404, kind: "application/json", says: "null for uri"},
		"the status link of a task": {call: call{path: rest + "/longtask/1/status"}, status: 404, kind: "application/json", says: "null for uri"},
		"even without credential":   {call: call{path: rest + "/nope", bare: true}, status: 404, kind: "application/xml", says: "null for uri"},
		"another method": {
			call: call{method: "POST", path: rest + "/user/jane/group/team"}, status: 405, kind: "application/json",
			says: `"status-code":405`, allow: "PUT,DELETE",
		},
		"an odd method": {
			call: call{method: "PATCH", path: rest + "/user/current"}, status: 405, kind: "application/json",
			says: `"status-code":405`, allow: "GET,PUT",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newInstance(t)
			got := ask(t, d, test.call)
			require.Equal(t, test.status, got.status)
			require.Equal(t, test.kind, got.header.Get("Content-Type"))
			require.Contains(t, got.body, test.says)
			require.Equal(t, test.allow, got.header.Get("Allow"))
			violations := d.TakeViolations()
			require.Len(t, violations, 1)
			require.Contains(t, violations[0].Message, "is no operation of the contract")
			require.Empty(t, d.Exchanges()[0].Operation)
		})
	}
}

func TestXSRF(t *testing.T) {
	t.Parallel()
	const browser = "Mozilla/5.0 (X11; Linux x86_64)"
	tests := map[string]struct {
		method     string
		header     map[string]string
		status     int
		violations int
	}{
		"as a good client":          {"POST", nil, 200, 0},
		"no type, with the header":  {"POST", map[string]string{"Content-Type": ""}, 200, 0},
		"no type, no header":        {"POST", map[string]string{"Content-Type": "", "X-Atlassian-Token": ""}, 403, 1},
		"a form":                    {"POST", map[string]string{"Content-Type": "application/x-www-form-urlencoded", "X-Atlassian-Token": ""}, 403, 1},
		"a form of parts":           {"POST", map[string]string{"Content-Type": "Multipart/Form-Data; boundary=x", "X-Atlassian-Token": ""}, 403, 1},
		"text":                      {"POST", map[string]string{"Content-Type": "text/plain; charset=utf-8", "X-Atlassian-Token": "yes"}, 403, 1},
		"text, with the header":     {"POST", map[string]string{"Content-Type": "text/plain"}, 200, 0},
		"an old spelling":           {"POST", map[string]string{"Content-Type": "", "X-Atlassian-Token": "NoCheck"}, 200, 1},
		"JSON needs no header":      {"POST", map[string]string{"X-Atlassian-Token": ""}, 200, 1},
		"PUT passes":                {"PUT", map[string]string{"Content-Type": "", "X-Atlassian-Token": ""}, 204, 1},
		"DELETE passes":             {"DELETE", map[string]string{"Content-Type": "", "X-Atlassian-Token": ""}, 204, 1},
		"a browser":                 {"POST", map[string]string{"User-Agent": browser}, 403, 1},
		"a browser, here":           {"POST", map[string]string{"User-Agent": browser, "Origin": "http://localhost"}, 200, 0},
		"a browser, from here":      {"POST", map[string]string{"User-Agent": browser, "Referer": "http://localhost/confluence/x"}, 200, 0},
		"a browser, elsewhere":      {"POST", map[string]string{"User-Agent": browser, "Origin": "http://evil.example"}, 403, 1},
		"a browser may PUT":         {"PUT", map[string]string{"User-Agent": browser}, 204, 0},
		"a browser may look":        {"GET", map[string]string{"User-Agent": browser}, 200, 0},
		"before the credential":     {"POST", map[string]string{"User-Agent": browser, "Authorization": "Bearer wrong"}, 403, 1},
		"no type before credential": {"POST", map[string]string{"Content-Type": "", "X-Atlassian-Token": "", "Authorization": ""}, 403, 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newInstance(t)
			d.AddSpace("DEMO", "Demo")
			d.AddGroup("team")
			path := rest + "/user/watch/space/DEMO"
			if test.method == "PUT" {
				path = rest + "/user/jane/group/team"
			}
			got := ask(t, d, call{method: test.method, path: path, header: test.header})
			require.Equal(t, test.status, got.status, got.body)
			violations := d.TakeViolations()
			require.Len(t, violations, test.violations, violations)
			if test.status == http.StatusForbidden {
				require.Equal(t, "XSRF check failed", got.body)
				require.True(t, strings.HasPrefix(got.header.Get("Content-Type"), "text/plain"))
				require.Empty(t, got.header.Get("X-Ausername"), "nobody has logged in yet")
			}
		})
	}
}

func TestRequestsThatAreNotInTheContract(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		call call
		says string
	}{
		"repeated parameter": {call{path: rest + "/user?key=a&key=b"}, `query parameter \"key\" is repeated`},
		"start no number":    {call{path: rest + "/group?start=abc"}, `\"start\"`},
		"start negative":     {call{path: rest + "/group?start=-1"}, `\"start\"`},
		"limit too large":    {call{path: rest + "/longtask?limit=2147483648"}, `\"limit\"`},
		"no body":            {call{method: "POST", path: rest + "/admin/group"}, ""},
		"no JSON":            {call{method: "POST", path: rest + "/admin/group", body: "name=x"}, ""},
		"no name":            {call{method: "POST", path: rest + "/admin/group", body: "{}"}, ""},
		"a number":           {call{method: "PUT", path: rest + "/user/current", body: `{"email":1}`}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newInstance(t)
			got := ask(t, d, test.call)
			require.Equal(t, http.StatusBadRequest, got.status, got.body)
			require.Contains(t, got.body, test.says)
			require.Equal(t, "Bad Request", decode(t, got)["reason"])
			violations := d.TakeViolations()
			require.Len(t, violations, 1)
			require.True(t, strings.HasPrefix(violations[0].Message, "request of "+d.Exchanges()[0].Operation+" ("), violations[0].Message)
		})
	}
}

func TestPages(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	for _, name := range []string{"d", "b", "a", "c"} {
		d.AddGroup(name)
	}
	names := func(list map[string]any) []any { return column(list, "name") }
	all := read(t, d, "/group")
	require.Equal(t, []any{"a", "b", "c", "confluence-administrators", "d"}, names(all), "by name")
	require.InDelta(t, 200, all["limit"], 0)
	require.Equal(t, map[string]any{
		"base": instanceURL, "context": "/confluence", "self": instanceURL + "/rest/api/group",
	}, all["_links"])
	require.NotContains(t, all, "totalCount")

	first := read(t, d, "/group?limit=2")
	require.Equal(t, []any{"a", "b"}, names(first))
	require.Equal(t, "/rest/api/group?limit=2&start=2", linkTo(first, "next"), "relative to the base")
	require.Nil(t, linkTo(first, "prev"))
	last := read(t, d, "/group?start=4&limit=2")
	require.Equal(t, []any{"d"}, names(last))
	require.Nil(t, linkTo(last, "next"))
	require.Equal(t, "/rest/api/group?limit=2&start=2", linkTo(last, "prev"))
	require.Empty(t, names(read(t, d, "/group?start=9")))
	empty := read(t, d, "/group?limit=0")
	require.Empty(t, names(empty))
	require.Equal(t, "/rest/api/group?limit=0&start=0", linkTo(empty, "next"), "the page after it is itself")
	require.Equal(t, "/rest/api/longtask?limit=0&start=0", linkTo(read(t, d, "/longtask?limit=0"), "next"), "where nothing is, too")

	d.CapPages(2)
	capped := read(t, d, "/group?limit=3")
	require.Equal(t, []any{"a", "b"}, names(capped))
	require.InDelta(t, 3, capped["limit"], 0, "as asked")
	require.InDelta(t, 2, capped["size"], 0)
	require.Equal(t, "/rest/api/group?limit=3&start=3", linkTo(capped, "next"), "skips a row")
	d.CapPages(0)
	require.Len(t, names(read(t, d, "/group")), 5)
}

func TestOnASocket(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	require.True(t, strings.HasSuffix(d.URL(), "/confluence"))
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, d.URL()+rest+"/user/current", http.NoBody)
	require.NoError(t, err)
	r.SetBasicAuth("jane", "secret")
	got, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	require.Equal(t, "jane", decode(t, readAll(t, got))["username"])
}

func TestClients(t *testing.T) {
	t.Parallel()
	d := newInstance(t)
	me, err := d.Client().Users.Current(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, d.AdminName(), me.Username)
	me, err = d.ClientAs("jane").Users.Current(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, "Jane Example", me.DisplayName)
	_, err = d.ClientAs("nobody").Users.Current(t.Context(), nil)
	require.Error(t, err)
	require.Equal(t, "Bearer …", d.Exchanges()[0].Header.Get("Authorization"))
}
