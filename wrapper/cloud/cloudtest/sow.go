package cloudtest

import (
	"bytes"
	"cmp"
	"fmt"
	"strconv"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/seed"
)

// LoadSeed replaces everything that is in the site by what a seed says, which is
// an object in JSON or YAML; the documentation of wrapper/cmd/confluence-server
// describes it. The site administrator stays. Settings, faults, the record and
// the clock are left alone. An error names the line and the column, and leaves
// the site as it was.
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

// sower puts a seed into a site that nobody else has, part by part.
type sower struct {
	*seedFile

	server *Server

	users, groups, spaces, pages, labels seed.Register
}

func newSower(server *Server, file *seedFile) *sower {
	return &sower{
		seedFile: file, server: server,
		users:  seed.NewRegister("user", "accountId"),
		groups: seed.NewRegister("group", "name"),
		spaces: seed.NewRegister("space", "key"),
		pages:  seed.NewRegister("page", "title"),
		labels: seed.NewRegister("page", "label"),
	}
}

func (s *sower) sow() *seed.Error {
	s.goOnFromIDs()
	s.users.Add(s.server.adminID, s.server.adminID)
	// In this order, since later parts refer to earlier ones.
	for _, part := range []func() *seed.Error{
		s.sowUsers, s.sowGroups, s.sowVolume, s.sowSpaces, s.sowPages, s.sowProperties, s.sowWatches, s.sowTasks,
	} {
		if problem := part(); problem != nil {
			return problem
		}
	}
	for _, email := range s.Invited {
		s.server.store.invite(email)
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
	for _, g := range s.Groups {
		s.server.store.Reserve(g.ID)
	}
	for _, space := range s.Spaces {
		s.server.store.GoOnFrom(space.ID)
	}
	for _, p := range s.Pages {
		use(p.ID)
	}
	for _, p := range s.Properties {
		use(p.ID)
	}
	for _, t := range s.Tasks {
		use(t.ID)
	}
}

func (s *sower) sowUsers() *seed.Error {
	seen := seed.NewRegister("user", "accountId")
	for _, u := range s.Users {
		if problem := seen.Claim(u.At, u.AccountID); problem != nil {
			return problem
		}
		seen.Add(u.AccountID, u.AccountID)
		s.users.Add(u.AccountID, u.AccountID)
		object := fmt.Sprintf("user %q", u.AccountID)
		if problem := seed.OneOf(u.At, object, "accountType", u.AccountType, "atlassian", "app", "customer"); problem != nil {
			return problem
		}
		s.server.AddUser(User{
			AccountID: u.AccountID, Name: u.Name, Email: u.Email, AccountType: u.AccountType,
			SiteAdmin: u.SiteAdmin, Admin: u.Admin, Guest: u.Guest, HideEmail: u.HideEmail, Status: u.Status,
			TimeZone: u.TimeZone, Details: u.Details,
		})
		if !s.server.store.setToken(u.AccountID, u.Token, u.TokenExpires.From(s.server.store.Clock.Now())) {
			return u.In("token").Errorf(object, "the token is another user's, too")
		}
	}
	return nil
}

func (s *sower) sowGroups() *seed.Error {
	ids := seed.IDs{}
	for _, g := range s.Groups {
		if problem := s.groups.Claim(g.At, g.Name); problem != nil {
			return problem
		}
		object := fmt.Sprintf("group %q", g.Name)
		if problem := ids.Claim(g.At, object, g.ID); problem != nil {
			return problem
		}
		if problem := seed.OneOf(g.At, object, "managedBy", g.ManagedBy, "ADMINS", "EXTERNAL", "TEAM_MEMBERS", "OPEN"); problem != nil {
			return problem
		}
		if problem := s.users.NeedAll(g.At, object, "members", g.Members); problem != nil {
			return problem
		}
		s.server.store.RestoreGroup(g.ID, g.Name).ManagedBy = g.ManagedBy
		s.groups.Add(g.Name, s.server.AddGroup(g.Name, g.Members...))
	}
	return nil
}

// sowVolume adds what is asked for in numbers.
func (s *sower) sowVolume() *seed.Error {
	v := s.Generate
	if problem := v.Check(); problem != nil || v == nil {
		return problem
	}
	ids := make([]string, v.Users)
	for i := range ids {
		u := v.User(i)
		ids[i] = ofAtlassian + u.ID
		if s.users.Has(ids[i]) {
			continue // who is listed is as listed
		}
		s.users.Add(ids[i], s.server.AddUser(User{AccountID: ids[i], Name: u.Name, Email: u.Email}))
	}
	for group, members := range v.Members() {
		accounts := make([]string, len(members))
		for i, member := range members {
			accounts[i] = ids[member]
		}
		s.server.AddGroup(v.Group(group), accounts...)
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
	for _, u := range s.server.store.allUsers() { // who all have one
		s.spaces.Add("~"+u.id, "~"+u.id)
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
		id := s.server.store.restorePage(p)
		s.pages.Add(p.Title, id)
		for _, label := range p.Labels {
			s.labels.Add(label, label)
		}
	}
	for id := range ids {
		s.pages.Add(id, id)
	}
	return nil
}

func (s *sower) sowProperties() *seed.Error {
	ids := seed.IDs{}
	for _, p := range s.Properties {
		object := fmt.Sprintf("property %q", p.Key)
		if problem := s.users.Need(p.In("account"), object, p.Account); problem != nil {
			return problem
		}
		if !propertyKey.MatchString(p.Key) {
			return p.In("key").Errorf(object, "the key must match %s", propertyKey)
		}
		if !bytes.HasPrefix(p.Value, []byte("{")) {
			return p.In("value").Errorf(object, "the value is no JSON object")
		}
		if s.server.store.user(p.Account).property(p.Key) != nil {
			return p.In("key").Errorf(object, "the account %q has it twice", p.Account)
		}
		if problem := ids.Claim(p.At, object, p.ID); problem != nil {
			return problem
		}
		s.server.store.restoreProperty(p)
	}
	return nil
}

func (s *sower) sowWatches() *seed.Error {
	for _, w := range s.Watches {
		object := fmt.Sprintf("watch of %q", w.Account)
		by := func(watch func(accountID, target string)) func(string) {
			return func(id string) { watch(w.Account, id) }
		}
		if problem := s.users.Need(w.In("account"), object, w.Account); problem != nil {
			return problem
		}
		if problem := seed.WatchOne(w.At, object,
			seed.Target{Field: "page", Name: w.Page, Among: s.pages, Watch: by(s.server.WatchPage)},
			seed.Target{Field: "space", Name: w.Space, Among: s.spaces, Watch: by(s.server.WatchSpace)},
			seed.Target{Field: "label", Name: w.Label, Among: s.labels, Watch: by(s.server.WatchLabel)},
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
		s.server.store.restoreTask(t.ID, time.Duration(t.Elapsed), confluencetest.Task{
			Name: t.Name, Duration: time.Duration(t.Duration), Messages: t.Messages, Fail: t.Fail,
		})
	}
	return nil
}
