package datacentertest

import (
	"cmp"
	"fmt"
	"strconv"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/seed"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// LoadSeed replaces everything that is in the instance by what a seed says,
// which is an object in JSON or YAML; the documentation of
// wrapper/cmd/confluence-server describes it. The administrator stays. Settings,
// faults, the record and the clock are left alone. An error names the line and
// the column, and leaves the instance as it was.
func (s *Server) LoadSeed(text []byte) error {
	file, err := readSeed(string(text))
	if err != nil {
		return fmt.Errorf("seed: %w", err)
	}
	fresh := &Server{engine: s.engine}
	fresh.begin()
	if problem := newSower(fresh, file).sow(); problem != nil {
		return fmt.Errorf("seed: %w", problem)
	}
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	s.store.replaceBy(&fresh.store)
	return nil
}

// sower puts a seed into an instance that nobody else has, part by part.
type sower struct {
	*seedFile

	server *Server

	users, groups, spaces, pages seed.Register
}

func newSower(server *Server, file *seedFile) *sower {
	return &sower{
		seedFile: file, server: server,
		users:  seed.NewRegister("user", "username"),
		groups: seed.NewRegister("group", "name"),
		spaces: seed.NewRegister("space", "key"),
		pages:  seed.NewRegister("page", "title"),
	}
}

func (s *sower) sow() *seed.Error {
	s.goOnFromIDs()
	if !s.WithoutAdmin {
		s.users.Add(s.server.AdminName(), s.server.AdminName())
	} else if admin := s.server.store.userByName(s.server.AdminName()); admin != nil {
		s.server.store.removeUser(admin.id)
	}
	// In this order, since later parts refer to earlier ones.
	for _, part := range []func() *seed.Error{
		s.sowUsers, s.sowGroups, s.sowChildren, s.sowVolume, s.sowSpaces, s.sowPages, s.sowWatches, s.sowTasks,
	} {
		if problem := part(); problem != nil {
			return problem
		}
	}
	return nil
}

// goOnFromIDs keeps what is made later apart from what has an id already.
func (s *sower) goOnFromIDs() {
	use := func(id string) {
		if n, err := strconv.ParseInt(id, 10, 64); err == nil {
			s.server.store.GoOnFrom(n)
		}
	}
	s.server.store.GoOnFrom(s.LastID)
	for _, u := range s.Users {
		s.server.store.Reserve(u.Key)
	}
	for _, g := range s.Groups {
		s.server.store.Reserve(g.ID)
	}
	for _, space := range s.Spaces {
		s.server.store.GoOnFrom(space.ID)
	}
	for _, p := range s.Pages {
		use(p.ID)
	}
	for _, t := range s.Tasks {
		use(t.ID)
	}
}

func (s *sower) sowUsers() *seed.Error {
	seen := seed.NewRegister("user", "username")
	for _, u := range s.Users {
		if problem := seen.Claim(u.At, u.Username); problem != nil {
			return problem
		}
		seen.Add(u.Username, u.Username)
		if other := s.server.store.user(u.Key); other != nil && other.username != u.Username {
			return u.In("key").Errorf(fmt.Sprintf("user %q", u.Username), "the key is another user's, too")
		}
		isNew := s.server.store.userByName(u.Username) == nil
		s.server.AddUser(User{
			Username: u.Username, FullName: u.FullName, Email: u.Email, Password: u.Password,
			Admin: u.Admin, SystemAdmin: u.SystemAdmin, Disabled: u.Disabled,
		})
		if isNew && u.Key != "" {
			s.server.store.TakeBack()
		}
		if !s.server.store.restoreUser(u) {
			return u.In("token").Errorf(fmt.Sprintf("user %q", u.Username), "the token is another user's, too")
		}
		s.users.Add(u.Username, u.Username)
	}
	return nil
}

// sowGroups gives a group the members that are listed, and no others.
func (s *sower) sowGroups() *seed.Error {
	for _, g := range s.Groups {
		object := fmt.Sprintf("group %q", g.Name)
		if problem := s.groups.Claim(g.At, g.Name); problem != nil {
			return problem
		}
		if other := s.server.store.Group(g.ID); other != nil && other.Name != g.Name {
			return g.In("id").Errorf(object, "the id %q is there twice", g.ID)
		}
		if problem := s.users.NeedAll(g.At, object, "members", g.Members); problem != nil {
			return problem
		}
		s.server.store.restoreGroup(g.ID, g.Name)
		s.server.AddGroup(g.Name, g.Members...)
		s.groups.Add(g.Name, g.Name)
	}
	return nil
}

// sowChildren comes after the groups, since a child may be listed later than
// its parent.
func (s *sower) sowChildren() *seed.Error {
	for _, g := range s.Groups {
		if problem := s.groups.NeedAll(g.At, fmt.Sprintf("group %q", g.Name), "children", g.Children); problem != nil {
			return problem
		}
		for _, child := range g.Children {
			s.server.NestGroup(g.Name, child)
		}
	}
	return nil
}

// sowVolume adds what is asked for in numbers.
func (s *sower) sowVolume() *seed.Error {
	v := s.Generate
	if problem := v.Check(); problem != nil || v == nil {
		return problem
	}
	names := make([]string, v.Users)
	for i := range names {
		u := v.User(i)
		names[i] = u.ID
		if s.users.Has(u.ID) {
			continue // who is listed is as listed
		}
		s.server.AddUser(User{Username: u.ID, FullName: u.Name, Email: u.Email})
		s.users.Add(u.ID, u.ID)
	}
	for group, members := range v.Members() {
		usernames := make([]string, len(members))
		for i, member := range members {
			usernames[i] = names[member]
		}
		s.server.AddGroup(v.Group(group), usernames...)
	}
	return nil
}

func (s *sower) sowSpaces() *seed.Error {
	ids := seed.IDs{}
	for _, space := range s.Spaces {
		if problem := s.spaces.Claim(space.At, space.Key); problem != nil {
			return problem
		}
		if problem := space.ClaimID(ids); problem != nil {
			return problem
		}
		s.server.store.RestoreSpace(space.ID, space.Key, cmp.Or(space.Name, space.Key))
		s.spaces.Add(space.Key, space.Key)
	}
	return nil
}

// sowPages registers a page by its title, and by its id if it has one. Only then
// another may have the same title. A title that is the id of another page means
// that one.
func (s *sower) sowPages() *seed.Error {
	ids := seed.IDs{}
	for _, p := range s.Pages {
		object := fmt.Sprintf("page %q", p.Title)
		if p.ID == "" {
			if problem := s.pages.Claim(p.At, p.Title); problem != nil {
				return problem
			}
		}
		if problem := ids.Claim(p.At, object, p.ID); problem != nil {
			return problem
		}
		if problem := s.spaces.Need(p.In("space"), object, p.Space); problem != nil {
			return problem
		}
		if problem := s.users.NeedIfNamed(p.In("creator"), object, p.Creator); problem != nil {
			return problem
		}
		s.pages.Add(p.Title, s.server.store.restoreContent(p))
	}
	for id := range ids {
		s.pages.Add(id, id)
	}
	return nil
}

func (s *sower) sowWatches() *seed.Error {
	for _, w := range s.Watches {
		object := fmt.Sprintf("watch of %q", w.User)
		if problem := s.users.Need(w.In("user"), object, w.User); problem != nil {
			return problem
		}
		by := func(kind state.Kind) func(string) {
			return func(id string) { s.server.addWatch(w.User, state.Watch{Kind: kind, Target: id, Only: w.ContentType}) }
		}
		if problem := seed.WatchOne(w.At, object,
			seed.Target{Field: "page", Name: w.Page, Among: s.pages, Watch: by(state.OnContent)},
			seed.Target{Field: "space", Name: w.Space, Among: s.spaces, Watch: by(state.OnSpace)},
		); problem != nil {
			return problem
		}
	}
	return nil
}

func (s *sower) sowTasks() *seed.Error {
	ids := seed.IDs{}
	for _, t := range s.Tasks {
		if t.Name == "" && t.ID == "" {
			return t.Errorf("", "a task has no name")
		}
		if problem := ids.Claim(t.At, fmt.Sprintf("task %q", t.Name), t.ID); problem != nil {
			return problem
		}
		if problem := s.users.NeedIfNamed(t.In("removes"), fmt.Sprintf("task %q", t.Name), t.Removes); problem != nil {
			return problem
		}
		restored := task{text: t.Text, Task: state.Task{Task: confluencetest.Task{
			Name: t.Name, Duration: time.Duration(t.Duration), Messages: t.Messages, Fail: t.Fail,
		}}}
		for _, arg := range t.Args {
			restored.args = append(restored.args, arg)
		}
		if u := s.server.store.userByName(t.Removes); u != nil {
			restored.removes = u.id
		}
		s.server.store.restoreTask(t.ID, time.Duration(t.Elapsed), restored)
	}
	return nil
}
