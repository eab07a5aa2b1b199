package cloudtest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

const wrongCredential = `{"statusCode":403,"message":"com.atlassian.confluence.mvc.rest.common.exception.StacklessResponseStatusException: 403 FORBIDDEN \"Request rejected because caller cannot access Confluence\""}`

func TestElsewhereThereIsNoSite(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	for _, path := range []string{
		"/", "/rest/api/user/current", "/ex/confluence/other/wiki/rest/api/group",
		site.BasePath(), site.BasePath() + "x/wiki/rest/api/group",
	} {
		site.ForgetExchanges()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://localhost"+path, http.NoBody)
		require.NoError(t, err)
		resp, err := site.HTTPClient().Do(r)
		require.NoError(t, err)
		got := readAll(t, resp)
		require.Equal(t, http.StatusNotFound, got.status, path)
		body := decode(t, got)
		require.Len(t, body, 5, path)
		for _, key := range []string{"timestamp", "status", "error", "path", "message"} {
			require.Contains(t, body, key)
		}
		require.Equal(t, path, body["path"])
		require.Len(t, site.Exchanges(), 1)
		require.Equal(t, http.StatusNotFound, site.Exchanges()[0].Status)
	}
}

func TestUnknownAddressesAndMethods(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		call   call
		status int
		kind   string
		says   string
	}{
		"JSON for those who ask": {
			call{path: v1 + "/nope"},
			404, "application/json",
			`{"message":"null for uri: http://localhost/wiki/rest/api/nope (the test server does not serve GET /wiki/rest/api/nope)","status-code":404}`,
		},
		"XML for others": {
			call{path: v1 + "/a&b", header: map[string]string{"Accept": "*/*"}},
			404, "application/xml",
			`<status><status-code>404</status-code><message>null for uri: http://localhost/wiki/rest/api/a&amp;b (the test server does not serve GET /wiki/rest/api/a&amp;b)</message></status>`,
		},
		"HTML beside the API":     {call{path: "/wiki/rest/no%26pe"}, 404, "text/html;charset=UTF-8", "<p>the test server does not serve GET /wiki/rest/no%26pe</p>"},
		"HTML beside v2":          {call{path: v2 + "/nope"}, 404, "text/html;charset=UTF-8", "does not serve GET /wiki/api/v2/nope"},
		"an empty segment":        {call{path: v1 + "/user/watch/content/"}, 404, "application/json", "null for uri"},
		"dots are not resolved":   {call{path: v1 + "/user/watch/../current"}, 404, "application/json", "null for uri"},
		"even without credential": {call{path: v1 + "/nope", bare: true}, 404, "application/xml", "null for uri"},
		"another method": {
			call{method: "DELETE", path: v1 + "/user/current"},
			405, "application/json",
			`{"errors":[{"status":405,"code":"METHOD_NOT_ALLOWED","title":"Request method 'DELETE' is not supported","detail":null}]}`,
		},
		"another method of v2": {call{path: v2 + "/users-bulk"}, 405, "application/json", "METHOD_NOT_ALLOWED"},
		"an odd method":        {call{method: "PATCH", path: v1 + "/group"}, 405, "application/json", "METHOD_NOT_ALLOWED"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := cloudtest.Start(t)
			got := send(t, site, test.call)
			require.Equal(t, test.status, got.status)
			require.Equal(t, test.kind, got.header.Get("Content-Type"))
			require.Contains(t, got.body, test.says)
			require.NotContains(t, got.header, "Allow")
			violations := site.TakeViolations()
			require.Len(t, violations, 1)
			require.Contains(t, violations[0].Message, "is no operation of the contract")
			require.Empty(t, site.Exchanges()[0].Operation)
			require.Equal(t, test.status, site.Exchanges()[0].Status)
		})
	}
}

