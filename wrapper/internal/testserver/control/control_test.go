package control_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/api"
	gen "github.com/confluence-people/go-sdk/gen/control"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

const newGroup = "/wiki/rest/api/group"

func TestSite(t *testing.T) {
	t.Parallel()
	s := cloudSite(t, nil)
	require.Equal(t, http.StatusOK, s.ask(http.MethodGet, newGroup, ""))
	site := get[gen.Site](s, "site")
	require.Equal(t, gen.SiteProductCloud, site.Product)
	require.Equal(t, s.base, site.BasePath)
	require.Equal(t, []int{3, 2, 1, 1, 3, 2, 0, 1},
		[]int{site.People, site.Groups, site.Spaces, site.Pages, site.Watches, site.Tasks, site.Faults, site.Requests})

	site = get[gen.Site](datacenterSite(t), "site")
	require.Equal(t, gen.SiteProductDatacenter, site.Product)
	require.Equal(t, []int{3, 3, 1, 1, 2, 1, 0, 0},
		[]int{site.People, site.Groups, site.Spaces, site.Pages, site.Watches, site.Tasks, site.Faults, site.Requests})
}

// Everything that happened is undone, and what there was in the beginning is
// there again.
func TestReset(t *testing.T) {
	t.Parallel()
	s := cloudSite(t, nil)
	before := get[gen.GroupsPage](s, "groups")
	require.Equal(t, http.StatusCreated, s.ask(http.MethodPost, newGroup, `{"name":"new"}`))
	s.change(http.StatusCreated, http.MethodPost, "faults", `{"fault":"status:503"}`)
	s.change(http.StatusOK, http.MethodPost, "clock/advance", `{"by":"24h"}`)
	require.NotEqual(t, before, get[gen.GroupsPage](s, "groups"))
	require.Equal(t, http.StatusServiceUnavailable, s.ask(http.MethodGet, newGroup, ""))

	s.change(http.StatusNoContent, http.MethodPost, "reset", "")
	require.Equal(t, before, get[gen.GroupsPage](s, "groups"))
	require.Empty(t, get[gen.FaultsPage](s, "faults").Results)
	require.Empty(t, get[gen.RequestsPage](s, "requests").Results)
	require.Equal(t, "0s", get[gen.Clock](s, "clock").Ahead)
	tasks := get[gen.TasksPage](s, "tasks").Results
	require.Equal(t, gen.TaskStateRunning, tasks[1].State)
	require.Zero(t, tasks[1].Percent)
	require.Equal(t, http.StatusOK, s.ask(http.MethodGet, newGroup, ""))
}

// A reset brings back what is asked for at first, and faults of the beginning
// act as often as then.
func TestResetTo(t *testing.T) {
	t.Parallel()
	s := cloudSite(t, &confluencetest.ControlOptions{Seed: []byte("groups: [{name: only}]")})
	s.change(http.StatusNoContent, http.MethodPost, "reset", "")
	require.Equal(t, "only", get[gen.GroupsPage](s, "groups").Results[0].Name)

	s.change(http.StatusNoContent, http.MethodPut, "state", cloudSeed)
	s.change(http.StatusNoContent, http.MethodPost, "reset", "")
	require.Equal(t, 1, get[gen.GroupsPage](s, "groups").Total)
}

// A reset brings back the faults of the beginning as often as it is asked for,
// and a rate limit that goes by the clock.
func TestResetAgain(t *testing.T) {
	t.Parallel()
	site := cloudtest.New()
	defer site.Close()
	site.Inject("getGroups", 1, confluencetest.Respond(http.StatusBadGateway, "", ""))
	_, token := site.Credential(site.AdminID())
	s := steer(t, site, site.Control(nil), site.BasePath(), token)
	for range 2 {
		require.Equal(t, http.StatusBadGateway, s.ask(http.MethodGet, newGroup, ""))
		require.Equal(t, http.StatusOK, s.ask(http.MethodGet, newGroup, ""))
		require.Equal(t, []gen.Fault{{ID: 1, Operation: "getGroups", Fault: "status:502", Met: 1}}, get[gen.FaultsPage](s, "faults").Results)
		s.change(http.StatusNoContent, http.MethodPost, "reset", "")
	}
	site.RateLimit(1)
	s.change(http.StatusNoContent, http.MethodDelete, "faults", "")
	s.change(http.StatusOK, http.MethodPost, "clock/advance", `{"by":"1h"}`)
	require.Equal(t, http.StatusOK, s.ask(http.MethodGet, newGroup, ""))
	require.Equal(t, http.StatusTooManyRequests, s.ask(http.MethodGet, newGroup, ""))
	s.change(http.StatusNoContent, http.MethodPost, "reset", "")
	s.change(http.StatusNoContent, http.MethodDelete, "faults", "")
	require.Equal(t, http.StatusOK, s.ask(http.MethodGet, newGroup, ""))
}

