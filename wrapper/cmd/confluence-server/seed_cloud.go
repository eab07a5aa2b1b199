package main

import (
	"encoding/json"
	"fmt"
	"regexp"

	"github.com/confluence-people/go-sdk/gen/cloud"
	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
)

// cloudSeed is the file for Confluence Cloud.
type cloudSeed struct {
	Users []struct {
		AccountID   string `json:"accountId"`
		Name        string `json:"name"`
		Email       string `json:"email"`
		AccountType string `json:"accountType"`
		SiteAdmin   bool   `json:"siteAdmin"`
		Admin       bool   `json:"admin"`
		Guest       bool   `json:"guest"`
		HideEmail   bool   `json:"hideEmail"`
	} `json:"users"`
	Groups []struct {
		Name    string   `json:"name"`
		Members []string `json:"members"`
	} `json:"groups"`
	Spaces []seedSpace `json:"spaces"`
	Pages  []struct {
		Space   string   `json:"space"`
		Title   string   `json:"title"`
		Creator string   `json:"creator"`
		Labels  []string `json:"labels"`
	} `json:"pages"`
	Properties []struct {
		Account string          `json:"account"`
		Key     string          `json:"key"`
		Value   json.RawMessage `json:"value"`
	} `json:"properties"`
	Watches []struct {
		Account string `json:"account"`
		Page    string `json:"page"`
		Space   string `json:"space"`
		Label   string `json:"label"`
	} `json:"watches"`
	Tasks []seedTask `json:"tasks"`
}

// newCloudSite makes a site of a seed.
func newCloudSite(seed string) (*site, error) {
	sower := cloudSower{
		server: cloudtest.New(),
		users:  newRegister("user", "accountId"),
		groups: newRegister("group", "name"),
		spaces: newRegister("space", "key"),
		pages:  newRegister("page", "title"),
		labels: newRegister("page", "label"),
	}
	if err := readSeed(seed, &sower.seed); err != nil {
		return nil, err
	}
	// In this order, since later parts refer to earlier ones.
	for _, sow := range []func() error{
		sower.sowUsers, sower.sowGroups, sower.sowSpaces, sower.sowPages,
		sower.sowProperties, sower.sowWatches, sower.sowTasks,
	} {
		if err := sow(); err != nil {
			return nil, err
		}
	}
	server := sower.server
	email, token := server.Credential(server.AdminID())
	made := &site{
		server: server, product: "Confluence Cloud", listed: sower.listed,
		signIn: fmt.Sprintf("user %s, token %s", email, token),
	}
	for _, operation := range cloud.Operations() {
		made.operations = append(made.operations, operation.ID)
	}
	return made, nil
}

// cloudSower puts a seed into a site, part by part.
type cloudSower struct {
	seed   cloudSeed
	server *cloudtest.Server
	listed [][]string

	users, groups, spaces, pages, labels register
}

func (s *cloudSower) sowUsers() error {
	for _, u := range s.seed.Users {
		if err := s.users.claim(u.AccountID); err != nil {
			return err
		}
		s.server.AddUser(cloudtest.User{
			AccountID: u.AccountID, Name: u.Name, Email: u.Email, AccountType: u.AccountType,
			SiteAdmin: u.SiteAdmin, Admin: u.Admin, Guest: u.Guest, HideEmail: u.HideEmail,
		})
		s.listUser(u.AccountID)
	}
	if admin := s.server.AdminID(); !s.users.has(admin) {
		s.listUser(admin)
	}
	return nil
}

func (s *cloudSower) listUser(accountID string) {
	s.users.ids[accountID] = accountID
	email, token := s.server.Credential(accountID)
	s.listed = append(s.listed, []string{"user", accountID, email, token})
}

func (s *cloudSower) sowGroups() error {
	for _, g := range s.seed.Groups {
		if err := s.groups.claim(g.Name); err != nil {
			return err
		}
		if err := s.users.need(g.Members...); err != nil {
			return fmt.Errorf("group %q: %w", g.Name, err)
		}
		s.groups.ids[g.Name] = s.server.AddGroup(g.Name, g.Members...)
	}
	return nil
}

func (s *cloudSower) sowSpaces() error {
	return sowSpaces(s.seed.Spaces, s.spaces, s.server.AddSpace)
}

func (s *cloudSower) sowPages() error {
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
		id := s.server.AddPage(p.Space, p.Title, p.Creator, p.Labels...)
		s.pages.ids[p.Title] = id
		for _, label := range p.Labels {
			s.labels.ids[label] = label
		}
		s.listed = append(s.listed, []string{"page", id, p.Space, p.Title})
	}
	return nil
}

func (s *cloudSower) sowProperties() error {
	allowed := regexp.MustCompile(`^[-_a-zA-Z0-9]+$`)
	for _, p := range s.seed.Properties {
		if err := s.users.need(p.Account); err != nil {
			return fmt.Errorf("property %q: %w", p.Key, err)
		}
		if !allowed.MatchString(p.Key) {
			return fmt.Errorf("property %q: the key must match %s", p.Key, allowed)
		}
		if err := s.server.SetProperty(p.Account, p.Key, p.Value); err != nil {
			return err
		}
	}
	return nil
}

func (s *cloudSower) sowWatches() error {
	for _, w := range s.seed.Watches {
		by := func(watch func(accountID, target string)) func(string) {
			return func(id string) { watch(w.Account, id) }
		}
		err := s.users.need(w.Account)
		if err == nil {
			err = watchOne(
				target{w.Page, s.pages, by(s.server.WatchPage)},
				target{w.Space, s.spaces, by(s.server.WatchSpace)},
				target{w.Label, s.labels, by(s.server.WatchLabel)},
			)
		}
		if err != nil {
			return fmt.Errorf("watch of %q: %w", w.Account, err)
		}
	}
	return nil
}

func (s *cloudSower) sowTasks() error { return sowTasks(s.seed.Tasks, s.server.AddTask) }
