package main

import (
	"fmt"

	"github.com/confluence-people/go-sdk/gen/datacenter"
	"github.com/confluence-people/go-sdk/wrapper/datacenter/datacentertest"
)

// datacenterSeed is the file for Confluence Data Center.
type datacenterSeed struct {
	Users []struct {
		Username    string `json:"username"`
		FullName    string `json:"fullName"`
		Email       string `json:"email"`
		Password    string `json:"password"`
		Admin       bool   `json:"admin"`
		SystemAdmin bool   `json:"systemAdmin"`
		Disabled    bool   `json:"disabled"`
	} `json:"users"`
	Groups []struct {
		Name     string   `json:"name"`
		Members  []string `json:"members"`
		Children []string `json:"children"`
	} `json:"groups"`
	Spaces []seedSpace `json:"spaces"`
	Pages  []struct {
		Space   string `json:"space"`
		Title   string `json:"title"`
		Creator string `json:"creator"`
	} `json:"pages"`
	Watches []struct {
		User  string `json:"user"`
		Page  string `json:"page"`
		Space string `json:"space"`
	} `json:"watches"`
	Tasks []seedTask `json:"tasks"`
}

// newDatacenterSite makes an instance of a seed.
func newDatacenterSite(seed string) (*site, error) {
	sower := datacenterSower{
		server: datacentertest.New(),
		users:  newRegister("user", "username"),
		groups: newRegister("group", "name"),
		spaces: newRegister("space", "key"),
		pages:  newRegister("page", "title"),
	}
	if err := readSeed(seed, &sower.seed); err != nil {
		return nil, err
	}
	// In this order, since later parts refer to earlier ones.
	for _, sow := range []func() error{
		sower.sowUsers, sower.sowGroups, sower.sowChildren, sower.sowSpaces,
		sower.sowPages, sower.sowWatches, sower.sowTasks,
	} {
		if err := sow(); err != nil {
			return nil, err
		}
	}
	server := sower.server
	made := &site{
		server: server, product: "Confluence Data Center", listed: sower.listed,
		signIn: fmt.Sprintf("user %s, bearer token %s", server.AdminName(), server.Token(server.AdminName())),
	}
	for _, operation := range datacenter.Operations() {
		made.operations = append(made.operations, operation.ID)
	}
	return made, nil
}

// datacenterSower puts a seed into an instance, part by part.
type datacenterSower struct {
	seed   datacenterSeed
	server *datacentertest.Server
	listed [][]string

	users, groups, spaces, pages register
}

func (s *datacenterSower) sowUsers() error {
	for _, u := range s.seed.Users {
		if err := s.users.claim(u.Username); err != nil {
			return err
		}
		s.server.AddUser(datacentertest.User{
			Username: u.Username, FullName: u.FullName, Email: u.Email, Password: u.Password,
			Admin: u.Admin, SystemAdmin: u.SystemAdmin, Disabled: u.Disabled,
		})
		s.listUser(u.Username)
	}
	if admin := s.server.AdminName(); !s.users.has(admin) {
		s.listUser(admin)
	}
	return nil
}

func (s *datacenterSower) listUser(username string) {
	s.users.ids[username] = username
	s.listed = append(s.listed, []string{"user", username, s.server.Token(username)})
}

func (s *datacenterSower) sowGroups() error {
	for _, g := range s.seed.Groups {
		if err := s.groups.claim(g.Name); err != nil {
			return err
		}
		if err := s.users.need(g.Members...); err != nil {
			return fmt.Errorf("group %q: %w", g.Name, err)
		}
		s.server.AddGroup(g.Name, g.Members...)
		s.groups.ids[g.Name] = g.Name
	}
	return nil
}

// sowChildren comes after the groups, since a child may be listed later than
// its parent.
func (s *datacenterSower) sowChildren() error {
	for _, g := range s.seed.Groups {
		if err := s.groups.need(g.Children...); err != nil {
			return fmt.Errorf("group %q: %w", g.Name, err)
		}
		for _, child := range g.Children {
			s.server.NestGroup(g.Name, child)
		}
	}
	return nil
}

func (s *datacenterSower) sowSpaces() error {
	return sowSpaces(s.seed.Spaces, s.spaces, s.server.AddSpace)
}

func (s *datacenterSower) sowPages() error {
	for _, p := range s.seed.Pages {
		if err := s.pages.claim(p.Title); err != nil {
			return err
		}
		if err := s.spaces.need(p.Space); err != nil {
			return fmt.Errorf("page %q: %w", p.Title, err)
		}
		if err := s.users.needIfNamed(p.Creator); err != nil {
			return fmt.Errorf("page %q: %w", p.Title, err)
		}
		id := s.server.AddPage(p.Space, p.Title, p.Creator)
		s.pages.ids[p.Title] = id
		s.listed = append(s.listed, []string{"page", id, p.Space, p.Title})
	}
	return nil
}

func (s *datacenterSower) sowWatches() error {
	for _, w := range s.seed.Watches {
		by := func(watch func(username, target string)) func(string) {
			return func(id string) { watch(w.User, id) }
		}
		err := s.users.need(w.User)
		if err == nil {
			err = watchOne(
				target{w.Page, s.pages, by(s.server.WatchPage)},
				target{w.Space, s.spaces, by(s.server.WatchSpace)},
			)
		}
		if err != nil {
			return fmt.Errorf("watch of %q: %w", w.User, err)
		}
	}
	return nil
}

func (s *datacenterSower) sowTasks() error { return sowTasks(s.seed.Tasks, s.server.AddTask) }