func TestXSRF(t *testing.T) {
	t.Parallel()
	const refused = "XSRF check failed. More information at https://confluence.atlassian.com/x/DhpJMQ"
	const browser = "Mozilla/5.0 (X11; Linux x86_64)"
	tests := map[string]struct {
		method     string
		header     map[string]string
		status     int
		violations int
	}{
		"with the header":         {"POST", nil, 204, 0},
		"without, POST":           {"POST", map[string]string{"X-Atlassian-Token": ""}, 403, 1},
		"without, DELETE":         {"DELETE", map[string]string{"X-Atlassian-Token": ""}, 403, 1},
		"another value":           {"POST", map[string]string{"X-Atlassian-Token": "yes"}, 403, 1},
		"in capitals":             {"POST", map[string]string{"X-Atlassian-Token": "No-Check"}, 204, 1},
		"the old spelling":        {"POST", map[string]string{"X-Atlassian-Token": "nocheck"}, 204, 1},
		"a browser":               {"POST", map[string]string{"User-Agent": browser}, 403, 1},
		"a browser, here":         {"POST", map[string]string{"User-Agent": browser, "Origin": "http://localhost"}, 204, 0},
		"a browser, from here":    {"POST", map[string]string{"User-Agent": browser, "Referer": "http://localhost/wiki/x"}, 204, 0},
		"a browser, elsewhere":    {"POST", map[string]string{"User-Agent": browser, "Origin": "http://evil.example"}, 403, 1},
		"a browser may delete":    {"DELETE", map[string]string{"User-Agent": browser}, 204, 0},
		"a browser may look":      {"GET", map[string]string{"User-Agent": browser}, 200, 0},
		"before the credential":   {"POST", map[string]string{"X-Atlassian-Token": "", "Authorization": ""}, 403, 1},
		"reading is always right": {"GET", map[string]string{"X-Atlassian-Token": ""}, 200, 0},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := cloudtest.Start(t)
			site.AddSpace("DEMO", "Demo")
			got := send(t, site, call{method: test.method, path: v1 + "/user/watch/space/DEMO", header: test.header})
			require.Equal(t, test.status, got.status, got.body)
			violations := site.TakeViolations()
			require.Len(t, violations, test.violations)
			if test.status == http.StatusForbidden {
				require.Equal(t, refused, got.body)
				require.True(t, strings.HasPrefix(got.header.Get("Content-Type"), "text/plain"))
			}
		})
	}
	t.Run("PUT, too", func(t *testing.T) {
		t.Parallel()
		site := cloudtest.Start(t)
		got := send(t, site, call{
			method: "PUT", path: v1 + "/user/x/property/k", body: `{"value":{}}`,
			header: map[string]string{"X-Atlassian-Token": ""},
		})
		require.Equal(t, refused, got.body)
		require.Len(t, site.TakeViolations(), 1)
	})
	t.Run("v2 needs no header", func(t *testing.T) {
		t.Parallel()
		site := cloudtest.Start(t)
		for _, token := range []string{"", "nocheck", "yes"} {
			got := send(t, site, call{
				method: "POST", path: v2 + "/users-bulk", body: `{"accountIds":["x"]}`,
				header: map[string]string{"X-Atlassian-Token": token},
			})
			require.Equal(t, http.StatusOK, got.status, got.body)
		}
		require.Empty(t, site.Violations())
	})
}

func TestAuthentication(t *testing.T) {
	t.Parallel()
	require.Len(t, wrongCredential, 190, "as long as the recorded one")
	const malformed = "HTTP Status 401"
	const hidden = `{"errors":[{"status":404,"code":"NOT_FOUND","title":"Not Found","detail":null}]}`
	const current, bulk = v1 + "/user/current", v2 + "/users-bulk"
	tests := map[string]struct {
		path, authorization string
		status              int
		says                string
	}{
		"none":                 {current, "", 403, `{"message":"Current user not permitted to use Confluence","statusCode":403}`},
		"wrong basic":          {current, "Basic YUBleGFtcGxlLmNvbTpi", 403, wrongCredential},
		"wrong bearer":         {current, "Bearer wrong", 403, wrongCredential},
		"wrong token":          {current, "Basic YWRtaW5AZXhhbXBsZS5jb206YQ==", 403, wrongCredential}, // admin@example.com:a
		"unknown scheme":       {current, "Digest x", 403, wrongCredential},
		"no base64":            {current, "Basic ???", 401, malformed},
		"no colon":             {current, "Basic YQ==", 401, malformed},
		"none, v2":             {bulk, "", 404, hidden},
		"wrong basic, v2":      {bulk, "Basic YUBleGFtcGxlLmNvbTpi", 404, hidden},
		"wrong bearer, v2":     {bulk, "Bearer wrong", 404, hidden},
		"malformed, v2":        {bulk, "Basic ???", 401, malformed},
		"right bearer":         {current, "Bearer TOKEN", 200, `"type":"known"`},
		"right bearer, v2":     {bulk, "Bearer TOKEN", 200, `"results":[`},
		"scheme in small":      {current, "bearer TOKEN", 200, `"type":"known"`},
		"before the request's": {v1 + "/group?nonsense=1", "", 403, "Current user not permitted"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := cloudtest.Start(t)
			_, token := site.Credential(site.AdminID())
			c := call{path: test.path, header: map[string]string{"Authorization": strings.Replace(test.authorization, "TOKEN", token, 1)}}
			if test.path == bulk {
				c.method, c.body = "POST", `{"accountIds":["x"]}`
			}
			got := send(t, site, c)
			require.Equal(t, test.status, got.status, got.body)
			require.Contains(t, got.body, test.says)
			switch {
			case name == "none":
				require.Equal(t, test.says, got.body)
				require.Equal(t, "no-cache, no-store, must-revalidate", got.header.Get("Cache-Control"))
				require.Contains(t, got.header.Get("Expires"), "1970")
			case test.status == http.StatusUnauthorized:
				require.Equal(t, `OAuth realm="http%3A%2F%2Flocalhost%2Fwiki"`, got.header.Get("WWW-Authenticate"))
				require.Contains(t, got.header.Get("Content-Type"), "text/html")
			default:
				require.Equal(t, "application/json", got.header.Get("Content-Type"))
			}
		})
	}
	t.Run("the credential of nobody", func(t *testing.T) {
		t.Parallel()
		got := send(t, cloudtest.Start(t), call{path: current, as: "nobody"})
		require.Equal(t, wrongCredential, got.body)
	})
}

