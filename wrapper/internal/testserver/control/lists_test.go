package control_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	gen "github.com/confluence-people/go-sdk/gen/control"
)

// Whoever is listed can sign in as it says.
func TestPeople(t *testing.T) {
	t.Parallel()
	s := cloudSite(t, nil)
	people := get[gen.PeoplePage](s, "people?query=EXAMPLE.com")
	require.Equal(t, 3, people.Total)
	admin, ada, grace := people.Results[0], people.Results[1], people.Results[2]
	require.Equal(t, []string{"siteAdmin"}, admin.Roles)
	require.Equal(t, []string{"admin"}, ada.Roles)
	require.Equal(t, "712020:grace", grace.ID)
	require.Empty(t, grace.Roles)
	require.Equal(t, "ada@example.com", ada.SignIn[0].Username)
	require.Equal(t, gen.SignInSchemeBearer, ada.SignIn[1].Scheme)
	require.Empty(t, ada.SignIn[1].Expires)
	require.NotEmpty(t, grace.SignIn[1].Expires)
	s.token = ada.SignIn[1].Secret
	require.Equal(t, http.StatusOK, s.ask(http.MethodGet, "/wiki/rest/api/user/current", ""))

	page := get[gen.PeoplePage](s, "people?start=1&limit=1")
	require.Equal(t, 3, page.Total)
	require.Equal(t, []gen.Person{ada}, page.Results)

	s = datacenterSite(t)
	require.Equal(t, gen.Person{
		ID: "ada", Name: "Ada Example", Email: "ada@example.com", Roles: []string{"admin"}, SignIn: []gen.SignIn{
			{Scheme: gen.SignInSchemeBasic, Username: "ada", Secret: "secret"},
			{Scheme: gen.SignInSchemeBearer, Secret: get[gen.PeoplePage](s, "people?query=ada").Results[0].SignIn[1].Secret},
		},
	}, get[gen.PeoplePage](s, "people?query=ada").Results[0])
	grace = get[gen.PeoplePage](s, "people?query=grace").Results[0]
	require.Equal(t, []string{"disabled"}, grace.Roles)
	require.Empty(t, grace.SignIn)
}

func TestGroups(t *testing.T) {
	t.Parallel()
	s := cloudSite(t, nil)
	groups := get[gen.GroupsPage](s, "groups?members=1&query=WRIT")
	require.Equal(t, 1, groups.Total)
	require.Equal(t, []gen.Group{{
		ID: groups.Results[0].ID, Name: "writers", Size: 2, Members: []string{"712020:ada"}, Children: []string{},
	}}, groups.Results)
	writers := get[gen.GroupsPage](datacenterSite(t), "groups?start=2").Results[0]
	require.Equal(t, []string{"ada", "grace"}, writers.Members)
	require.Equal(t, []string{"readers"}, writers.Children)
}

func TestWatches(t *testing.T) {
	t.Parallel()
	s := cloudSite(t, nil)
	id := get[gen.PagesPage](s, "pages").Results[0].ID
	require.Equal(t, []gen.Watch{
		{Person: "712020:ada", Kind: gen.WatchKindLabel, Target: "howto"},
		{Person: "712020:ada", Kind: gen.WatchKindSpace, Target: "DOCS", Title: "Documentation"},
		{Person: "712020:grace", Kind: gen.WatchKindPage, Target: id, Title: "Welcome"},
	}, get[gen.WatchesPage](s, "watches").Results)
	require.Equal(t, 1, get[gen.WatchesPage](s, "watches?person=712020:grace").Total)

	s = datacenterSite(t)
	require.Equal(t, []gen.Watch{
		{Person: "ada", Kind: gen.WatchKindSpace, Target: "DOCS", Title: "Documentation", ContentType: "blogpost"},
		{Person: "ada", Kind: gen.WatchKindPage, Target: get[gen.PagesPage](s, "pages").Results[0].ID, Title: "Welcome"},
	}, get[gen.WatchesPage](s, "watches?person=ada").Results)
	require.Empty(t, get[gen.WatchesPage](s, "watches?person=grace").Results)
}

func TestPages(t *testing.T) {
	t.Parallel()
	pages := get[gen.PagesPage](cloudSite(t, nil), "pages").Results
	require.Equal(t, []gen.Page{{ID: pages[0].ID, Space: "DOCS", Title: "Welcome", Labels: []string{"howto"}}}, pages)
	require.Len(t, get[gen.PagesPage](datacenterSite(t), "pages").Results, 1)
	require.Len(t, get[gen.TasksPage](datacenterSite(t), "tasks").Results, 1)
}
