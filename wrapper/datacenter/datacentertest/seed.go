package datacentertest

import (
	"cmp"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// User is a user to add to an instance.
type User struct {
	// Username is the name to log in with; when empty, one is made up.
	Username string
	// FullName is shown; when empty, it is the Username.
	FullName string
	// Email is the address; when empty, it is made from the Username.
	Email string
	// Password is for logging in by name; when empty, no password is right. A
	// personal access token is there in any case.
	Password string
	// Admin makes the user a Confluence administrator.
	Admin bool
	// SystemAdmin makes the user a system administrator, who may do what Admin
	// does and set the passwords of others.
	SystemAdmin bool
	// Disabled keeps the user from logging in, with password or token.
	Disabled bool
	// LastLogin is when the user last logged in; zero for never.
	LastLogin time.Time
}

// AddUser adds a user, or replaces the one with the same name in place, and
// returns the user key, which is the same in every run.
func (s *Server) AddUser(u User) (userKey string) {
	defer s.locked()()
	if u.Username == "" {
		u.Username = "user" + s.store.NumberText()
	}
	added := s.store.userByName(u.Username)
	if added == nil {
		added = s.store.newUser(u.Username)
	}
	added.name = cmp.Or(u.FullName, u.Username)
	added.email = cmp.Or(u.Email, state.Email(u.Username))
	added.password, added.failures = u.Password, 0
	added.admin, added.systemAdmin, added.lastLogin = u.Admin, u.SystemAdmin, u.LastLogin
	s.store.setDisabled(added, u.Disabled)
	return added.id
}

// AddGroup adds a group. One that has the name already gets the members. Members
// that are no users are left out.
func (s *Server) AddGroup(name string, usernames ...string) {
	defer s.locked()()
	g := s.store.NeedGroup(name)
	for _, username := range usernames {
		if u := s.store.userByName(username); u != nil {
			s.store.Join(g, u.id)
		}
	}
}

// NestGroup makes a group a member of another; unknown groups are added. Groups
// may hold each other in a circle, as they can on the product.
func (s *Server) NestGroup(parent, child string) {
	defer s.locked()()
	s.store.Nest(s.store.NeedGroup(parent), s.store.NeedGroup(child))
}

// AddSpace adds a space, or renames the one that has the key.
func (s *Server) AddSpace(key, name string) {
	defer s.locked()()
	s.store.NeedSpace(key).Name = name
}

// AddPage adds a page and returns its id, digits in text form. Its creator
// watches it from then on, as on the product; a name that is no user's is
// nobody. An unknown space is added.
func (s *Server) AddPage(spaceKey, title, creator string) (contentID string) {
	defer s.locked()()
	page := s.store.addContent("page", spaceKey, title)
	if u := s.store.userByName(creator); u != nil {
		s.store.Watch(contentWatchOf(u, page))
	}
	return page.id
}

// AddAttachment adds a file to a space and returns its id. It is content that
// nobody can watch, and whose watchers it is an error to ask for.
func (s *Server) AddAttachment(spaceKey, fileName string) (contentID string) {
	defer s.locked()()
	return s.store.addContent("attachment", spaceKey, fileName).id
}

// AddTask begins a task and returns its id. Its Fail is the last message, there
// being no other place for it here.
func (s *Server) AddTask(t confluencetest.Task) (taskID string) {
	defer s.locked()()
	return s.store.begin(task{Task: state.Task{Task: t}}).ID
}

// WatchPage makes a user watch a page or blog post, as the client's
// Watches.WatchContent does. Unknown users watch nothing.
func (s *Server) WatchPage(username, contentID string) {
	s.addWatch(username, state.Watch{Kind: state.OnContent, Target: contentID})
}

// WatchSpace makes a user watch a space. Unknown users watch nothing.
func (s *Server) WatchSpace(username, spaceKey string) {
	s.addWatch(username, state.Watch{Kind: state.OnSpace, Target: spaceKey})
}

func (s *Server) addWatch(username string, w state.Watch) {
	defer s.locked()()
	if u := s.store.userByName(username); u != nil {
		w.User = u.id
		s.store.Watch(w)
	}
}
