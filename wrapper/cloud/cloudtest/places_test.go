package cloudtest_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

// newPlaces starts a site with two spaces and three pages, whose ids it returns.
// What is asked for is no violation, or the test fails.
func newPlaces(t *testing.T) (site *cloudtest.Server, welcome, roadmap, other string) {
	t.Helper()
	site = cloudtest.Start(t)
	site.AddSpace("DOCS", "Documentation")
	site.AddSpace("~ada", "Ada")
	return site, site.AddPage("DOCS", "Welcome", ""), site.AddPage("DOCS", "Roadmap", ""), site.AddPage("~ada", "Welcome", "")
}

func TestSpacesAndContent(t *testing.T) {
	t.Parallel()
	site, welcome, roadmap, other := newPlaces(t)
	space := get(t, site, v1+"/space/DOCS?expand=description.plain,homepage")
	require.Equal(t, []any{"DOCS", "Documentation", "global", "current"}, []any{space["key"], space["name"], space["type"], space["status"]})
	require.Contains(t, space["_expandable"], "homepage")
	require.Equal(t, map[string]any{"webui": "/spaces/DOCS", "self": siteURL + "/rest/api/space/DOCS", "base": siteURL, "context": "/wiki"}, space["_links"])
	page := get(t, site, v1+"/content/"+welcome)
	require.Equal(t, []any{welcome, "page", "current", "Welcome"}, []any{page["id"], page["type"], page["status"], page["title"]})
	require.Equal(t, "/rest/api/space/DOCS", page["_expandable"].(map[string]any)["space"])
	require.Nil(t, page["space"])
	require.Equal(t, "DOCS", get(t, site, v1+"/content/"+welcome+"?expand=body.storage,space")["space"].(map[string]any)["key"])

	for path, want := range map[string][]any{
		"/space":                                      {"DOCS", "~ada"},
		"/space?type=personal":                        {"~ada"},
		"/space?spaceKey=DOCS&spaceKey=X":             {"DOCS"},
		"/space?limit=1&start=1":                      {"~ada"},
		"/content?spaceKey=DOCS":                      {welcome, roadmap},
		"/content?spaceKey=DOCS&title=Welcome":        {welcome},
		"/content?title=Welcome&type=page":            {welcome, other},
		"/content?type=blogpost":                      {},
		"/space/DOCS/content?limit=1&start=1":         {roadmap},
		"/space/~ada/content/page?expand=space":       {other},
		"/space/DOCS/content/comment":                 {},
		"/content?spaceKey=DOCS&title=welcome":        {},
		"/content?spaceKey=DOCS,~ada&title=Welcome":   {welcome, other},
		"/content?spaceKey=DOCS&next=true&start=9":    {},
		"/content?limit=0":                            {},
		"/space/DOCS/content/page?title=Roadmap&cql=": {roadmap},
	} {
		list := get(t, site, v1+path)
		name := "id"
		if path == "/space" || len(path) > 6 && path[:7] == "/space?" {
			name = "key"
		}
		require.Equal(t, want, column(list, name), path)
		require.Equal(t, siteURL, linkTo(list, "base"), path)
	}
	require.Equal(t, "/rest/api/space?next=true&limit=1&start=1", linkTo(get(t, site, v1+"/space?limit=1"), "next"))
}

func TestSpacesAndPagesOfV2(t *testing.T) {
	t.Parallel()
	site, welcome, roadmap, other := newPlaces(t)
	spaces := get(t, site, v2+"/spaces?keys=DOCS")
	require.Equal(t, []any{"DOCS"}, column(spaces, "key"))
	id := column(spaces, "id")[0].(string)
	require.Equal(t, "Documentation", get(t, site, v2+"/spaces/"+id)["name"])
	require.Equal(t, []any{"DOCS"}, column(get(t, site, v2+"/spaces?ids="+id), "key"))
	require.Equal(t, id, get(t, site, v2+"/pages/"+roadmap)["spaceId"])
	require.Equal(t, []any{welcome}, column(get(t, site, v2+"/spaces/"+id+"/pages?title=Welcome"), "id"))
	require.Equal(t, []any{welcome, other}, column(get(t, site, v2+"/pages?title=Welcome"), "id"))
	require.Equal(t, []any{roadmap}, column(get(t, site, v2+"/pages?id="+roadmap), "id"))

	// The links lead from page to page, and the last one has none.
	var ids []any
	path := v2 + "/pages?limit=1"
	for range 3 {
		list := get(t, site, path)
		ids = append(ids, column(list, "id")...)
		path, _ = linkTo(list, "next").(string)
	}
	require.Equal(t, []any{welcome, roadmap, other}, ids)
	require.Empty(t, path)
	require.Equal(t, []any{}, column(get(t, site, v2+"/pages?limit=0"), "id"))
}

func TestSpacesAndContentRefused(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]struct {
		status int
		says   string
	}{
		v1 + "/space/NOPE":         {404, "NotFoundException: No space with key : NOPE"},
		v1 + "/space/~nobody":      {404, "No space with key : ~nobody"},
		v1 + "/space/NOPE/content": {404, "No space with key : NOPE"},
		v1 + "/content/1":          {404, "No content found with id : 1"},
		v1 + "/content?limit=x":    {400, `For input string: \"x\"`},
		v1 + "/space?start=-1":     {400, "start cannot be less than zero"},
		v2 + "/spaces/1":           {404, "Cannot find a space with id 1"},
		v2 + "/pages/1":            {404, "Cannot find a page with id 1"},
		v2 + "/pages?cursor=%25":   {400, "INVALID_REQUEST_PARAMETER"},
		v2 + "/pages?cursor=LTE":   {400, "INVALID_REQUEST_PARAMETER"}, // -1
		v2 + "/pages?limit=x":      {400, "INVALID_REQUEST_PARAMETER"},
	} {
		got := send(t, cloudtest.Start(t), call{path: path})
		require.Equal(t, want.status, got.status, path)
		require.Contains(t, got.body, want.says, path)
	}
	site := cloudtest.Start(t)
	require.Equal(t, http.StatusForbidden, send(t, site, call{path: v1 + "/space", bare: true}).status)
	require.Equal(t, http.StatusNotFound, send(t, site, call{path: v2 + "/spaces", bare: true}).status)
	site.AllowAnonymous(true)
	require.Equal(t, http.StatusForbidden, send(t, site, call{path: v1 + "/content", bare: true}).status)
	got := send(t, site, call{method: "DELETE", path: v1 + "/space/DOCS"})
	require.Equal(t, http.StatusNotFound, got.status, "nothing is written")
	require.Contains(t, got.body, "does not serve DELETE /wiki/rest/api/space/DOCS")
	require.Len(t, site.TakeViolations(), 1)
}
