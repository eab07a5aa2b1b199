package cloudtest

import (
	"net/http"
	"slices"

	gen "github.com/confluence-people/go-sdk/gen/control"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/control"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// Control returns what serves the control API of the site, for tests of programs
// in other languages: paths that begin with /-/, where no path of Confluence
// does, described by api/control.yaml, and a page to look at. Mount it beside the
// site. It answers requests of this machine only, unless the options say
// otherwise.
func (s *Server) Control(opts *confluencetest.ControlOptions) http.Handler {
	return control.New(steered{s}, opts)
}

// steered is the site as the control API sees it.
type steered struct{ *Server }

// Engine returns what the site stands on.
func (s steered) Engine() *testserver.Server { return s.engine }

// Product is Cloud.
func (steered) Product() gen.SiteProduct { return gen.SiteProductCloud }

// Counts says how much there is.
func (s steered) Counts() control.Counts {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	return control.Counts{
		People: len(s.store.allUsers()), Groups: s.store.Groups().Len(), Spaces: s.store.SpaceCount(),
		Pages: len(s.store.content), Watches: s.store.WatchCount(), Tasks: len(s.store.allTasks()),
	}
}

// People returns the accounts, each with its two ways to sign in.
func (s steered) People(query string, w control.Window) ([]gen.Person, int) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	names := func(u *user) []string { return []string{u.id, u.name, u.email} }
	return control.Select(s.store.allUsers(), control.Matches(query, names), w, showPerson)
}

func showPerson(u *user) gen.Person {
	token := gen.SignIn{Scheme: gen.SignInSchemeBearer, Secret: u.secret, Expires: control.Date(u.expires)}
	basic := token
	basic.Scheme, basic.Username = gen.SignInSchemeBasic, u.email
	return gen.Person{
		ID: u.id, Name: u.name, Email: u.email, SignIn: []gen.SignIn{basic, token},
		Roles: control.Roles(
			control.Role{Name: "siteAdmin", Applies: u.siteAdmin}, control.Role{Name: "admin", Applies: u.admin},
			control.Role{Name: "guest", Applies: u.guest}, control.Role{Name: u.kind, Applies: u.kind != "atlassian"},
		),
	}
}

// Groups returns groups by name.
func (s steered) Groups(query string, members int, w control.Window) ([]gen.Group, int) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	return control.Select(s.store.GroupsNamed(query), control.All, w, func(g *state.Group) gen.Group {
		return gen.Group{
			ID: g.ID, Name: g.Name, Size: g.Members().Len(), Members: control.List(s.store.memberIDs(g, members)), Children: []string{},
		}
	})
}

// Watches returns watches, the newest first.
func (s steered) Watches(person string, w control.Window) ([]gen.Watch, int) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	watches := s.store.Watches()
	slices.Reverse(watches)
	of := func(w state.Watch) bool { return person == "" || w.User == person }
	return control.Select(watches, of, w, s.showWatch)
}

func (s steered) showWatch(w state.Watch) gen.Watch {
	shown := gen.Watch{Person: w.User, Target: w.Target}
	switch w.Kind {
	case state.OnContent:
		shown.Kind = gen.WatchKindPage
		if c := s.store.contentByID(w.Target); c != nil {
			shown.Title = c.title
		}
	case state.OnSpace:
		shown.Kind = gen.WatchKindSpace
		if sp := s.store.spaceByKey(w.Target); sp != nil {
			shown.Title = sp.Name
		}
	case state.OnLabel:
		shown.Kind = gen.WatchKindLabel
	}
	return shown
}

// Pages returns the pages in the order of their coming.
func (s steered) Pages(w control.Window) ([]gen.Page, int) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	return control.Select(s.store.allContent(), control.All, w, func(c *content) gen.Page {
		return gen.Page{ID: c.id, Space: c.space, Title: c.title, Labels: control.List(c.labels)}
	})
}

// Tasks returns the tasks, the newest first.
func (s steered) Tasks(w control.Window) ([]gen.Task, int) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	now := s.store.Clock.Now()
	return control.Select(control.Newest(s.store.allTasks()), control.All, w, func(t *state.Task) gen.Task {
		return control.ShowTask(t, now)
	})
}

var _ control.Site = steered{}