// A reset forgets what was spent of a quota, which stays.
func TestResetOfAQuota(t *testing.T) {
	t.Parallel()
	site := cloudtest.New()
	defer site.Close()
	_, token := site.Credential(site.AdminID())
	s := steer(t, site, site.Control(nil), site.BasePath(), token)
	site.LimitPoints(cloudtest.PointsQuota{Points: 1})
	for range 2 {
		require.Equal(t, http.StatusOK, s.ask(http.MethodGet, newGroup, ""))
		require.Equal(t, http.StatusTooManyRequests, s.ask(http.MethodGet, newGroup, ""))
		require.Equal(t, 1, get[gen.RequestsPage](s, "requests?status=429").Total)
		s.change(http.StatusNoContent, http.MethodPost, "reset", "")
	}
	s.change(http.StatusOK, http.MethodPost, "clock/advance", `{"by":"1h"}`)
	require.Equal(t, http.StatusOK, s.ask(http.MethodGet, newGroup, ""))
}

func TestState(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]*steered{"cloud": cloudSite(t, nil), "datacenter": datacenterSite(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			people := get[gen.PeoplePage](s, "people")
			state := s.change(http.StatusOK, http.MethodGet, "state", "")
			s.change(http.StatusNoContent, http.MethodPut, "state", "{}")
			require.Equal(t, 1, get[gen.PeoplePage](s, "people").Total)
			s.change(http.StatusNoContent, http.MethodPut, "state", state)
			require.Equal(t, people, get[gen.PeoplePage](s, "people"))

			// What is wrong changes nothing, and is said where it stands.
			wrong := s.do(http.MethodPut, "state", "groups:\n- name: g\n  members: [nobody]\n")
			require.Equal(t, http.StatusBadRequest, wrong.Code)
			require.Contains(t, wrong.Body.String(), `"line":3`)
			require.Contains(t, wrong.Body.String(), `"column":13`)
			require.Contains(t, wrong.Body.String(), `"object":"group \"g\""`)
			require.Equal(t, people, get[gen.PeoplePage](s, "people"))
		})
	}
}

