package datacentertest

import (
	"net/http"
	"slices"

	gen "github.com/confluence-people/go-sdk/gen/control"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/control"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// Control returns what serves the control API of the instance, for tests of
// programs in other languages: paths that begin with /-/, where no path of
// Confluence does, described by api/control.yaml, and a page to look at. Mount it
// beside the instance. It answers requests of this machine only, unless the
// options say otherwise.
func (s *Server) Control(opts *confluencetest.ControlOptions) http.Handler {
	return control.New(steered{s}, opts)
}

// steered is the instance as the control API sees it.
type steered struct{ *Server }

var _ control.Site = steered{}

// Engine returns what the instance stands on.
func (s steered) Engine() *testserver.Server { return s.engine }

// Product is Data Center.
func (steered) Product() gen.SiteProduct { return gen.SiteProductDatacenter }

// Counts says how much there is.
func (s steered) Counts() control.Counts {
	defer s.locked()()
	return control.Counts{
		People: s.store.users.Len(), Groups: s.store.Groups().Len(), Spaces: s.store.SpaceCount(),
		Pages: len(s.store.content), Watches: s.store.WatchCount(), Tasks: len(s.store.allTasks()),
	}
}

// People returns the users, each with the ways to sign in that are open.
func (s steered) People(query string, w control.Window) ([]gen.Person, int) {
	defer s.locked()()
	names := func(u *user) []string { return []string{u.username, u.name, u.email} }
	return control.Select(s.store.allUsers(), control.Matches(query, names), w, s.showPerson)
}

func (s steered) showPerson(u *user) gen.Person {
	shown := gen.Person{
		ID: u.username, Name: u.name, Email: u.email, SignIn: []gen.SignIn{},
		Roles: control.Roles(
			control.Role{Name: "systemAdmin", Applies: u.systemAdmin}, control.Role{Name: "admin", Applies: u.admin},
			control.Role{Name: "disabled", Applies: u.disabled}, control.Role{Name: "locked", Applies: u.failures >= captchaAfter},
		),
	}
	if u.disabled {
		return shown
	}
	if u.password != "" && u.failures < captchaAfter && !s.noBasic {
		shown.SignIn = append(shown.SignIn, gen.SignIn{Scheme: gen.SignInSchemeBasic, Username: u.username, Secret: u.password})
	}
	shown.SignIn = append(shown.SignIn, gen.SignIn{
		Scheme: gen.SignInSchemeBearer, Secret: u.secret, Expires: control.Date(u.expires),
	})
	return shown
}

// Groups returns groups by name.
func (s steered) Groups(query string, members int, w control.Window) ([]gen.Group, int) {
	defer s.locked()()
	return control.Select(s.store.GroupsNamed(query), control.All, w, func(g *state.Group) gen.Group {
		return gen.Group{
			ID: g.ID, Name: g.Name, Size: g.Members().Len(),
			Members: control.List(s.store.memberNames(g, members)), Children: control.List(s.store.childNames(g)),
		}
	})
}

// Watches returns watches, the newest first.
func (s steered) Watches(person string, w control.Window) ([]gen.Watch, int) {
	defer s.locked()()
	watches := s.store.Watches()
	slices.Reverse(watches)
	of := func(w state.Watch) bool {
		u := s.store.user(w.User)
		return u != nil && (person == "" || u.username == person)
	}
	return control.Select(watches, of, w, s.showWatch)
}

func (s steered) showWatch(w state.Watch) gen.Watch {
	shown := gen.Watch{Person: s.store.user(w.User).username, Target: w.Target, Kind: gen.WatchKindPage, ContentType: w.Only}
	if c := s.store.contentByID(w.Target); c != nil {
		shown.Title = c.title
	}
	if w.Kind == state.OnSpace {
		shown.Kind, shown.Title = gen.WatchKindSpace, ""
		if sp := s.store.Space(w.Target); sp != nil {
			shown.Title = sp.Name
		}
	}
	return shown
}

// Pages returns the content in the order of its coming.
func (s steered) Pages(w control.Window) ([]gen.Page, int) {
	defer s.locked()()
	return control.Select(s.store.allContent(), control.All, w, func(c *content) gen.Page {
		shown := gen.Page{ID: c.id, Space: c.space, Title: c.title, Labels: []string{}}
		if c.kind != "page" {
			shown.Kind = c.kind
		}
		return shown
	})
}

// Tasks returns the tasks, the newest first.
func (s steered) Tasks(w control.Window) ([]gen.Task, int) {
	defer s.locked()()
	now := s.store.Clock.Now()
	return control.Select(control.Newest(s.store.allTasks()), control.All, w, func(t *task) gen.Task {
		return control.ShowTask(&t.Task, now)
	})
}
