package cloudtest_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

func TestProperties(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	people(site)
	path := v1 + "/user/" + ada + "/property/state"
	write := func(method, body string) response {
		return send(t, site, call{method: method, path: path, body: body, as: ada})
	}
	require.Equal(t, 404, send(t, site, call{path: path}).status)
	require.Equal(t, 404, write("PUT", `{"value":{}}`).status)
	require.Equal(t, 404, write("DELETE", "").status)

	got := write("POST", `{"value":{"done":true,"n":12345678901234567890}}`)
	require.Equal(t, 201, got.status)
	require.Empty(t, got.body)
	require.Equal(t, 409, write("POST", `{"value":{}}`).status)
	got = send(t, site, call{path: path, as: "grace"})
	require.Equal(t, 200, got.status, "everybody may read")
	require.Contains(t, got.body, `"value":{"done":true,"n":12345678901234567890}`, "letter for letter")
	made := decode(t, got)
	require.Equal(t, "state", made["key"])
	require.Regexp(t, `^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$`, made["createdDate"])
	require.Equal(t, made["createdDate"], made["lastModifiedDate"])

	require.Equal(t, 204, write("PUT", `{"value":{"done":false}}`).status)
	require.Equal(t, made["id"], get(t, site, path)["id"], "the same property")
	value, found := site.Property(ada, "state")
	require.True(t, found)
	require.JSONEq(t, `{"done":false}`, string(value))
	require.Equal(t, 204, write("DELETE", "").status)
	require.Equal(t, 404, send(t, site, call{path: path}).status)
	_, found = site.Property(ada, "state")
	require.False(t, found)
	_, found = site.Property("nobody", "state")
	require.False(t, found)
}

func TestPropertiesOfOthers(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	people(site)
	admin := site.AddUser(cloudtest.User{Admin: true})
	require.NoError(t, site.SetProperty(ada, "there", map[string]any{}))
	for method, path := range map[string]string{"POST": "/property/new", "PUT": "/property/there", "DELETE": "/property/there"} {
		c := call{method: method, path: v1 + "/user/" + ada + path, as: "grace"}
		if method != "DELETE" {
			c.body = `{"value":{}}`
		}
		require.Equal(t, 403, send(t, site, c).status, method)
		c.as = admin
		c.path = v1 + "/user/nobody" + path
		require.Equal(t, 404, send(t, site, c).status, method)
	}
	require.Equal(t, 404, send(t, site, call{path: v1 + "/user/nobody/property"}).status)
	require.Equal(t, 404, send(t, site, call{path: v1 + "/user/nobody/property/x"}).status)
	got := send(t, site, call{method: "PUT", path: v1 + "/user/" + ada + "/property/there", body: `{"value":{"by":"admin"}}`, as: admin})
	require.Equal(t, 204, got.status)
}

func TestPropertyPages(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	for i := range 30 {
		require.NoError(t, site.SetProperty(site.AdminID(), "key-"+strconv.Itoa(i), map[string]int{"i": i}))
	}
	path := v1 + "/user/" + site.AdminID() + "/property"
	list := get(t, site, path)
	require.Equal(t, []any{"key-0", "key-1", "key-2", "key-3", "key-4"}, column(list, "key"))
	require.InDelta(t, 5, list["limit"], 0)
	require.Nil(t, linkTo(list, "self"))
	require.Len(t, get(t, site, path+"?limit=25")["results"], 25)
	list = get(t, site, path+"?limit=200")
	require.Len(t, list["results"], 25, "cut down")
	require.InDelta(t, 25, list["limit"], 0)
	violations := site.TakeViolations()
	require.Len(t, violations, 1, "though the contract does not allow it")
}

func TestSetPropertyRefuses(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	require.Error(t, site.SetProperty("nobody", "k", map[string]any{}))
	for _, value := range []any{1, "text", []int{}, nil, make(chan int)} {
		require.Error(t, site.SetProperty(site.AdminID(), "k", value))
	}
	require.NoError(t, site.SetProperty(site.AdminID(), "k", struct{ A int }{1}))
	value, _ := site.Property(site.AdminID(), "k")
	require.JSONEq(t, `{"A":1}`, string(value))
}