func TestVisitors(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	visitor := func(method, path, body string) response {
		return send(t, site, call{
			method: method, path: path, body: body,
			header: map[string]string{"Authorization": ""},
		})
	}
	require.Equal(t, 403, visitor("GET", v1+"/user/current", "").status)
	site.AllowAnonymous(true)
	got := visitor("GET", v1+"/user/current", "")
	require.Equal(t, 200, got.status)
	me := decode(t, got)
	require.Equal(t, "anonymous", me["type"])
	require.Equal(t, "Anonymous", me["displayName"])
	require.NotContains(t, me, "accountId")
	require.Equal(t, 200, visitor("GET", v1+"/user/anonymous?expand=operations", "").status)
	got = visitor("GET", v1+"/user?accountId=x", "")
	require.Equal(t, 403, got.status)
	require.Contains(t, got.body, "PermissionException: User not permitted to view user profiles")
	require.Contains(t, got.body, `"data":`)
	require.Equal(t, 404, visitor("POST", v2+"/users-bulk", `{"accountIds":["x"]}`).status)
	require.Equal(t, wrongCredential, send(t, site, call{path: v1 + "/user/current", as: "nobody"}).body, "a wrong credential is no visitor's")
	site.AllowAnonymous(false)
	require.Equal(t, 403, visitor("GET", v1+"/user/current", "").status)
}

func TestRequestsThatAreNotInTheContract(t *testing.T) {
	t.Parallel()
	const badRequest = "com.atlassian.confluence.api.service.exceptions.api.BadRequestException: "
	long := `{"accountIds":["` + strings.Repeat(`x","`, 250) + `x"]}`
	tests := map[string]struct {
		call call
		says string
	}{
		"repeated parameter": {call{path: v1 + "/user?accountId=a&accountId=b"}, badRequest + `query parameter \"accountId\" is repeated`},
		"missing parameter":  {call{path: v1 + "/user"}, badRequest},
		"unknown expansion":  {call{path: v1 + "/user?accountId=a&expand=status"}, badRequest},
		"unknown enum":       {call{path: v1 + "/group?accessType=nobody"}, badRequest},
		"no boolean":         {call{path: v1 + "/group/picker?query=a&shouldReturnTotalSize=maybe"}, badRequest},
		"too many ids":       {call{path: v1 + "/user/bulk?accountId=x" + strings.Repeat("&accountId=x", 100)}, badRequest},
		"no body":            {call{method: "POST", path: v1 + "/group"}, badRequest},
		"no JSON":            {call{method: "POST", path: v1 + "/group", body: "name=x"}, badRequest},
		"no name":            {call{method: "POST", path: v1 + "/group", body: "{}"}, badRequest},
		"no object":          {call{method: "POST", path: v1 + "/user/x/property/k", body: `{"value":"text"}`}, badRequest},
		"a malformed key":    {call{path: v1 + "/user/x/property/a.b"}, badRequest},
		"empty list, v2":     {call{method: "POST", path: v2 + "/users-bulk", body: `{"accountIds":[]}`}, "INVALID_REQUEST_PARAMETER"},
		"long list, v2":      {call{method: "POST", path: v2 + "/users-bulk", body: long}, "INVALID_REQUEST_PARAMETER"},
		"no list, v2":        {call{method: "POST", path: v2 + "/users-bulk", body: `{}`}, "INVALID_REQUEST_PARAMETER"},
		"start no number":    {call{path: v1 + "/group?start=abc"}, `MethodArgumentTypeMismatchException: Failed to convert value of type 'java.lang.String' to required type 'int'; For input string: \"abc\""}`},
		"limit no number":    {call{path: v1 + "/search/user?cql=type=user&limit=1.5"}, `For input string: \"1.5\"`},
		"start too large":    {call{path: v1 + "/group?start=2147483648"}, `For input string: \"2147483648\"`},
		"start repeated":     {call{path: v1 + "/longtask?start=1&start=2"}, `For input string: \"1,2\"`},
		"start negative":     {call{path: v1 + "/group?start=-1"}, `{"statusCode":400,"message":"java.lang.IllegalArgumentException: start cannot be less than zero"}`},
		"limit negative":     {call{path: v1 + "/user/memberof?accountId=x&limit=-1"}, `{"statusCode":400,"message":"java.lang.IllegalArgumentException: limit cannot be less than zero"}`},
		"negative, though":   {call{path: v1 + "/user/x/property?limit=-1"}, "limit cannot be less than zero"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := cloudtest.Start(t)
			got := send(t, site, test.call)
			require.Equal(t, http.StatusBadRequest, got.status, got.body)
			require.Contains(t, got.body, test.says)
			require.Equal(t, "application/json", got.header.Get("Content-Type"))
			violations := site.TakeViolations()
			require.NotEmpty(t, violations)
			require.True(t, strings.HasPrefix(violations[0].Message, "request of "+site.Exchanges()[0].Operation+" ("), violations[0].Message)
		})
	}
}

