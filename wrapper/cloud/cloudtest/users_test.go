package cloudtest_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

const ada = "557058:0867a421-a9ee-4659-801a-bc0ee4a4487e"

// people adds an ordinary user, one who hides the address, and a guest.
func people(site *cloudtest.Server) {
	site.AddUser(cloudtest.User{AccountID: ada, Name: "Ada Example", Email: "ada@example.com"})
	site.AddUser(cloudtest.User{AccountID: "grace", Name: "Grace Sample", Email: "grace@example.com", HideEmail: true})
	site.AddUser(cloudtest.User{AccountID: "guest", Name: "Guest Adams", Guest: true, AccountType: "customer"})
}

func TestGetUser(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	people(site)
	user := get(t, site, v1+"/user?accountId="+ada)
	require.Equal(t, map[string]any{
		"type": "known", "accountId": ada, "accountType": "atlassian", "email": "ada@example.com", "publicName": "Ada Example",
		"profilePicture": map[string]any{"path": "/wiki/aa-avatar/557058%3A0867a421-a9ee-4659-801a-bc0ee4a4487e", "width": 48.0, "height": 48.0, "isDefault": false},
		"displayName":    "Ada Example", "isExternalCollaborator": false, "isGuest": false, "locale": "en-GB", "accountStatus": "active",
		"_expandable": map[string]any{"operations": "", "personalSpace": ""},
		"_links":      map[string]any{"base": siteURL, "context": "/wiki", "self": siteURL + "/rest/api/user?accountId=" + ada},
	}, user)
	require.Empty(t, get(t, site, v1+"/user?accountId=grace")["email"], "hidden")
	require.Contains(t, get(t, site, v1+"/user?accountId=grace"), "email", "and yet sent")
	guest := get(t, site, v1+"/user?accountId=guest&expand=operations,personalSpace")
	require.Equal(t, true, guest["isGuest"])
	require.Equal(t, "customer", guest["accountType"])
	require.NotEmpty(t, guest["operations"])
	space := guest["personalSpace"].(map[string]any)
	require.Equal(t, "~guest", space["key"])
	require.Contains(t, space["_expandable"], "description")
	require.Equal(t, siteURL+"/rest/api/space/~guest", linkTo(space, "self"))
	require.Equal(t, map[string]any{}, guest["_expandable"])
	require.Equal(t, space["id"], get(t, site, v1+"/space/~guest")["id"])
	require.Empty(t, guest["_expandable"])
	got := send(t, site, call{path: v1 + "/user?accountId=nobody"})
	require.Equal(t, http.StatusNotFound, got.status)
	require.JSONEq(t, `{"statusCode":404,"data":{"authorized":false,"valid":true,"errors":[],"successful":false},`+
		`"message":"com.atlassian.confluence.api.service.exceptions.api.NotFoundException: No user found with account id : nobody"}`, got.body)
}

func TestCurrentAndAnonymousUser(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	people(site)
	require.Equal(t, site.AdminID(), get(t, site, v1+"/user/current")["accountId"])
	me := decode(t, send(t, site, call{path: v1 + "/user/current?expand=operations", as: "grace"}))
	require.Equal(t, "grace@example.com", me["email"], "one's own is not hidden")
	require.Contains(t, me["operations"], map[string]any{"operation": "view_analytics", "targetType": "application"})
	require.Equal(t, map[string]any{"personalSpace": ""}, me["_expandable"])
	nobody := get(t, site, v1+"/user/anonymous")
	require.Equal(t, "anonymous", nobody["type"])
	require.NotContains(t, nobody, "accountId")
	require.NotContains(t, nobody, "accountType")
}

