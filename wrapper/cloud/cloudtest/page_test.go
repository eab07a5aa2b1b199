package cloudtest_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

func numbered(site *cloudtest.Server, n int) {
	for i := range n {
		site.AddGroup("group " + strconv.Itoa(i))
	}
}

func TestPages(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		groups, shorten    int
		query              string
		start, limit, size int
		next               any
	}{
		"all":                      {3, 0, "", 0, 200, 3, nil},
		"the first":                {3, 0, "?limit=2", 0, 2, 2, "/rest/api/group?next=true&limit=2&start=2"},
		"the last":                 {3, 0, "?limit=2&start=2", 2, 2, 1, nil},
		"as linked":                {3, 0, "?next=true&limit=2&start=2", 2, 2, 1, nil},
		"as linked, and more":      {5, 0, "?next=true&limit=2&start=2", 2, 2, 2, "/rest/api/group?next=true&limit=2&start=4"},
		"just full":                {4, 0, "?limit=2&start=2", 2, 2, 2, nil},
		"past the end":             {3, 0, "?start=9", 9, 200, 0, nil},
		"far past the end":         {3, 0, "?start=2147483647&limit=2147483647", 2147483647, 2147483647, 0, nil},
		"far, and shortened":       {5, 2, "?start=1&limit=2147483647", 1, 2147483647, 2, "/rest/api/group?next=true&limit=2147483647&start=2147483647"},
		"none, and a next":         {0, 0, "", 0, 200, 0, "/rest/api/group?next=true&limit=200&start=200"},
		"limit 0 repeats":          {3, 0, "?limit=0", 0, 0, 0, "/rest/api/group?next=true&limit=0&start=0"},
		"limit 0 repeats, later":   {3, 0, "?limit=0&start=1", 1, 0, 0, "/rest/api/group?next=true&limit=0&start=1"},
		"shortened":                {5, 2, "?limit=4", 0, 4, 2, "/rest/api/group?next=true&limit=4&start=4"},
		"shortened, further":       {5, 2, "?limit=4&start=2", 2, 4, 2, "/rest/api/group?next=true&limit=4&start=6"},
		"shortened, the last":      {5, 2, "?limit=4&start=4", 4, 4, 1, nil},
		"shortened, by default":    {5, 2, "", 0, 200, 2, "/rest/api/group?next=true&limit=200&start=200"},
		"shorter than shortened":   {5, 3, "?limit=2", 0, 2, 2, "/rest/api/group?next=true&limit=2&start=2"},
		"with another parameter":   {3, 0, "?limit=1&accessType=user", 0, 1, 1, "/rest/api/group?next=true&accessType=user&limit=1&start=1"},
		"shortened, past the rest": {5, 2, "?limit=200&start=200", 200, 200, 0, nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			site := cloudtest.Start(t)
			numbered(site, test.groups)
			site.CapPages(test.shorten)
			list := get(t, site, v1+"/group"+test.query)
			require.InDelta(t, test.start, list["start"], 0)
			require.InDelta(t, test.limit, list["limit"], 0)
			require.InDelta(t, test.size, list["size"], 0)
			require.Len(t, list["results"], test.size)
			require.Equal(t, test.next, linkTo(list, "next"))
			require.Equal(t, siteURL, linkTo(list, "base"))
			require.Equal(t, "/wiki", linkTo(list, "context"))
			require.Equal(t, siteURL+"/rest/api/group"+test.query, linkTo(list, "self"))
		})
	}
}

// Every list is shortened, and those with a next link have it.
func TestEveryListHasPages(t *testing.T) {
	t.Parallel()
	site := cloudtest.Start(t)
	people(site)
	numbered(site, 3)
	everybody := []string{site.AdminID(), ada, "grace"}
	team := site.AddGroup("group of three", everybody...)
	page := site.AddPage("DEMO", "Page", site.AdminID())
	for i, id := range everybody {
		site.AddGroup("another "+strconv.Itoa(i), ada)
		site.WatchPage(id, page)
		site.WatchSpace(id, "DEMO")
		site.AddTask(confluencetest.Task{Name: "task"})
		require.NoError(t, site.SetProperty(ada, "key-"+strconv.Itoa(i), map[string]any{}))
	}
	site.CapPages(2)
	lists := map[string]bool{ // whether there is a next link
		"/group?":                                           true,
		"/group/picker?query=group&":                        true,
		"/group/" + team + "/membersByGroupId?":             true,
		"/user/memberof?accountId=" + ada + "&":             false,
		"/user/" + ada + "/property?":                       true,
		"/content/" + page + "/notification/child-created?": true,
		"/content/" + page + "/notification/created?":       true,
		"/space/DEMO/watch?":                                true,
		"/longtask?":                                        true,
		"/search/user?cql=type=user&":                       false,
	}
	for path, linked := range lists {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			list := get(t, site, v1+path+"limit=10")
			require.Len(t, list["results"], 2)
			require.InDelta(t, 10, list["limit"], 0)
			require.Equal(t, linked, linkTo(list, "next") != nil)
			require.NotEmpty(t, get(t, site, v1+path+"limit=10&start=2")["results"])
			require.Empty(t, get(t, site, v1+path+"limit=0")["results"])
		})
	}
}