func TestClock(t *testing.T) {
	t.Parallel()
	s := cloudSite(t, nil)
	s.change(http.StatusOK, http.MethodPost, "clock/advance", `{"by":"20m"}`)
	s.change(http.StatusOK, http.MethodPost, "clock/advance", `{"by":"10m"}`)
	clock := get[gen.Clock](s, "clock")
	require.Equal(t, "30m0s", clock.Ahead)
	now, err := time.Parse(time.RFC3339, clock.Now)
	require.NoError(t, err)
	require.WithinDuration(t, time.Now().Add(30*time.Minute), now, time.Minute)
	tasks := get[gen.TasksPage](s, "tasks").Results
	require.Equal(t, gen.Task{
		ID: tasks[0].ID, Name: "export", Percent: 100, Elapsed: "0s", Duration: "0s", State: gen.TaskStateFailed, Error: "The disk is full.",
	}, tasks[0])
	require.Equal(t, 50, tasks[1].Percent)
	s.change(http.StatusOK, http.MethodPost, "clock/advance", `{"by":"30m"}`)
	require.Equal(t, gen.TaskStateDone, get[gen.TasksPage](s, "tasks").Results[1].State)
	for _, wrong := range []string{`{}`, `{"by":"soon"}`, `{"by":"-1s"}`, `{"by":7}`, `{"by":"1h","and":"more"}`, `{`, ``} {
		s.change(http.StatusBadRequest, http.MethodPost, "clock/advance", wrong)
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	s := cloudSite(t, nil)
	s.change(http.StatusCreated, http.MethodPost, "faults", `{"operation":"getGroups","fault":"status:429:1","times":2}`)
	s.change(http.StatusCreated, http.MethodPost, "faults", `{"fault":"status:503"}`)
	require.Equal(t, http.StatusTooManyRequests, s.ask(http.MethodGet, newGroup, ""))
	require.Equal(t, []gen.Fault{
		{ID: 1, Operation: "getGroups", Fault: "status:429:1", Left: 1, Met: 1},
		{ID: 2, Operation: "*", Fault: "status:503", Left: -1},
	}, get[gen.FaultsPage](s, "faults").Results)
	require.Equal(t, 2, get[gen.Site](s, "site").Faults)
	s.change(http.StatusNoContent, http.MethodDelete, "faults/1", "")
	require.Equal(t, http.StatusServiceUnavailable, s.ask(http.MethodGet, newGroup, ""))
	s.change(http.StatusNotFound, http.MethodDelete, "faults/1", "")
	s.change(http.StatusBadRequest, http.MethodDelete, "faults/one", "")
	s.change(http.StatusNoContent, http.MethodDelete, "faults", "")
	require.Equal(t, http.StatusOK, s.ask(http.MethodGet, newGroup, ""))
	for wrong, message := range map[string]string{
		`{"operation":"getUsr","fault":"hang"}`:             `there is no operation`,
		`{"fault":"sleep"}`:                                 `there is no kind`,
		`{"fault":"delay:soon"}`:                            `it takes a duration`,
		`{"operation":"getUser"}`:                           `\"fault\" is missing`,
		`{"operation":"getUser","fault":"hang","time":2}`:   `time`,
		`{"operation":"getUser","fault":"hang","times":-2}`: `times`,
	} {
		require.Contains(t, s.change(http.StatusBadRequest, http.MethodPost, "faults", wrong), message)
	}
}

// Requests are listed newest first, each with what was wrong about it.
func TestRequests(t *testing.T) {
	t.Parallel()
	s := cloudSite(t, nil)
	s.ask(http.MethodGet, newGroup+"?limit=7", "")
	s.ask(http.MethodPost, newGroup, "{\"name\":\"new\"}")
	s.ask(http.MethodGet, newGroup+"?colour=red", "")
	s.ask(http.MethodGet, "/nowhere", "")
	list := func(query string) []int {
		numbers := []int{}
		for _, r := range get[gen.RequestsPage](s, "requests"+query).Results {
			numbers = append(numbers, r.Number)
		}
		return numbers
	}
	require.Equal(t, []int{4, 3, 2, 1}, list(""))
	for query, want := range map[string][]int{
		"?start=1&limit=2": {3, 2}, "?limit=0": {}, "?after=2": {4, 3}, "?operation=getGroups": {3, 1}, "?method=post": {2},
		"?status=404": {4}, "?violations=true": {4, 3}, "?violations=false": {2, 1}, "?path=colour": {3},
		"?operation=getGroups&violations=false": {1},
	} {
		require.Equal(t, want, list(query), query)
	}
	page := get[gen.RequestsPage](s, "requests?operation=createGroup")
	require.Equal(t, 1, page.Total)
	created := page.Results[0]
	require.Equal(t, []any{"POST", newGroup, `{"name":"new"}`, 201}, []any{created.Method, created.Path, created.Body, created.Status})
	require.Contains(t, created.Headers, gen.Header{Name: "Authorization", Value: "Bearer …"})
	require.Contains(t, get[gen.RequestsPage](s, "requests?path=colour").Results[0].Violations[0], `"colour"`)

	s.change(http.StatusNoContent, http.MethodDelete, "requests", "")
	require.Empty(t, list(""))
	s.ask(http.MethodGet, newGroup, "")
	require.Equal(t, []int{5}, list(""))
	for _, wrong := range []string{"?staus=500", "?status=many", "?limit=-1", "?violations=perhaps"} {
		s.change(http.StatusBadRequest, http.MethodGet, "requests"+wrong, "")
	}
}

// The page and the description are there, and what is not says so.
func TestPaths(t *testing.T) {
	t.Parallel()
	s := cloudSite(t, nil)
	page := s.do(http.MethodGet, "", "")
	require.Equal(t, http.StatusOK, page.Code)
	require.Contains(t, page.Header().Get("Content-Security-Policy"), "default-src 'none'")
	require.True(t, strings.HasPrefix(page.Body.String(), "<!doctype html>"))
	require.Equal(t, api.Control(), s.change(http.StatusOK, http.MethodGet, "openapi.yaml", ""))
	require.Contains(t, s.change(http.StatusNotFound, http.MethodGet, "nowhere", ""), "there is nothing at /-/nowhere")
	got := s.do(http.MethodPut, "faults", "")
	require.Equal(t, http.StatusMethodNotAllowed, got.Code)
	require.Equal(t, "GET, POST, DELETE", got.Header().Get("Allow"))
}