func TestBulkLookups(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	people(site)
	old := get(t, site, v1+"/user/bulk?accountId=grace&accountId=nobody&accountId="+ada)
	require.Equal(t, []any{"grace", ada}, column(old, "accountId"))
	require.InDelta(t, 200, old["limit"], 0)
	require.Equal(t, []any{"", "ada@example.com"}, column(old, "email"))

	post := func(body string) map[string]any {
		got := send(t, site, call{method: "POST", path: v2 + "/users-bulk", body: body})
		require.Equal(t, http.StatusOK, got.status)
		return decode(t, got)
	}
	found := post(`{"accountIds":["guest","nobody","` + ada + `","guest"]}`)
	require.Equal(t, []any{"guest", ada, "guest"}, column(found, "accountId"), "unknown ones left out, repeated ones repeated")
	require.Equal(t, []any{true, false, true}, column(found, "isExternalCollaborator"))
	require.Equal(t, siteURL, linkTo(found, "base"))
	require.Equal(t, []any{}, post(`{"accountIds":["nobody"]}`)["results"])
}

func TestEmails(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	people(site)
	one, several := v1+"/user/email?accountId=grace", v1+"/user/email/bulk?accountId=grace,nobody,"+ada
	require.Equal(t, "grace@example.com", get(t, site, one)["email"], "hidden or not")
	require.Equal(t, 404, send(t, site, call{path: v1 + "/user/email?accountId=nobody"}).status)
	require.JSONEq(t, `[{"accountId":"grace","email":"grace@example.com"},{"accountId":"`+ada+`","email":"ada@example.com"}]`,
		send(t, site, call{path: several}).body)
	require.JSONEq(t, `[]`, send(t, site, call{path: v1 + "/user/email/bulk?accountId=nobody"}).body)
	site.RefuseEmailLookup(true)
	require.Equal(t, 501, send(t, site, call{path: one}).status)
	require.Equal(t, 501, send(t, site, call{path: several}).status)
	site.RefuseEmailLookup(false)
	require.Equal(t, 200, send(t, site, call{path: one}).status)
}

func TestAccess(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	people(site)
	const emails = `{"emails":["ADA@example.com","new@example.com","not-an-address","Name <n@example.com>","new@example.com"]}`
	check := call{method: "POST", path: v2 + "/user/access/check-access-by-email", body: emails}
	got := send(t, site, check)
	require.Equal(t, 200, got.status)
	require.JSONEq(t, `{"emailsWithoutAccess":["new@example.com","new@example.com"],"invalidEmails":["not-an-address","Name <n@example.com>"]}`, got.body)
	invite := call{method: "POST", path: v2 + "/user/access/invite-by-email", body: emails}
	got = send(t, site, invite)
	require.Equal(t, 200, got.status)
	require.Empty(t, got.body)
	require.Equal(t, []string{"new@example.com"}, site.Invited())
	for _, c := range []call{check, invite} {
		c.as = ada // no administrator is needed
		require.Equal(t, 200, send(t, site, c).status)
		c.as = "nobody"
		got := send(t, site, c)
		require.Equal(t, 404, got.status)
		require.Contains(t, got.body, `"title":"Not Found"`)
	}
}

func TestMemberOf(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	people(site)
	for _, name := range []string{"c", "a", "b", "d"} {
		site.AddGroup(name, ada)
	}
	site.AddGroup("other", "grace")
	path := v1 + "/user/memberof?accountId=" + ada
	require.Equal(t, []any{"a", "b", "c", "d"}, column(get(t, site, path), "name"))
	part := get(t, site, path+"&start=1&limit=2")
	require.Equal(t, []any{"b", "c"}, column(part, "name"))
	require.Nil(t, linkTo(part, "next"), "never")
	require.Nil(t, linkTo(get(t, site, v1+"/user/memberof?accountId=guest"), "next"), "not even when empty")
	require.Equal(t, 403, send(t, site, call{path: v1 + "/user/memberof?accountId=nobody"}).status)
}

