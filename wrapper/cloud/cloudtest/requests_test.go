package cloudtest_test

import (
	"net/http"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/requesttest"
)

// complaining tells which of its violations are a site's own.
type complaining struct{ *cloudtest.Server }

func (s complaining) Complaints() []string {
	var own []string
	for _, v := range s.TakeViolations() {
		if strings.HasPrefix(v.Message, "response of ") || strings.HasPrefix(v.Message, "generated code") {
			own = append(own, v.Message)
		}
	}
	return own
}

// anyRequests makes requests from the contract for a site that has some of
// everything.
func anyRequests(tb testing.TB) func(*rapid.T) {
	tb.Helper()
	contract := requesttest.Read(tb, api.Cloud())
	return func(t *rapid.T) {
		site := cloudtest.New()
		ada := site.AddUser(cloudtest.User{Name: "Ada", Email: "ada@example.com", HideEmail: true})
		grace := site.AddUser(cloudtest.User{Name: "Grace", Guest: true})
		team, empty := site.AddGroup("team", ada, grace), site.AddGroup("empty")
		site.AddSpace("DOCS", "Documentation")
		page := site.AddPage("DOCS", "Welcome", ada, "howto")
		site.WatchSpace(grace, "DOCS")
		if err := site.SetProperty(ada, "theme", map[string]any{"dark": true}); err != nil {
			t.Fatal(err)
		}
		task := site.AddTask(confluencetest.Task{Name: "export", Fail: "The disk is full."})
		site.AllowAnonymous(rapid.Bool().Draw(t, "open"))
		site.RefuseEmailLookup(rapid.Bool().Draw(t, "no e-mails"))
		site.CapPages(rapid.IntRange(0, 2).Draw(t, "cap"))
		as := func(id string) func(*http.Request) {
			return func(r *http.Request) { r.SetBasicAuth(site.Credential(id)) }
		}
		contract.Check(t, complaining{site}, requesttest.Site{
			Base: site.BasePath(),
			Names: map[string][]string{
				"accountId": {ada, grace, site.AdminID()}, "userId": {ada, grace}, "accountIds": {ada, grace},
				"groupId": {team, empty}, "id": {team, page, task}, "name": {"team", "new"}, "query": {"t", "A"},
				"spaceKey": {"DOCS"}, "contentId": {page}, "labelName": {"howto"}, "key": {"theme", "export"},
				"emails": {"ada@example.com", "new@example.com"}, "cql": {`user.fullname~"a"`, "type=user"},
			},
			SignIn: []func(*http.Request){
				as(site.AdminID()), as(site.AdminID()), as(site.AdminID()), as(ada), as("nobody"), func(*http.Request) {},
			},
		}, requesttest.Known{"getWatchesForSpace 500"}) // given the key of a space, as the service
	}
}

func TestAnyRequests(t *testing.T) {
	t.Parallel()
	rapid.Check(t, anyRequests(t))
}

func FuzzAnyRequests(f *testing.F) { requesttest.Fuzz(f, anyRequests(f)) }
