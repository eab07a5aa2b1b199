package cloudtest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/confluence-people/go-sdk/wrapper/cloud"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/jsontext"
	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/state"
)

// User is an account to add to a site.
type User struct {
	// AccountID is the id; when empty, one is made up, the same in every run.
	AccountID string
	// Name is shown as display name and public name.
	Name string
	// Email is the address the account signs in with; when empty, it is made
	// from the id.
	Email string
	// AccountType is atlassian, app or customer; atlassian when empty.
	AccountType string
	// SiteAdmin lets the account change groups, and do what Admin does.
	SiteAdmin bool
	// Admin makes the account a Confluence administrator, who may act on the
	// watches and properties of others.
	Admin bool
	// Guest marks an account invited from outside.
	Guest bool
	// HideEmail keeps the address from everybody but its owner, who reads it
	// in the profile; others read an empty text.
	HideEmail bool
	// Status is active, inactive or closed; active when empty. It is shown, and
	// changes nothing else.
	Status string
	// TimeZone is shown when not empty, such as Europe/Berlin.
	TimeZone string
	// Details are shown when not empty.
	Details cloud.Details
}

// AddUser adds an account, or replaces the one with the same id in place, and
// returns its id.
func (s *Server) AddUser(u User) (accountID string) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	if u.AccountID == "" {
		u.AccountID = ofAtlassian + s.store.UUID("user", func(id string) bool { return s.store.user(ofAtlassian+id) != nil })
	}
	return s.store.setUser(u).id
}

// ofAtlassian begins the ids of accounts of people.
const ofAtlassian = "712020:"

func secretFor(id string) string {
	sum := sha256.Sum256([]byte(id))
	return "api-token-" + hex.EncodeToString(sum[:8])
}

// AddGroup adds a group and returns its id. A group that has the name already
// gets the members. Members that are no accounts are left out.
func (s *Server) AddGroup(name string, memberIDs ...string) (groupID string) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	g := s.store.NeedGroup(name)
	for _, id := range memberIDs {
		if u := s.store.user(id); u != nil {
			s.store.join(g, u)
		}
	}
	return g.ID
}

// SetManagedBy says who decides on the members of a group: "EXTERNAL" for an
// identity provider, with which the group cannot be changed here; "ADMINS", as
// at first; or another that the service documents. An unknown group is left out.
func (s *Server) SetManagedBy(groupID, managedBy string) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	if g := s.store.Group(groupID); g != nil {
		g.ManagedBy = managedBy
	}
}

// AddSpace adds a space, or renames the one that has the key.
func (s *Server) AddSpace(key, name string) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	s.store.NeedSpace(key).Name = name
}

// AddPage adds a page with labels and returns its id, digits in text form. Its
// creator watches it from then on, as on the service; an id that is no account
// is nobody. An unknown space is added.
func (s *Server) AddPage(spaceKey, title, creatorID string, labels ...string) (contentID string) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	page := s.store.addContent(spaceKey, title, labels)
	if s.store.user(creatorID) != nil {
		s.store.Watch(state.Watch{Kind: state.OnContent, Target: page.id, User: creatorID})
	}
	return page.id
}

// AddTask begins a task and returns its id.
func (s *Server) AddTask(t confluencetest.Task) (taskID string) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	return s.store.addTask(t).ID
}

// SetProperty stores a property at an account, whatever was there. The value
// must be one that is a JSON object, the key of letters, digits, - and _, and the
// account must exist.
func (s *Server) SetProperty(accountID, key string, value any) error {
	if !propertyKey.MatchString(key) {
		return fmt.Errorf("cloudtest: property %s: the key must match %s", key, propertyKey)
	}
	raw, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("cloudtest: property %s: %w", key, err)
	}
	if _, err := jsontext.Check(raw); err != nil { // a raw message can hold anything
		return fmt.Errorf("cloudtest: property %s: %w", key, err)
	}
	if !bytes.HasPrefix(raw, []byte("{")) {
		return fmt.Errorf("cloudtest: property %s: the value is no JSON object", key)
	}
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	u := s.store.user(accountID)
	if u == nil {
		return fmt.Errorf("cloudtest: property %s: no account %s", key, accountID)
	}
	s.store.setProperty(u, key, raw)
	return nil
}

// WatchPage makes an account watch a page, as the client's Watches.WatchContent
// does. Unknown accounts watch nothing.
func (s *Server) WatchPage(accountID, contentID string) {
	s.addWatch(state.Watch{Kind: state.OnContent, Target: contentID, User: accountID})
}

// WatchSpace makes an account watch a space.
func (s *Server) WatchSpace(accountID, spaceKey string) {
	s.addWatch(state.Watch{Kind: state.OnSpace, Target: spaceKey, User: accountID})
}

// WatchLabel makes an account watch a label. The service knows only labels that
// some page carries.
func (s *Server) WatchLabel(accountID, label string) {
	s.addWatch(state.Watch{Kind: state.OnLabel, Target: label, User: accountID})
}

func (s *Server) addWatch(w state.Watch) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	if s.store.user(w.User) != nil {
		s.store.Watch(w)
	}
}