func TestPathValuesArriveAsOneSegment(t *testing.T) {
	t.Parallel()
	tests := map[string]string{ // as sent, and the value it is
		"R&D%20%2F%20Ops%3Fx": "R&D / Ops?x",
		"a%2Fb%3Fc%23d":       "a/b?c#d",
		"557058:0867a421-a9ee-4659-801a-bc0ee4a4487e": "557058:0867a421-a9ee-4659-801a-bc0ee4a4487e",
		"557058%3A0867a421":                           "557058:0867a421",
		"%C3%A9":                                      "é",
		"a%252Fb":                                     "a%2Fb",
		"a;b":                                         "a;b",
		"a%3Bb":                                       "a;b",
		"a+b,c":                                       "a+b,c",
	}
	for sent, value := range tests {
		t.Run(value, func(t *testing.T) {
			t.Parallel()
			site := cloudtest.Start(t)
			site.AddPage("DEMO", "Page", "", value)
			path := v1 + "/user/watch/label/" + sent
			require.Equal(t, 204, send(t, site, call{method: "POST", path: path}).status)
			require.True(t, site.IsWatchingLabel(site.AdminID(), value))
			require.Equal(t, path, site.Exchanges()[0].Path, "as it came")
		})
	}
}

func TestTheRecord(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	send(t, site, call{method: "POST", path: v1 + "/group", body: `{"name":"Team"}`})
	send(t, site, call{path: v1 + "/group?limit=7"})
	seen := site.Exchanges()
	require.Len(t, seen, 2)
	require.Equal(t, "createGroup", seen[0].Operation)
	require.Equal(t, "POST", seen[0].Method)
	require.JSONEq(t, `{"name":"Team"}`, string(seen[0].Body))
	require.Equal(t, 201, seen[0].Status)
	require.Equal(t, "Basic …", seen[0].Header.Get("Authorization"))
	require.WithinDuration(t, time.Now(), seen[1].Time, time.Minute)
	require.Equal(t, confluencetest.Exchange{
		Number: 2, Time: seen[1].Time,
		Operation: "getGroups", Method: "GET", Path: v1 + "/group", Query: "limit=7", Header: seen[1].Header, Body: []byte{}, Status: 200,
	}, seen[1])
	site.ForgetExchanges()
	require.Empty(t, site.Exchanges())

	// What is wrong with a request stays with it.
	send(t, site, call{path: v1 + "/group?colour=red"})
	send(t, site, call{path: v1 + "/group"})
	seen = site.Exchanges()
	require.Len(t, seen[0].Violations, 1)
	require.Contains(t, seen[0].Violations[0].Message, "colour")
	require.Empty(t, seen[1].Violations)
	require.Equal(t, seen[0].Violations, site.TakeViolations())
}
