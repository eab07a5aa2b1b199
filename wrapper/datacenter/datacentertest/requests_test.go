package datacentertest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/confluence-people/go-sdk/api"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testing/requesttest"
)

// complaining tells which of its violations are an instance's own.
type complaining struct{ *datacentertest.Server }

func (s complaining) Complaints() []string {
	var own []string
	for _, v := range s.TakeViolations() {
		if strings.HasPrefix(v.Message, "response of ") || strings.HasPrefix(v.Message, "generated code") {
			own = append(own, v.Message)
		}
	}
	return own
}

// anyRequests makes requests from the contract for an instance that has some of
// everything.
func anyRequests(tb testing.TB) func(*rapid.T) {
	tb.Helper()
	contract := requesttest.Read(tb, api.Datacenter())
	return func(t *rapid.T) {
		d := datacentertest.New()
		ada := d.AddUser(datacentertest.User{Username: "ada", FullName: "Ada Example", Password: "secret", Admin: true})
		grace := d.AddUser(datacentertest.User{Username: "grace", Disabled: rapid.Bool().Draw(t, "disabled")})
		d.AddGroup("team", "ada", "grace")
		d.NestGroup("outer", "team")
		d.NestGroup("team", "outer")
		d.AddGroup("a/b")
		page, file := d.AddPage("DOCS", "Welcome", "ada"), d.AddAttachment("DOCS", "x.pdf")
		d.WatchSpace("grace", "DOCS")
		task := d.AddTask(confluencetest.Task{Name: "export", Duration: time.Hour, Messages: []string{"begun"}})
		d.AllowAnonymous(rapid.Bool().Draw(t, "open"))
		d.BareWatchStatus(rapid.Bool().Draw(t, "bare"))
		d.CapPages(rapid.IntRange(0, 2).Draw(t, "cap"))
		d.SetLicensedUsers(rapid.IntRange(0, 5).Draw(t, "seats"))
		d.SetDeletionTime(time.Duration(rapid.IntRange(0, 1).Draw(t, "seconds")) * time.Second)
		as := func(name string) func(*http.Request) {
			return func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+d.Token(name)) }
		}
		names := []string{"ada", "grace", d.AdminName()}
		contract.Check(t, complaining{d}, requesttest.Site{
			Base: d.BasePath(),
			Names: map[string][]string{
				"username": names, "userName": {"new", "newer", "ada"}, "key": {ada, grace}, "fullName": {"New Person"},
				"email": {"new@example.com"}, "password": {"secret", "new"}, "currentPassword": {"secret"}, "oldPassword": {"secret"},
				"newPassword": {"secret", "new"}, "locale": {"en_GB", "de_DE"}, "groupName": {"team", "outer", "a/b"}, "name": {"team", "new"},
				"spaceKey": {"DOCS"}, "contentId": {page, file}, "contentType": {"page", "blogpost"}, "id": {task}, "expand": {"status", "lastLogin"},
			},
			SignIn: []func(*http.Request){
				as(d.AdminName()), as(d.AdminName()), as("ada"), as("grace"), as("nobody"), func(*http.Request) {},
				func(r *http.Request) { r.SetBasicAuth("ada", "secret") },
			},
		}, nil)
	}
}

func TestAnyRequests(t *testing.T) {
	t.Parallel()
	rapid.Check(t, anyRequests(t))
}

func FuzzAnyRequests(f *testing.F) { requesttest.Fuzz(f, anyRequests(f)) }