func TestSearch(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	people(site)
	tests := map[string]struct {
		query string
		names []any
	}{
		"a part, in any case":   {`user.fullname~"aDA"`, []any{"Ada Example"}},
		"both conditions":       {`type = user AND user.fullname ~ "example"`, []any{"Ada Example"}},
		"two names":             {`user.fullname ~ 'a' and user.fullname ~ "Sample*"`, []any{"Grace Sample"}},
		"everybody but guests":  {`type=user`, []any{"Site Administrator", "Ada Example", "Grace Sample"}},
		"a word without quotes": {`user.fullname~sam`, []any{"Grace Sample"}},
		"an account":            {`user="` + ada + `"`, []any{"Ada Example"}},
		"an account, unquoted":  {`USER = ` + ada, []any{"Ada Example"}},
		"an account id":         {`user.accountid='grace'`, []any{"Grace Sample"}},
		"one of several":        {`user IN ("grace", "` + ada + `", nobody)`, []any{"Ada Example", "Grace Sample"}},
		"none of several":       {`user not in (grace, ` + ada + `)`, []any{"Site Administrator"}},
		"somebody else":         {`user != grace and user.fullname !~ site`, []any{"Ada Example"}},
		"the caller":            {`user = currentUser()`, []any{"Site Administrator"}},
		"either":                {`user = grace OR user.fullname ~ ada`, []any{"Ada Example", "Grace Sample"}},
		"and before or":         {`user = grace or user.fullname ~ ada and user = nobody`, []any{"Grace Sample"}},
		"parentheses":           {`(user = grace or user.fullname ~ ada) and not (user = grace)`, []any{"Ada Example"}},
		"twice not":             {`NOT ! user = grace`, []any{"Grace Sample"}},
		"nobody":                {`user.fullname ~ "\"quoted\" \\ "`, []any{}},
		"the word and in names": {`user.fullname ~ " and "`, []any{}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found := get(t, site, v1+"/search/user?cql="+queryEscape(test.query))
			require.Equal(t, test.names, column(found, "user", "displayName"))
			require.Equal(t, test.names, column(found, "title"))
			require.Equal(t, test.query, found["cqlQuery"])
			require.InDelta(t, len(test.names), found["totalSize"], 0)
			require.InDelta(t, 25, found["limit"], 0)
			require.Nil(t, linkTo(found, "next"))
		})
	}
	as := func(id, query string) []any {
		return column(decode(t, send(t, site, call{as: id, path: v1 + "/search/user?cql=" + queryEscape(query)})), "title")
	}
	require.Equal(t, []any{"Ada Example"}, as(ada, "user = currentUser()"), "not what another found")
	for query, says := range map[string]string{
		"type = page": "type = page", `user.fullname = "a"`: `user.fullname = \"a\"`, "type = user and": "type = user and", "(user = a": "(user = a",
		"space = DOCS": "Unsupported CQL field 'space' for this resource",
	} {
		got := send(t, site, call{path: v1 + "/search/user?cql=" + queryEscape(query)})
		require.Equal(t, http.StatusBadRequest, got.status, query)
		require.Contains(t, got.body, "BadRequestException: Could not parse cql : "+says+`"`, query)
	}
	everybody := v1 + "/search/user?cql=type=user"
	require.Len(t, column(get(t, site, everybody+"&sitePermissionTypeFilter=all"), "title"), 4)
	require.Equal(t, []any{"Guest Adams"}, column(get(t, site, everybody+"&sitePermissionTypeFilter=externalCollaborator"), "title"))
	require.Len(t, column(get(t, site, everybody+"&sitePermissionTypeFilter=none"), "title"), 3)
	part := get(t, site, everybody+"&start=1&limit=1&expand=operations")
	require.Equal(t, []any{"Ada Example"}, column(part, "title"))
	require.InDelta(t, 3, part["totalSize"], 0)
	require.NotEmpty(t, column(part, "user", "operations")[0])
}

func TestMadeUpAccounts(t *testing.T) {
	t.Parallel()
	one, other := cloudtest.Start(t), cloudtest.Start(t)
	id := one.AddUser(cloudtest.User{})
	require.Equal(t, id, other.AddUser(cloudtest.User{}), "the same in every run")
	require.NotEqual(t, id, one.AddUser(cloudtest.User{}))
	require.Regexp(t, `^712020:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`, id)
	user := get(t, one, v1+"/user?accountId="+id)
	require.Equal(t, strings.ReplaceAll(id, ":", "-")+"@example.com", user["email"])
	require.Equal(t, id, one.AddUser(cloudtest.User{AccountID: id, Name: "New"}), "replaced")
	require.Equal(t, "New", get(t, one, v1+"/user?accountId="+id)["displayName"])
}
