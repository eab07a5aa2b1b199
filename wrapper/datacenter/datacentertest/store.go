package datacentertest

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"sync"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// store is the state of an instance. Whoever calls its methods holds mu.
type store struct {
	state.Store

	mu      sync.Mutex
	users   []*user
	content []*content
	tasks   []*task
}

// user is a user. The id is the user key; systemAdmin means a system
// administrator.
type user struct {
	id, username, name, email string
	// password may be empty, which no password proves; secret is the personal
	// access token.
	password, secret   string
	locale             string
	systemAdmin, admin bool
	disabled           bool
	// failures counts wrong passwords in a row.
	failures  int
	lastLogin time.Time
}

// content is a page, a blog post or an attachment.
type content struct {
	id, space, title, kind string
}

type task struct {
	state.Task

	// args and text are what a task of the product's own is about, in its name.
	args []any
	text string
	// removes is the id of the user who is gone when the task ends.
	removes string
}

// proves reports whether a password is the user's, who may have none.
func (u *user) proves(password string) bool { return u.password != "" && u.password == password }

func (s *store) user(id string) *user {
	return state.Find(s.users, func(u *user) bool { return u.id == id })
}

// usersByID leaves out ids that nobody has.
func (s *store) usersByID(ids []string) []*user {
	found := make([]*user, 0, len(ids))
	for _, id := range ids {
		if u := s.user(id); u != nil {
			found = append(found, u)
		}
	}
	return found
}

func (s *store) contentByID(id string) *content {
	return state.Find(s.content, func(c *content) bool { return c.id == id })
}

func (s *store) addContent(kind, spaceKey, title string) *content {
	c := &content{id: s.NumberText(), space: s.NeedSpace(spaceKey).Key, title: title, kind: kind}
	s.content = append(s.content, c)
	return c
}

// watchers returns who watches something, in the order of beginning to.
func (s *store) watchers(kind state.Kind, target string) []*user {
	return s.usersByID(s.Watchers(kind, target))
}

func (s *store) userByName(username string) *user {
	return state.Find(s.users, func(u *user) bool { return u.username == username })
}

// newUser adds a user, with a key and a personal access token that are the same
// in every run, and different for two users of one name.
func (s *store) newUser(username string) *user {
	sum := sha256.Sum256([]byte("user key " + s.NumberText()))
	const rest = 14 // bytes after the two that keys begin with
	key := "8a7f" + hex.EncodeToString(sum[:rest])
	secret := sha256.Sum256([]byte("token " + key))
	u := &user{id: key, username: username, secret: base64.StdEncoding.EncodeToString(secret[:])}
	s.users = append(s.users, u)
	return u
}

// enabled returns the users that take a seat of the licence.
func (s *store) enabled() []*user {
	return slices.DeleteFunc(slices.Clone(s.users), func(u *user) bool { return u.disabled })
}

// removeUser removes a user and everything that names the user.
func (s *store) removeUser(id string) {
	s.users = slices.DeleteFunc(s.users, func(u *user) bool { return u.id == id })
	s.UnwatchWhere(func(w state.Watch) bool { return w.User == id })
	for _, g := range s.Groups() {
		g.Remove(id)
	}
}

// begin begins a task, which may be one of the product's own.
func (s *store) begin(t task) *task {
	t.Task = s.Begin(t.Task.Task)
	s.tasks = append(s.tasks, &t)
	return &t
}

func (s *store) task(id string) *task {
	return state.Find(s.tasks, func(t *task) bool { return t.ID == id })
}

// settle does what tasks that have ended by now were for.
func (s *store) settle(now time.Time) {
	for _, t := range s.tasks {
		if t.removes == "" {
			continue
		}
		if percent, _ := t.Progress(now); percent == 100 {
			s.removeUser(t.removes)
			t.removes = ""
		}
	}
}
