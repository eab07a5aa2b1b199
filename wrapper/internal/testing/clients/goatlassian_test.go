package clients_test

import (
	"context"
	"strconv"
	"testing"

	"github.com/ctreminiom/go-atlassian/v2/confluence"
	v2 "github.com/ctreminiom/go-atlassian/v2/confluence/v2"
	"github.com/ctreminiom/go-atlassian/v2/pkg/infra/models"
)

// TestGoAtlassian makes the calls of go-atlassian that are about people, and those
// by which it gets to them. It has none on users, groups and watches.
func TestGoAtlassian(t *testing.T) {
	s := start(t)
	for name, site := range map[string]string{"site": s.host, "gateway": s.gateway} {
		t.Run(name, func(t *testing.T) {
			client, err := confluence.New(nil, site)
			if err != nil {
				t.Fatal(err)
			}
			client.Auth.SetBasicAuth(s.email, s.token)
			newer, err := v2.New(nil, site)
			if err != nil {
				t.Fatal(err)
			}
			newer.Auth.SetBasicAuth(s.email, s.token)
			callV1(t, client)
			callV2(t, newer)
		})
	}
}

// expect fails the test unless a call had this many rows, and no error.
func expect(t *testing.T, call string, want, got int, err error, response *models.ResponseScheme) {
	t.Helper()
	switch {
	case err != nil && response != nil:
		t.Errorf("%s: %v: %s", call, err, response.Bytes.String())
	case err != nil:
		t.Errorf("%s: %v", call, err)
	case want != got:
		t.Errorf("%s: %d rows, not %d", call, got, want)
	}
}

func callV1(t *testing.T, client *confluence.Client) {
	t.Helper()
	ctx := context.Background()
	for cql, want := range map[string]int{
		"type=user": 3, "user.fullname~jo": 0, `user IN ("712020:ada", "712020:grace")`: 2, `user.accountid="712020:ada"`: 1, `user="712020:ada"`: 1,
	} {
		found, response, err := client.Search.Users(ctx, cql, 0, 50, []string{"operations", "personalSpace"})
		rows := 0
		if err == nil {
			rows = len(found.Results)
		}
		expect(t, "Search.Users "+cql, want, rows, err, response)
	}

	tasks, response, err := client.LongTask.Gets(ctx, 0, 50)
	if err != nil {
		tasks = &models.LongTaskPageScheme{}
	}
	expect(t, "LongTask.Gets", 2, len(tasks.Results), err, response)
	for _, task := range tasks.Results {
		_, response, err := client.LongTask.Get(ctx, task.ID)
		expect(t, "LongTask.Get", 0, 0, err, response)
	}

	spaces, response, err := client.Space.Gets(ctx, &models.GetSpacesOptionScheme{SpaceKeys: []string{"DOCS"}, SpaceType: "global", Expand: []string{"homepage"}}, 0, 50)
	if err != nil {
		spaces = &models.SpacePageScheme{}
	}
	expect(t, "Space.Gets", 1, len(spaces.Results), err, response)
	_, response, err = client.Space.Get(ctx, "DOCS", []string{"description.plain"})
	expect(t, "Space.Get", 0, 0, err, response)
	pages, response, err := client.Space.ContentByType(ctx, "DOCS", "page", "all", []string{"space"}, 0, 50)
	if err != nil {
		pages = &models.ContentPageScheme{}
	}
	expect(t, "Space.ContentByType", 2, len(pages.Results), err, response)
	contents, response, err := client.Content.Gets(ctx, &models.GetContentOptionsScheme{SpaceKey: "DOCS", Title: "Welcome"}, 0, 50)
	if err != nil {
		contents = &models.ContentPageScheme{}
	}
	expect(t, "Content.Gets", 1, len(contents.Results), err, response)
	for _, content := range contents.Results {
		_, response, err := client.Content.Get(ctx, content.ID, []string{"space"}, 1)
		expect(t, "Content.Get", 0, 0, err, response)
	}
}

func callV2(t *testing.T, client *v2.Client) {
	t.Helper()
	ctx := context.Background()
	spaces, response, err := client.Space.Bulk(ctx, &models.GetSpacesOptionSchemeV2{Keys: []string{"DOCS"}}, "", 50)
	if err != nil || len(spaces.Results) != 1 {
		t.Errorf("Space.Bulk: %v: %v", err, response)
		return
	}
	id, err := strconv.Atoi(spaces.Results[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	_, response, err = client.Space.Get(ctx, id, "plain")
	expect(t, "Space.Get, v2", 0, 0, err, response)
	pages, response, err := client.Page.GetsBySpace(ctx, id, "", 50)
	if err != nil {
		pages = &models.PageChunkScheme{}
	}
	expect(t, "Page.GetsBySpace", 2, len(pages.Results), err, response)
	bulk, response, err := client.Page.Bulk(ctx, "", 50)
	if err != nil {
		bulk = &models.PageChunkScheme{}
	}
	expect(t, "Page.Bulk", 2, len(bulk.Results), err, response)
	for _, page := range pages.Results {
		id, err := strconv.Atoi(page.ID)
		if err != nil {
			t.Fatal(err)
		}
		_, response, err := client.Page.Get(ctx, id, "", false, 0)
		expect(t, "Page.Get", 0, 0, err, response)
	}
}
