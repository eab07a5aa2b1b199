package confluencetest

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
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
}

// AddUser adds an account, or replaces the one with the same id in place, and
// returns its id.
func (s *Cloud) AddUser(u User) (accountID string) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	if u.AccountID == "" {
		u.AccountID = "712020:" + s.store.uuid("user")
	}
	account := s.store.user(u.AccountID)
	if account == nil {
		account = &user{id: u.AccountID, secret: secretFor(u.AccountID)}
		s.store.users = append(s.store.users, account)
	}
	account.email = cmp.Or(u.Email, madeEmail(u.AccountID))
	account.name = cmp.Or(u.Name, account.email)
	account.kind = cmp.Or(u.AccountType, "atlassian")
	account.siteAdmin, account.admin = u.SiteAdmin, u.Admin
	account.guest, account.hideEmail = u.Guest, u.HideEmail
	return account.id
}

func secretFor(id string) string {
	sum := sha256.Sum256([]byte(id))
	return "api-token-" + hex.EncodeToString(sum[:8])
}

func madeEmail(id string) string {
	return strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return unicode.ToLower(r)
		}
		return '-'
	}, id) + "@example.com"
}

// AddGroup adds a group and returns its id. A group that has the name already
// gets the members. Members that are no accounts are left out.
func (s *Cloud) AddGroup(name string, memberIDs ...string) (groupID string) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	g := s.store.groupByName(name)
	if g == nil {
		g = s.store.addGroup(name)
	}
	for _, id := range memberIDs {
		if s.store.user(id) != nil {
			g.add(id)
		}
	}
	return g.id
}

// AddSpace adds a space, or renames the one that has the key.
func (s *Cloud) AddSpace(key, name string) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	s.store.needSpace(key).name = name
}

// AddPage adds a page with labels and returns its id, digits in text form. Its
// creator watches it from then on, as on the service; an id that is no account
// is nobody. An unknown space is added.
func (s *Cloud) AddPage(spaceKey, title, creatorID string, labels ...string) (contentID string) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	page := &content{
		id: s.store.numberText(), space: s.store.needSpace(spaceKey).key, title: title, labels: slices.Clone(labels),
	}
	s.store.content = append(s.store.content, page)
	if s.store.user(creatorID) != nil {
		s.store.watch(watch{kind: watchContent, target: page.id, user: creatorID})
	}
	return page.id
}

// AddTask begins a task and returns its id.
func (s *Cloud) AddTask(t Task) (taskID string) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	return s.store.addTask(task{Task: t}).id
}

// SetProperty stores a property at an account, whatever was there. The value
// must be one that is a JSON object, and the account must exist.
func (s *Cloud) SetProperty(accountID, key string, value any) error {
	raw, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("confluencetest: property %s: %w", key, err)
	}
	if !bytes.HasPrefix(raw, []byte("{")) {
		return fmt.Errorf("confluencetest: property %s: the value is no JSON object", key)
	}
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	u := s.store.user(accountID)
	if u == nil {
		return fmt.Errorf("confluencetest: property %s: no account %s", key, accountID)
	}
	s.store.setProperty(u, key, raw)
	return nil
}

// WatchPage makes an account watch a page.
func (s *Cloud) WatchPage(accountID, contentID string) {
	s.addWatch(watch{kind: watchContent, target: contentID, user: accountID})
}

// WatchSpace makes an account watch a space.
func (s *Cloud) WatchSpace(accountID, spaceKey string) {
	s.addWatch(watch{kind: watchSpace, target: spaceKey, user: accountID})
}

// WatchLabel makes an account watch a label. The service knows labels
// only that some page carries.
func (s *Cloud) WatchLabel(accountID, label string) {
	s.addWatch(watch{kind: watchLabel, target: label, user: accountID})
}

func (s *Cloud) addWatch(w watch) {
	s.store.mu.Lock()
	defer s.store.mu.Unlock()
	s.store.watch(w)
}
