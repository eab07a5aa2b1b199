package datacentertest_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

func TestSpacesAndContent(t *testing.T) {
	t.Parallel()
	d := datacentertest.Start(t)
	d.AddSpace("DOCS", "Documentation")
	welcome, roadmap := d.AddPage("DOCS", "Welcome", ""), d.AddPage("DOCS", "Roadmap", "")
	other := d.AddPage("~admin", "Welcome", "")
	space := read(t, d, "/space/DOCS?expand=description")
	require.Equal(t, []any{"DOCS", "Documentation", "global"}, []any{space["key"], space["name"], space["type"]})
	require.Equal(t, map[string]any{"webui": "/spaces/DOCS", "self": instanceURL + "/rest/api/space/DOCS", "base": instanceURL, "context": "/confluence"}, space["_links"])
	page := read(t, d, "/content/"+welcome+"?expand=space,version")
	require.Equal(t, []any{welcome, "page", "Welcome"}, []any{page["id"], page["type"], page["title"]})
	require.Equal(t, "DOCS", page["space"].(map[string]any)["key"])

	require.Equal(t, []any{"DOCS", "~admin"}, column(read(t, d, "/space"), "key"))
	require.Equal(t, []any{"~admin"}, column(read(t, d, "/space?type=personal&spaceKey=DOCS&spaceKey=~admin"), "key"))
	for path, want := range map[string][]any{
		"/content?spaceKey=DOCS&title=Welcome": {welcome},
		"/content":                             {welcome, roadmap, other},
		"/content?type=blogpost":               {},
		"/space/DOCS/content?start=1&limit=1":  {roadmap},
		"/space/~admin/content/page":           {other},
	} {
		require.Equal(t, want, column(read(t, d, path), "id"), path)
	}
	require.Equal(t, "/rest/api/space?limit=1&start=1", linkTo(read(t, d, "/space?limit=1"), "next"))

	for path, status := range map[string]int{
		"/space/NOPE": 404, "/space/NOPE/content": 404, "/content/1": 404, "/content?limit=x": 400, "/space?start=-1": 400,
	} {
		require.Equal(t, status, ask(t, d, call{path: rest + path}).status, path)
	}
	require.Equal(t, http.StatusUnauthorized, ask(t, d, call{path: rest + "/space", bare: true}).status)
	d.AllowAnonymous(true)
	require.Equal(t, http.StatusForbidden, ask(t, d, call{path: rest + "/space", bare: true}).status)
}
